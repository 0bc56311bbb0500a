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
    ...(shard && new Set(shard.pages).size < shard.pages.length ? ['its shard names a page twice'] : []),
    ...endingContradictions(report),
    ...writtenContradictions(report),
    ...repeatedIn(pages.map(({ slug }) => slug)).map((slug) => `page ${slug} is given more than once`),
    ...repeatedIn(pages.map(({ file }) => file)).map((file) => `${file} is the file of more than one page`),
    ...pages.flatMap((page) => inPage(page, report.command).map((text) => `${page.slug}: ${text}`)),
  ];
}

function endingContradictions({ ending, pages, problems }: RunReport): readonly string[] {
  const { kind } = ending;
  const results = new Set(pages.map(({ result }) => result));
  if (kind === 'complete' && results.has('not-run')) return ['it is complete, but pages did not run'];
  if (kind === 'bailed' && !results.has('not-run')) return ['it has stopped early, but no page is left'];
  if (kind === 'shards-missing' && ending.shards.length === 0) return ['shards are missing, but it names none'];
  if (kind === 'pages-missing' && ending.pages.length === 0) return ['pages are missing, but it names none'];
  if (kind !== 'refused') return [];
  if (problems.length === 0) return ['no page was run because of mistakes, but it has no mistake'];
  return pages.some(hasRun) ? ['no page was run because of mistakes, but pages have run'] : [];
}

/** A capture is written to the file of its slug, an updated document to its own. */
function writtenContradictions({ written, pages }: RunReport): readonly string[] {
  return written.flatMap(({ file, snippets }) => {
    const known = pages.filter(
      (page) => hasRun(page) && (page.file === file || `/${file}`.endsWith(`/${page.slug}.yaml`)),
    );
    if (known.length === 0) return [`it has written ${file}, which is of no page that has run`];
    const ids = new Set(known.flatMap((page) => page.snippets.map(({ id }) => id)));
    return snippets.filter((id) => !ids.has(id)).map((id) => `it has written snippet ${id} of ${file}, which has none`);
  });
}

function repeatedIn(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

function inPage(page: ReportedPage, command: RunReport['command']): readonly string[] {
  const ids: readonly string[] = page.snippets.map(({ id }) => id);
  return [
    ...repeatedIn(ids).map((id) => `snippet ${id} is given more than once`),
    ...(page.result === 'empty' && page.snippets.length > 0 ? ['it has no block to run, but it has snippets'] : []),
    ...(hasRun(page) ? inRun(page, command) : []),
  ];
}

function inRun(page: PageThatRan, command: RunReport['command']): readonly string[] {
  const { result, kind, snippets, leaks, stale, drift } = page;
  const ids = new Set(snippets.map(({ id }) => id));
  const isFaulty = leaks.length > 0 || snippets.some(({ faults }) => faults.length > 0);
  return [
    ...(snippets.length === 0 ? ['it has run, but it has no snippet'] : []),
    ...(result === 'passed' && isFaulty ? ['it has passed, but it has faults'] : []),
    ...(result === 'failed' && !isFaulty ? ['it has failed, but it has no fault'] : []),
    ...(kind === 'page' && command === 'verify' && result === 'passed' && stale.length > 0 && drift.length === 0
      ? ['it has passed with the same Docker and images, but would be captured anew']
      : []),
    ...stale.filter((id) => !ids.has(id)).map((id) => `it has no snippet ${id} that could be captured anew`),
    ...snippets.flatMap((snippet) => inSnippet(snippet, kind).map((text) => `${snippet.id}: ${text}`)),
  ];
}

function inSnippet(
  { attempts, retryUntil, outputsCompared, steps, faults }: ReportedSnippet,
  kind: PageThatRan['kind'],
): readonly string[] {
  const isRun = attempts > 0 || faults.some(({ kind }) => kind === 'not-run' || kind === 'ended-early');
  return [
    ...(isRun ? [] : ['it has passed, but it did not run']),
    ...(steps.length === 0 ? ['it has no step'] : []),
    ...(attempts > 1 && retryUntil === undefined ? ['it ran more than once, but has no retry-until'] : []),
    ...(kind === 'page' && !outputsCompared ? ['its outputs were not compared, although it has a capture'] : []),
    ...faults.flatMap((fault) => inFault(fault, steps.length)),
  ];
}

function inFault(fault: ReportedFault, steps: number): readonly string[] {
  const lines = 'lines' in fault ? fault.lines : [];
  const isOutside = lines.some(({ text, spans }) => spans.some(([start, end]) => start > end || end > text.length));
  return [
    ...('step' in fault && fault.step >= steps ? [`there is no step ${fault.step + 1}`] : []),
    ...(fault.kind === 'differed' && lines.length === 0 ? ['an output differed, but no line shows it'] : []),
    ...(fault.kind === 'wrong-exit' && (fault.actual ?? 0) === fault.expected
      ? [`the exit code ${fault.expected} is right, but it is a fault`]
      : []),
    ...(isOutside ? ['a difference marks characters that its line does not have'] : []),
  ];
}
