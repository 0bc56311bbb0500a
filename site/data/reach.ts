/** Who reaches whom on a page, and where readers see the command that tried it. */
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { Attempt } from '../../snippets-runner/tutorial/reach/attempts.ts';
import { attemptsIn, type ReachTable, reachTable } from '../../snippets-runner/tutorial/reach/table.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { onceFor } from '../once-for.ts';
import { readPage } from './page-source.ts';

/** Returns the id of a command in its terminal. No heading has it, because their ids have no dot. */
export function attemptAnchor({ snippet, step }: Pick<Attempt, 'snippet' | 'step'>): string {
  return `${snippet}.${step}`;
}

/** Returns the id of a step that a table of the page leads to; undefined for any other. @param step counted from 1 */
export function anchorOfStep(capture: Capture, snippet: string, step: number): string | undefined {
  const anchor = attemptAnchor({ snippet, step });
  return anchorsOf(capture).has(anchor) ? anchor : undefined;
}

const anchorsOf = onceFor(
  (capture: Capture): ReadonlySet<string> =>
    new Set(reachesOf(capture).flatMap(({ table }) => attemptsIn(table).map(attemptAnchor))),
);

/** Returns the tables of a page. */
function reachesOf(capture: Capture): readonly Reach[] {
  const page = readPage({ locale: SOURCE_LOCALE, slug: capture.slug })?.page;
  return (page?.reachElements ?? []).flatMap(({ of }) => {
    const reach = reachOf(capture, of);
    return 'table' in reach ? [reach] : [];
  });
}

/** Returns the snippets that the page shows: those in its text, and those below its tables. */
export function shownSnippets(capture: Capture): readonly CapturedSnippet[] {
  const tried = new Set(reachesOf(capture).flatMap(({ hidden }) => hidden));
  return capture.snippets.filter((snippet) => !snippet.hidden || tried.has(snippet));
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
  const shown = new Set(attemptsIn(result.table).map(({ snippet }) => snippet));
  return { table: result.table, hidden: capture.snippets.filter(({ id, hidden }) => hidden && shown.has(id)) };
}
