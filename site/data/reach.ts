/** Who reaches whom on a page, and where readers see the command that tried it. */
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { type Attempt, attemptsOf } from '../../snippets-runner/tutorial/reach/attempts.ts';
import { type ReachTable, reachTable } from '../../snippets-runner/tutorial/reach/table.ts';

/** Returns the id of a command in its terminal. No heading has it, because their ids have no dot. */
export function attemptAnchor({ snippet, step }: Pick<Attempt, 'snippet' | 'step'>): string {
  return `${snippet}.${step}`;
}

const known = new WeakMap<Capture, ReadonlySet<string>>();

/** Returns the id of a step that a table leads to; undefined for any other. @param step counted from 1 */
export function anchorOfStep(capture: Capture, snippet: string, step: number): string | undefined {
  const anchors = known.get(capture) ?? new Set(attemptsOf(capture).attempts.map(attemptAnchor));
  known.set(capture, anchors);
  const anchor = attemptAnchor({ snippet, step });
  return anchors.has(anchor) ? anchor : undefined;
}

/** The table of a `<Reach>`, and the snippets that the page shows nowhere but below it. */
export interface Reach {
  readonly table: ReachTable;
  readonly hidden: readonly CapturedSnippet[];
}

/** Returns what keeps attempts from being a table, if something does. @param of as in `reachTable` */
export function reachOf(capture: Capture, of: readonly string[] | undefined): Reach | { readonly fault: string } {
  const result = reachTable(capture, of);
  if ('faults' in result) return { fault: result.faults.map(({ message }) => message).join('; ') };
  const shown = new Set(
    result.table.rows.flatMap(({ cells }) => cells.flatMap(({ attempts }) => attempts.map(({ snippet }) => snippet))),
  );
  return { table: result.table, hidden: capture.snippets.filter(({ id, hidden }) => hidden && shown.has(id)) };
}
