/** Merges the reports of several runs into one: of the shards of one run, or of runs of different pages. */
import type { ReportEnding, RunReport } from '../model/report.ts';
import { countsOf } from './run-report.ts';

export interface ReportFile {
  readonly file: string;
  readonly report: RunReport;
}

export type Merged =
  | { readonly kind: 'merged'; readonly report: RunReport }
  /** The reports are not parts of one run. */
  | { readonly kind: 'impossible'; readonly mistakes: readonly string[] };

/** Merges reports. A missing shard makes the result incomplete. A shard or page in two reports is a mistake. */
export function mergedReport(files: readonly ReportFile[]): Merged {
  const reports = files.map(({ report }) => report);
  const [first] = reports;
  const mistakes = [...otherKinds(files), ...doubledShards(files), ...doubledPages(files), ...strayPages(files)];
  if (!first) return { kind: 'impossible', mistakes: ['there is no report'] };
  if (mistakes.length > 0) return { kind: 'impossible', mistakes };
  const order = new Map(first.shard?.pages.map((slug, index) => [slug, index]));
  const at = (slug: string) => order.get(slug) ?? order.size;
  const pages = reports.flatMap((report) => report.pages).sort((a, b) => at(a.slug) - at(b.slug));
  return {
    kind: 'merged',
    report: {
      schema: first.schema,
      command: first.command,
      started: reports.map(({ started }) => started).sort()[0] ?? first.started,
      durationMs: durationOf(reports),
      ending: endingOf(reports),
      counts: countsOf(pages),
      pages,
      problems: distinct(reports.flatMap(({ problems }) => problems)),
      written: reports.flatMap(({ written }) => written),
    },
  };
}

function otherKinds(files: readonly ReportFile[]): readonly string[] {
  const [first, ...others] = files;
  if (!first) return [];
  const { command, shard } = first.report;
  return others.flatMap(({ file, report }) => {
    if (report.command !== command) return `${file} is a report of ${report.command}, ${first.file} of ${command}`;
    if (report.shard?.count !== shard?.count) {
      return `${file} is ${shardText(report)}, ${first.file} is ${shardText(first.report)}`;
    }
    const isSame = JSON.stringify(report.shard?.pages) === JSON.stringify(shard?.pages);
    if (!isSame) return `${file} and ${first.file} are shards of different pages`;
    if (report.shard?.checkout === shard?.checkout) return [];
    return `${file} and ${first.file} are shards of different checkouts`;
  });
}

function shardText({ shard }: RunReport): string {
  return shard ? `shard ${shard.index}/${shard.count}` : 'a whole run';
}

function doubledShards(files: readonly ReportFile[]): readonly string[] {
  const byIndex = Map.groupBy(
    files.filter(({ report }) => report.shard),
    ({ report }) => shardText(report),
  );
  return [...byIndex]
    .filter(([, { length }]) => length > 1)
    .map(([text, same]) => `${text} is given ${times(same.length)}: ${same.map(({ file }) => file).join(', ')}`);
}

function doubledPages(files: readonly ReportFile[]): readonly string[] {
  if (doubledShards(files).length > 0) return [];
  const bySlug = Map.groupBy(
    files.flatMap(({ file, report }) => report.pages.map(({ slug }) => ({ file, slug }))),
    ({ slug }) => slug,
  );
  const doubled = [...bySlug]
    .filter(([, { length }]) => length > 1)
    .map(([slug, same]) => `page ${slug} is given ${times(same.length)}: ${same.map(({ file }) => file).join(', ')}`);
  return doubled.length > 0 ? doubled : sharedFiles(files);
}

/** Finds files of pages that two reports have under two slugs. */
function sharedFiles(files: readonly ReportFile[]): readonly string[] {
  const pages = files.flatMap(({ file, report }) => report.pages.map((page) => ({ report: file, ...page })));
  return [...Map.groupBy(pages, ({ file }) => file)]
    .filter(([, { length }]) => length > 1)
    .map(([file, same]) => `${file} is the file of ${same.map((page) => `${page.slug} in ${page.report}`).join(', ')}`);
}

function strayPages(files: readonly ReportFile[]): readonly string[] {
  return files.flatMap(({ file, report: { shard, pages } }) =>
    pages
      .filter(({ slug }) => shard && !shard.pages.includes(slug))
      .map(({ slug }) => `${file} has page ${slug}, which is not in its run`),
  );
}

function times(number: number): string {
  return number === 2 ? 'twice' : `${number} times`;
}

/** Shards run at the same time, so this is the time from the first start to the last end. */
function durationOf(reports: readonly RunReport[]): number {
  const starts = reports.map(({ started }) => Date.parse(started));
  const ends = reports.map(({ started, durationMs }) => Date.parse(started) + durationMs);
  return ends.reduce((a, b) => Math.max(a, b)) - starts.reduce((a, b) => Math.min(a, b));
}

/** Returns the most serious ending. */
function endingOf(reports: readonly RunReport[]): ReportEnding {
  const missing = missingParts(reports);
  if (missing) return missing;
  for (const kind of ['failed', 'interrupted', 'refused', 'bailed'] as const) {
    const found = reports.find(({ ending }) => ending.kind === kind);
    if (found) return found.ending;
  }
  // A merged report may be merged again.
  const isMissing = (kind: ReportEnding['kind']) => kind === 'shards-missing' || kind === 'pages-missing';
  return reports.find(({ ending }) => isMissing(ending.kind))?.ending ?? { kind: 'complete' };
}

/** Returns what is missing: whole shards, or pages that the report of their shard has lost. */
function missingParts(reports: readonly RunReport[]): ReportEnding | undefined {
  const [first] = reports;
  if (!first?.shard) return undefined;
  const { count, pages } = first.shard;
  const given = new Set(reports.map(({ shard }) => shard?.index));
  const shards = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !given.has(index));
  const told = new Set(reports.flatMap((report) => report.pages.map(({ slug }) => slug)));
  const left = pages.filter((slug) => !told.has(slug));
  if (shards.length > 0) return { kind: 'shards-missing', shards, pages: left };
  return left.length > 0 ? { kind: 'pages-missing', pages: left } : undefined;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
