/**
 * Finds what no run can have reported: counts that are not those of the pages, a page that passed with faults. A
 * report is only a file. Whoever merges reports has to know that they say one thing, not two.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PageThatRan, ReportedFault, ReportedPage, ReportedSnippet, RunReport } from '../model/report.ts';
import { countsOf, hasRun } from './run-report.ts';

/** Returns a sentence for each contradiction. */
export function contradictionsIn(report: RunReport): readonly string[] {
  const { counts, pages, shard } = report;
  return [
    ...(isDeepStrictEqual(counts, countsOf(pages)) ? [] : ['its counts are not those of its pages']),
    ...(shard && shard.index > shard.count ? [`there is no shard ${shard.index} of ${shard.count}`] : []),
    ...endingContradictions(report),
    ...pages.flatMap((page) => inPage(page).map((text) => `${page.slug}: ${text}`)),
  ];
}

function endingContradictions({ ending: { kind }, pages, problems }: RunReport): readonly string[] {
  const results = new Set(pages.map(({ result }) => result));
  if (kind === 'complete' && results.has('not-run')) return ['it is complete, but pages did not run'];
  if (kind !== 'refused') return [];
  if (problems.length === 0) return ['no page was run because of mistakes, but it has no mistake'];
  return pages.some(hasRun) ? ['no page was run because of mistakes, but pages have run'] : [];
}

function inPage(page: ReportedPage): readonly string[] {
  const doubled = [...Map.groupBy<string, { id: string }>(page.snippets, ({ id }) => id)].filter(
    ([, { length }]) => length > 1,
  );
  return [
    ...doubled.map(([id]) => `snippet ${id} is given more than once`),
    ...(page.result === 'empty' && page.snippets.length > 0 ? ['it has no block to run, but it has snippets'] : []),
    ...(hasRun(page) ? inRun(page) : []),
  ];
}

function inRun(page: PageThatRan): readonly string[] {
  const { result, snippets, leaks, stale } = page;
  const ids = new Set(snippets.map(({ id }) => id));
  const isFaulty = leaks.length > 0 || snippets.some(({ faults }) => faults.length > 0);
  return [
    ...(snippets.length === 0 ? ['it has run, but it has no snippet'] : []),
    ...(result === 'passed' && isFaulty ? ['it has passed, but it has faults'] : []),
    ...(result === 'failed' && !isFaulty ? ['it has failed, but it has no fault'] : []),
    ...stale.filter((id) => !ids.has(id)).map((id) => `it has no snippet ${id} that could be captured anew`),
    ...snippets.flatMap((snippet) => inSnippet(snippet).map((text) => `${snippet.id}: ${text}`)),
  ];
}

function inSnippet({ attempts, steps, faults }: ReportedSnippet): readonly string[] {
  const isRun = attempts > 0 || faults.some(({ kind }) => kind === 'not-run' || kind === 'ended-early');
  return [
    ...(isRun ? [] : ['it has passed, but it did not run']),
    ...faults.flatMap((fault) => inFault(fault, steps.length)),
  ];
}

function inFault(fault: ReportedFault, steps: number): readonly string[] {
  const lines = 'lines' in fault ? fault.lines : [];
  const isOutside = lines.some(({ text, spans }) => spans.some(([start, end]) => start > end || end > text.length));
  return [
    ...('step' in fault && fault.step >= steps ? [`there is no step ${fault.step + 1}`] : []),
    ...(isOutside ? ['a difference marks characters that its line does not have'] : []),
  ];
}
