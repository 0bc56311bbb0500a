/** The report as Markdown, for the summary of a job on GitHub, or a comment. */
import { backticksFor } from '../base/backticks.ts';
import { visible, visibleLine } from '../base/visible.ts';
import type { ReportedPage, RunReport } from '../model/report.ts';
import { pageReport } from './page.ts';
import { problemsReport } from './problems.ts';
import { runSummary, toProblem } from './run.ts';
import { createStyle, seconds } from './style.ts';

const PLAIN = createStyle(false);
/** GitHub refuses summaries of more than 1 MiB. A character has at most three bytes for each of its code units. */
const MOST_CHARACTERS = 300_000;

export function markdownReport(report: RunReport): string {
  const { problems, pages, ending } = report;
  const shown = ending.kind === 'refused' ? [] : pages;
  const details = [
    ...(problems.length > 0 ? [problemsReport(problems.map(toProblem), PLAIN)] : []),
    ...shown.filter(needsDetails).map((page) => pageReport(page, PLAIN)),
  ];
  return [heading(report), ...(shown.length > 0 ? [table(shown)] : []), ...blocks(details)].join('\n\n');
}

function heading(report: RunReport): string {
  const { ending } = report;
  if (ending.kind === 'refused') return '### Nothing was run: the documents have mistakes';
  const [first = '', ...others] = visible(runSummary(report, PLAIN)).split('\n');
  return [`### ${escaped(first)}`, ...others.map(escaped)].join('\n\n');
}

/** Returns whether a page has more to say than its line of the table. */
function needsDetails(page: ReportedPage): boolean {
  if (page.result === 'passed') return page.leftOut.length > 0 || page.drift.length > 0;
  return page.result !== 'unchanged' && page.result !== 'not-run' && page.result !== 'empty';
}

function table(pages: readonly ReportedPage[]): string {
  const rows = pages.map((page) => {
    const ran = page.result === 'passed' || page.result === 'failed' ? page : undefined;
    const cells = [
      code(page.file),
      RESULTS[page.result],
      ran?.snippets.length ?? '',
      ran ? seconds(ran.durationMs) : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| file | result | snippets | time |', '|---|---|---:|---:|', ...rows].join('\n');
}

const RESULTS: Readonly<Record<ReportedPage['result'], string>> = {
  passed: 'passed',
  failed: '**failed**',
  broken: '**could not run**',
  skipped: 'skipped',
  empty: 'nothing to run',
  unchanged: 'unchanged',
  'not-run': 'not run',
};

/** Returns the texts as blocks of code, as many as fit. */
function blocks(texts: readonly string[]): readonly string[] {
  const fitting: string[] = [];
  let left = MOST_CHARACTERS;
  for (const [index, text] of texts.entries()) {
    const shown = visible(text);
    left -= shown.length;
    if (left < 0) return [...fitting, `${texts.length - index} more are in the log.`];
    const fence = backticksFor(shown, 3);
    fitting.push([`${fence}text`, shown, fence].join('\n'));
  }
  return fitting;
}

/** Returns a text as code, in a cell of a table. */
function code(text: string): string {
  return `<code>${escaped(visibleLine(text))}</code>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>|\\`*_[\]]/gu, (character) => `&#${character.codePointAt(0)};`);
}
