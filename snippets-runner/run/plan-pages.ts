/** Makes page plans: which engines can run a page, which pages no engine can run, and when each step ends. */

import { hasElision } from '../compare/outputs/elisions.ts';
import type { EngineOffer } from '../model/engine-offer.ts';
import {
  type PagePlan,
  type PlannedPage,
  type PlannedSnippet,
  type PlannedStep,
  readyFor,
  type Until,
} from '../model/plan.ts';
import { mayLeaveProgramRunning, promptAfter } from '../tutorial/markdown/lines.ts';
import type { Page, Snippet, Step } from '../tutorial/page.ts';
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
  const beginning = page.kind === 'page' ? page.beginning?.snippets : undefined;
  return {
    kind: 'run',
    page,
    engines,
    snippets: plannedSnippets(page.snippets, page),
    ...(beginning && { beginning: plannedSnippets(beginning, page) }),
  };
}

function plannedSnippets(snippets: readonly Snippet[], page: Page): readonly PlannedSnippet[] {
  const onNodes = Map.groupBy(
    snippets.flatMap(({ node, steps }) => steps.map((step) => ({ node, step }))),
    ({ node }) => node,
  );
  const untils = new Map<Step, Until>();
  for (const steps of onNodes.values()) {
    const ends = page.kind === 'document' ? endsInDocument : endsOnPage;
    const onNode = steps.map(({ step }) => step);
    for (const [index, until] of ends(onNode).entries()) untils.set(onNode[index] as Step, until);
  }
  return snippets.map((snippet, number) => ({
    snippet,
    steps: snippet.steps.map((step, index) => {
      const until = untils.get(step) ?? { kind: 'shell' };
      return page.kind === 'document'
        ? plannedInDocument(step, until, page.shown[number]?.steps?.[index]?.output)
        : { step, until };
    }),
  }));
}

function plannedInDocument(step: Step, until: Until, shown = ''): PlannedStep {
  const lines = shown === '' ? [] : shown.split('\n');
  const inDocument = { attention: attentionTo(step.text, lines), shown };
  const isCounted = until.kind === 'quiet-or-busy' && lines.length > 0 && !hasElision(lines);
  return { step, until: isCounted ? { ...until, lines: lines.length } : until, inDocument };
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

function endsOnPage(steps: readonly Step[]): Until[] {
  return steps.map((_, index) => endFor(steps[index + 1]));
}

/**
 * A document may leave a program running and go on in another terminal, as a person would. Input after that is for the
 * program.
 */
function endsInDocument(steps: readonly Step[]): Until[] {
  let isLeft = false;
  return steps.map((step, index): Until => {
    const next = steps[index + 1];
    if (step.kind === 'command') return isLeft && !mayLeaveProgramRunning(step) ? { kind: 'shell' } : endFor(next);
    const prompt = next?.kind === 'input' ? undefined : promptAfter(step, steps[index - 1]);
    isLeft = prompt !== undefined;
    // A key that is known to nobody, such as that of `--detach-keys`, may end the program.
    return prompt === undefined ? endFor(next) : { kind: 'prompt', prompt, orShell: true };
  });
}
