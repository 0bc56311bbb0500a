/** Makes page plans: which engines can run a page, which pages no engine can run, and when each step ends. */

import type { EngineOffer } from '../model/engine-offer.ts';
import { type PagePlan, type PlannedPage, readyFor, type StepInDocument, type Until } from '../model/plan.ts';
import type { Page, Step } from '../tutorial/page.ts';
import { attentionTo } from './attention.ts';

type Candidate = Pick<EngineOffer, 'name' | 'features' | 'isLastResort'>;

/** @param missing for each engine that could not be started: its name, and why */
export function planPages(
  pages: readonly Page[],
  candidates: readonly Candidate[],
  missing: readonly string[] = [],
): readonly PlannedPage[] {
  return pages.map((page) => {
    if (page.kind === 'document' && page.snippets.length === 0) return { kind: 'empty', page };
    const engines = enginesFor(page, candidates);
    if (engines.length > 0) return planPage(page, engines);
    return { kind: 'skipped', page, reason: lackOf(page, candidates, missing) };
  });
}

/** Plans a page. A step ends when the next step on its node can begin, in the same snippet or in a later one. */
export function planPage(page: Page, engines: readonly string[]): PagePlan {
  const onNodes = Map.groupBy(
    page.snippets.flatMap(({ node, steps }) => steps.map((step) => ({ node, step }))),
    ({ node }) => node,
  );
  const untils = new Map<Step, Until>();
  for (const steps of onNodes.values()) {
    for (const [index, { step }] of steps.entries()) untils.set(step, endFor(steps[index + 1]?.step));
  }
  return {
    kind: 'run',
    page,
    engines,
    snippets: page.snippets.map((snippet, number) => ({
      snippet,
      steps: snippet.steps.map((step, index) => ({
        step,
        until: untils.get(step) ?? { kind: 'shell' },
        ...(page.kind === 'document' && {
          inDocument: stepInDocument(step, page.shown[number]?.steps?.[index]?.output),
        }),
      })),
    })),
  };
}

function stepInDocument({ text }: Step, shown = ''): StepInDocument {
  return { attention: attentionTo(text, shown.split('\n')), shown };
}

/** Returns the names of the engines that can run a page, best first. */
export function enginesFor({ lab }: Page, candidates: readonly Candidate[]): readonly string[] {
  const able = candidates.filter(({ features }) => lab.needs.every((need) => features.has(need)));
  const first = able.filter(({ isLastResort }) => !isLastResort);
  return (first.length > 0 ? first : able).map(({ name }) => name);
}

/** Returns why no engine can run a page. @param missing as for `planPages` */
export function lackOf({ lab }: Page, candidates: readonly Candidate[], missing: readonly string[]): string {
  const lacks = candidates.map(({ name, features }) => {
    const lacked = lab.needs.filter((need) => !features.has(need));
    return `the kernel of engine ${name} lacks ${lacked.join(', ')}`;
  });
  return [...lacks, ...missing].join('; ');
}

/** The last step waits for the shell, so a page that ends inside a program times out and is reported. */
function endFor(next: Step | undefined): Until {
  return next === undefined || next.kind === 'command' ? { kind: 'shell' } : readyFor(next);
}
