/** Pages to sessions: what each step waits for, and which pages cannot run here. */
import type { Page, Step } from '../model/page.ts';
import type { PlannedPage, Session, Until } from '../model/plan.ts';

/** @param lacking kernel features that the engine is known not to have, or not known to have */
export function planPages(pages: readonly Page[], lacking: ReadonlySet<string>): readonly PlannedPage[] {
  return pages.map((page) => {
    const missing = page.lab.needs.filter((need) => lacking.has(need));
    const reason = whyNot(page);
    if (reason !== undefined) return { kind: 'skipped', page, reason };
    if (missing.length > 0) return { kind: 'skipped', page, reason: `the engine's kernel lacks ${missing.join(', ')}` };
    return planPage(page);
  });
}

/** What the page says itself of why it cannot run. */
function whyNot(page: Page): string | undefined {
  if (page.kind === 'page') return page.notCapturable;
  return page.snippets.length > 0 ? undefined : 'it has no block that can be run';
}

/** A step ends where the next one on its node can begin, be it in the same snippet or in a later one. */
export function planPage(page: Page): Session {
  const onNodes = Map.groupBy(
    page.snippets.flatMap(({ node, steps }) => steps.map((step) => ({ node, step }))),
    ({ node }) => node,
  );
  const untils = new Map<Step, Until>();
  for (const steps of onNodes.values()) {
    for (const [index, { step }] of steps.entries()) untils.set(step, readyFor(steps[index + 1]?.step));
  }
  return {
    kind: 'session',
    page,
    snippets: page.snippets.map((snippet) => ({
      snippet,
      steps: snippet.steps.map((step) => ({ step, until: untils.get(step) ?? { kind: 'shell' } })),
    })),
  };
}

/** A page that ends inside a program waits for the shell in vain, and says so. */
function readyFor(next: Step | undefined): Until {
  if (next === undefined || next.kind === 'command') return { kind: 'shell' };
  return next.prompt === undefined ? { kind: 'quiet' } : { kind: 'prompt', prompt: next.prompt };
}
