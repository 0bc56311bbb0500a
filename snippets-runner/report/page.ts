/** Formats the result of one page, for people. */
import { append } from '../base/append.ts';
import { COMMAND } from '../base/installation.ts';
import { listed } from '../base/nearest.ts';
import { shellPath } from '../base/shell-quote.ts';
import { visibleLine } from '../base/visible.ts';
import { REPAIRED_BY_CAPTURE } from '../model/outcome.ts';
import type { PageThatRan, ReportedFault, ReportedPage, ReportedSnippet } from '../model/report.ts';
import { failureHints } from './failure-hints.ts';
import { faultText, leakHint, leakText } from './faults.ts';
import { leftOutReport, promptHints } from './left-out.ts';
import { count, indent, type Style, seconds } from './style.ts';

/**
 * Formats a page. A page that passed is one line.
 * @param verbose adds a line for each snippet, with its duration and its attempts
 */
export function pageReport(reported: ReportedPage, style: Style, verbose = false): string {
  // The name of a file may have several lines.
  const page = { ...reported, file: visibleLine(reported.file) };
  switch (page.result) {
    case 'skipped':
      return [`${style.yellow('skipped')} ${page.file}: ${page.reason}`, ...leftOutLines(page, style)].join('\n');
    case 'empty':
      return [`${style.dim('nothing to run')} ${page.file}`, ...leftOutLines(page, style)].join('\n');
    case 'broken':
      return `${style.red('could not run')} ${page.file}: ${page.error.message}\n  ${style.cyan('hint')} ${page.error.hint}`;
    case 'unchanged':
      return `${style.green('unchanged')} ${page.file}: it passed when it last ran`;
    case 'not-run':
      return `${style.yellow('not run')} ${page.file}`;
    default:
      return ranReport(page, style, verbose);
  }
}

function ranReport(page: PageThatRan, style: Style, verbose: boolean): string {
  const { file, result, snippets, drift, leaks, durationMs } = page;
  const failed = snippets.filter(({ faults }) => faults.length > 0);
  const head = result === 'passed' ? style.green('passed') : style.red('failed');
  const lines = [`${head} ${file} ${style.dim(`${count(snippets.length, 'snippet')}, ${seconds(durationMs)}`)}`];
  if (verbose)
    append(
      lines,
      snippets.filter(({ attempts }) => attempts > 0).map((each) => timeLine(each, style)),
    );
  for (const { what, captured, now } of drift) {
    lines.push(
      `  ${style.yellow('drift')} ${what}: captured with ${captured}, now ${now} ${style.dim(`(${COMMAND} capture refreshes it)`)}`,
    );
  }
  const only = (kind: ReportedFault['kind']) =>
    failed.filter(({ faults }) => faults.every((fault) => fault.kind === kind));
  const [unrun, uncaptured] = [only('not-run'), only('no-capture')];
  const told = failed.filter((snippet) => !unrun.includes(snippet) && !uncaptured.includes(snippet));
  append(
    lines,
    told.map((snippet) => snippetReport(page, snippet, style)),
  );
  const accepting = acceptingHint(page);
  if (accepting !== undefined) lines.push(`  ${style.cyan('hint')} ${accepting}`);
  if (uncaptured.length > 0) {
    lines.push(
      `  ${count(uncaptured.length, 'snippet')} without capture: run ${style.cyan(`${COMMAND} capture ${shellPath(file)}`)}`,
    );
  }
  if (page.kind === 'document') append(lines, documentNotes(page, told, style));
  append(
    lines,
    leaks.map((leak) => `  ${leakText(leak, style)}`),
  );
  if (leaks.length > 0) lines.push(`  ${style.cyan('hint')} ${leakHint(page)}`);
  if (unrun.length > 0) lines.push(`  ${style.dim(`${count(unrun.length, 'later snippet')} did not run`)}`);
  return lines.join('\n');
}

/**
 * Returns how the outputs of this run are accepted; undefined if none differs. As long as the page has another fault,
 * such as a wrong exit code, nothing is written.
 */
export function acceptingHint({ kind, file, snippets, leaks }: PageThatRan): string | undefined {
  const kinds = snippets.flatMap(({ faults }) => faults.map((fault) => fault.kind));
  const isRepaired = (each: ReportedFault['kind']) => REPAIRED_BY_CAPTURE.has(each);
  if (!kinds.some((each) => isRepaired(each) && each !== 'no-capture')) return undefined;
  const command = `${COMMAND} ${kind === 'document' ? 'verify --update' : 'capture'} ${shellPath(file)}`;
  const hasOthers = leaks.length > 0 || !kinds.every(isRepaired);
  return hasOthers
    ? `an output that differs can be accepted once the other faults are corrected: ${command}`
    : `if this run is correct, accept it: ${command}`;
}

function timeLine({ id, node, durationMs, attempts, retryUntil }: ReportedSnippet, style: Style): string {
  const tries = retryUntil === undefined ? '' : `, ${count(attempts, 'attempt')} until ${retryUntil}`;
  return style.dim(`  ${id} on ${node}: ${seconds(durationMs)}${tries}`);
}

function snippetReport({ file, kind }: PageThatRan, snippet: ReportedSnippet, style: Style): string {
  const { line, column } = snippet.position;
  const head = `  ${style.bold(`${file}:${line}:${column}`)} snippet ${style.bold(snippet.id)} on ${snippet.node}`;
  const { cause, hostInText } = snippet;
  return [
    head,
    ...(cause ? [`    ${style.dim(`probably because ${causeText(cause)}`)}`] : []),
    ...(hostInText ? [`    ${style.dim(hostText(hostInText))}`] : []),
    ...snippet.faults.map((fault) => indent(faultText(fault, snippet, kind, style), '    ')),
  ].join('\n');
}

function causeText(cause: NonNullable<ReportedSnippet['cause']>): string {
  if ('unset' in cause) return `nothing sets ${listed(cause.unset)}`;
  if ('inShell' in cause) {
    const { text, position } = cause.inShell;
    return `it is meant for the shell of "${text}" on line ${position.line}, which the document does not leave`;
  }
  const missing = cause.missing === undefined ? '' : `: "${cause.missing}" is missing`;
  const block = 'skipped' in cause ? `the block on line ${cause.skipped.line} is skipped` : `${cause.snippet} failed`;
  return block + missing;
}

function hostText({ text, position }: NonNullable<ReportedSnippet['hostInText']>): string {
  const lab = '<!-- snippets lab: {nodes: [host, host-2]} -->';
  return `possibly because line ${position.line} says "${text}", and the lab has one node: write ${lab}, and <!-- snippets: node=host-2 --> before the block`;
}

/** Formats which parts of a document were not compared, and how to declare that a command fails. */
function documentNotes(page: PageThatRan, told: readonly ReportedSnippet[], style: Style): string[] {
  const silent = page.snippets.filter(({ outputsCompared }) => !outputsCompared).length;
  const hints = failureHints(page, told).map((hint) => `  ${style.cyan('hint')} ${hint}`);
  const standIns = Object.values(page.images).filter(({ origin }) => origin === 'stand-in');
  const names = standIns.map(({ reference }) => reference).sort();
  return [
    ...hints,
    ...(silent > 0
      ? [`  ${style.dim(`${count(silent, 'block')} without outputs: only exit codes were checked`)}`]
      : []),
    ...(names.length > 0 ? [`  ${style.dim(`from Debian's packages, not from a registry: ${names.join(', ')}`)}`] : []),
    ...leftOutLines(page, style),
  ];
}

function leftOutLines(page: ReportedPage, style: Style): string[] {
  if (page.leftOut.length === 0) return [];
  return [leftOutReport(page, style), ...promptHints(page.leftOut, style)].map((text) => indent(text, '  '));
}
