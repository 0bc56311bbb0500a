/** Formats what `snippets watch` says after a save, for people. */
import type { NextRun, WhyAll } from '../model/next-run.ts';
import type { PageThatRan, ReportedPage, ReportedSnippet } from '../model/report.ts';
import { leakHint, leakText } from './faults.ts';
import { count, indent, type Style, seconds } from './style.ts';

export interface AnswerHead {
  readonly at: Date;
  readonly next: NextRun;
  /** How many of the page's snippets have run, and how long their commands took. */
  readonly ran: number;
  readonly all: number;
  readonly durationMs: number;
}

/** Returns one line: when, what ran, and why. */
export function answerHead({ at, next, ran, all, durationMs }: AnswerHead, style: Style): string {
  const took = style.dim(`in ${seconds(durationMs)}`);
  const number = ran === all ? count(all, 'snippet') : `${ran} of ${count(all, 'snippet')}`;
  const time = style.dim(clock(at));
  switch (next.kind) {
    case 'nothing':
      return `${time} ran nothing: no command has changed`;
    case 'rest':
      return `${time} ran ${number} ${took}: only what is new`;
    case 'all':
      return `${time} ran ${number} ${took}${next.why.kind === 'first' ? '' : `, from the beginning: ${whyText(next.why)}`}`;
  }
}

/** Returns the line for a run from the beginning that gave the same result as the run that went on. */
export function confirmedText(at: Date, style: Style): string {
  return `${style.dim(clock(at))} ran everything once more, from the beginning: ${style.green('the same result')}`;
}

function whyText(why: Exclude<WhyAll, { kind: 'first' }>): string {
  switch (why.kind) {
    case 'again':
      return 'in one go, the result is another one';
    case 'other-lab':
      return `it needs another lab (${why.what.map((key) => IN_WORDS[key] ?? key).join(', ')})`;
    case 'changed':
      return `${why.snippet} has changed, and had run already`;
    case 'removed':
      return `${why.snippet} was removed, and had run already`;
    case 'inserted':
      return `${why.snippet} is new, and later snippets had run already`;
    case 'moved':
      return `${why.snippet} was moved, and had run already`;
    case 'image-missing':
      return 'an image was missing';
    case 'lost':
      return 'the lab of the last run is gone';
  }
}

const IN_WORDS: Readonly<Record<string, string>> = { files: 'files beside it', values: 'values of placeholders' };

export function clock(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Outputs with more lines are shortened. */
const MOST_LINES = 12;

/**
 * Formats what snippets printed that have no captured output yet. Others are compared, and a difference shows what they
 * printed.
 * @param outputs of each step of each snippet that has run, by the snippet's id
 */
export function printedReport(
  { snippets }: PageThatRan,
  outputs: ReadonlyMap<string, readonly string[]>,
  style: Style,
): string {
  return snippets
    .filter(({ id, faults }) => outputs.has(id) && faults.some(isWithoutCapture))
    .map((snippet) => printedText(snippet, outputs.get(snippet.id) ?? [], style))
    .join('\n');
}

function isWithoutCapture({ kind }: ReportedSnippet['faults'][number]): boolean {
  return kind === 'no-capture' || kind === 'other-commands';
}

function printedText({ id, steps }: ReportedSnippet, outputs: readonly string[], style: Style): string {
  const lines = outputs.flatMap((output, index) => [
    style.dim(steps[index]?.typed ?? ''),
    ...(output === '' ? [] : [shortened(output, style)]),
  ]);
  return `  ${style.bold(id)} printed:\n${indent(lines.join('\n'), '    ')}`;
}

function shortened(output: string, style: Style): string {
  const lines = output.split('\n');
  if (lines.length <= MOST_LINES) return output;
  const left = style.dim(`… ${count(lines.length - MOST_LINES, 'more line')}`);
  return [...lines.slice(0, MOST_LINES), left].join('\n');
}

/** Formats what is left on the nodes, below a report that did not know it yet. Empty if nothing is. */
export function leaksReport(page: PageThatRan, style: Style): string {
  if (page.leaks.length === 0) return '';
  const leaks = page.leaks.map((leak) => `  ${leakText(leak, style)}`);
  return [...leaks, `  ${style.cyan('hint')} ${leakHint(page)}`].join('\n');
}

/** Returns whether two runs of a page have the same result, apart from times and from ids in differences. */
export function isSameResult(a: ReportedPage, b: ReportedPage): boolean {
  return JSON.stringify(resultOf(a)) === JSON.stringify(resultOf(b));
}

function resultOf(page: ReportedPage) {
  if (page.result !== 'passed' && page.result !== 'failed') return page.result;
  const { snippets, leaks, drift } = page;
  const faults = snippets.map(({ id, faults: found }) => [id, found.map((fault) => [fault.kind, stepOf(fault)])]);
  return [faults, leaks, drift];
}

function stepOf(fault: ReportedSnippet['faults'][number]): number | undefined {
  return 'step' in fault ? fault.step : undefined;
}
