/** Formats the result of a run, for people. */
import type { ReportEnding, RunReport } from '../model/report.ts';
import { leftOutCount } from './left-out.ts';
import { pageReport } from './page.ts';
import { problemsReport } from './problems.ts';
import { count, type Style, seconds } from './style.ts';

/** Formats the whole run. A terminal shows the same, page by page. */
export function prettyReport(report: RunReport, style: Style, verbose: boolean): string {
  const { problems, pages, written } = report;
  const shown = report.ending.kind === 'refused' ? [] : pages;
  return [
    ...shown.map((page) => pageReport(page, style, verbose)),
    ...(problems.length > 0 ? [problemsReport(problems.map(toProblem), style)] : []),
    ...written.map(({ file, snippets }) => `${style.green('wrote')} ${file} ${style.dim(snippets.join(', '))}`),
    ...(report.ending.kind === 'refused' ? [] : [runSummary(report, style)]),
  ].join('\n');
}

export function toProblem(problem: RunReport['problems'][number]) {
  return { ...problem, position: problem.position };
}

/** Formats the last line of a run. */
export function runSummary({ pages, problems, counts, durationMs, ending, shard }: RunReport, style: Style): string {
  const { passed, failed, skipped, empty, broken, unchanged, notRun, snippets, leftOut } = counts;
  const noun = pages.length > 0 && pages.every(({ kind }) => kind === 'document') ? 'document' : 'page';
  const part = (number: number, what: string, colour: (text: string) => string) =>
    number > 0 ? [colour(`${count(number, noun)} ${what}`)] : [];
  const parts = [
    style.green(`${count(passed, noun)} passed`),
    ...part(unchanged, UNCHANGED, style.green),
    ...part(failed, 'failed', style.red),
    ...part(skipped, 'skipped', style.yellow),
    ...part(empty, 'without a block to run', style.dim),
    ...part(broken, 'could not run', style.red),
    ...part(notRun, 'did not run', style.yellow),
    // If the documents have mistakes, the problems are these, and nothing was run.
    ...part(ending.kind === 'refused' ? 0 : problems.length, 'could not be updated', style.red),
    ...leftOutCount(leftOut, style),
  ];
  if (unchanged > 0 && passed + failed + skipped + empty + broken + notRun + leftOut === 0) {
    return style.green(`${count(unchanged, noun)} ${UNCHANGED}`);
  }
  const of = shard ? `shard ${shard.index}/${shard.count}: ` : '';
  const line = `${of}${parts.join(', ')}; ${count(snippets, 'snippet')} in ${seconds(durationMs)}`;
  const end = endingText(ending);
  return end === undefined ? line : `${line}\n${style.yellow('incomplete')} ${end}`;
}

const UNCHANGED = 'unchanged since the last pass';

/** Returns why not every page was tried; undefined if every page was. */
export function endingText(ending: ReportEnding): string | undefined {
  switch (ending.kind) {
    case 'complete':
      return undefined;
    case 'bailed':
      return 'the run stopped after the first page that did not pass';
    case 'interrupted':
      return 'the run was interrupted';
    case 'failed':
      return ending.error.message;
    case 'refused':
      return 'no page was run, because the documents have mistakes';
    case 'shards-missing':
      return missingText(ending);
    case 'pages-missing':
      return `no report has ${ending.pages.join(', ')}, although the reports of all shards are there`;
  }
}

function missingText({ shards, pages }: Extract<ReportEnding, { kind: 'shards-missing' }>): string {
  const text =
    shards.length === 1
      ? `the report of shard ${shards[0]} is missing`
      : `the reports of shards ${shards.join(', ')} are missing`;
  return pages.length > 0 ? `${text}, with ${pages.join(', ')}` : text;
}
