/** What came of a run, as people read it. */
import {
  type DiffLine,
  type Fault,
  type PageOutcome,
  type RunOutcome,
  type SnippetOutcome,
  tellsTruth,
} from '../model/outcome.ts';
import type { LeftoverKind, MarkdownDocument, Page, Snippet, Step } from '../model/page.ts';
import { patternText } from '../model/pattern.ts';
import type { Leftover } from '../model/recording.ts';
import { leftOutReport } from './left-out.ts';
import { count, indent, type Style, seconds } from './style.ts';

/** A page in some lines: only what is not right takes more than one. */
export function pageReport(outcome: PageOutcome, style: Style): string {
  const { page } = outcome;
  switch (outcome.kind) {
    case 'skipped':
      return [`${style.yellow('skipped')} ${page.file}: ${outcome.reason}`, ...leftOutLines(page, style)].join('\n');
    case 'broken':
      return `${style.red('could not run')} ${page.file}: ${outcome.error.message}\n  ${style.cyan('hint')} ${outcome.error.hint}`;
    case 'ran':
      return ranReport(outcome, style);
  }
}

/** The last line of a run. */
export function runSummary({ pages, durationMs }: RunOutcome, style: Style): string {
  const ran = pages.filter((page) => page.kind === 'ran');
  const wrong = ran.filter((page) => !tellsTruth(page));
  const snippets = ran.flatMap((page) => page.snippets);
  const parts = [
    style.green(`${count(ran.length - wrong.length, 'page')} right`),
    ...(wrong.length > 0 ? [style.red(`${count(wrong.length, 'page')} wrong`)] : []),
    ...numbered(pages, 'skipped', style.yellow),
    ...numbered(pages, 'broken', style.red),
  ];
  return `${parts.join(', ')}; ${count(snippets.length, 'snippet')} in ${seconds(durationMs)}`;
}

function numbered(
  pages: readonly PageOutcome[],
  kind: PageOutcome['kind'],
  colour: (text: string) => string,
): string[] {
  const number = pages.filter((page) => page.kind === kind).length;
  return number > 0 ? [colour(`${count(number, 'page')} ${kind === 'broken' ? 'could not run' : kind}`)] : [];
}

function ranReport(outcome: Extract<PageOutcome, { kind: 'ran' }>, style: Style): string {
  const { page, snippets, drift, leaks, durationMs } = outcome;
  const wrong = snippets.filter(({ faults }) => faults.length > 0);
  const head = tellsTruth(outcome) ? style.green('right') : style.red('wrong');
  const lines = [`${head} ${page.file} ${style.dim(`${count(snippets.length, 'snippet')}, ${seconds(durationMs)}`)}`];
  for (const { what, captured, now } of drift) {
    lines.push(
      `  ${style.yellow('drift')} ${what}: captured with ${captured}, now ${now} ${style.dim('(snippets capture refreshes it)')}`,
    );
  }
  const only = (kind: Fault['kind']) => wrong.filter(({ faults }) => faults.every((fault) => fault.kind === kind));
  const [unrun, uncaptured] = [only('not-run'), only('no-capture')];
  const told = wrong.filter((snippet) => !unrun.includes(snippet) && !uncaptured.includes(snippet));
  lines.push(...told.map((snippet) => snippetReport(page.file, snippet, style)));
  if (told.some(({ faults }) => faults.some(({ kind }) => MENDED.has(kind)))) {
    const command = page.kind === 'document' ? 'verify --update' : 'capture';
    lines.push(`  ${style.cyan('hint')} where this run is right: npx snippets ${command} ${page.file}`);
  }
  if (uncaptured.length > 0) {
    lines.push(
      `  no capture of ${count(uncaptured.length, 'snippet')}: ${style.cyan(`snippets capture ${page.file}`)} makes it`,
    );
  }
  if (page.kind === 'document') lines.push(...documentNotes(page, told, style));
  if (leaks.length > 0) lines.push(...leakReport(leaks, style));
  if (unrun.length > 0) lines.push(`  ${style.dim(`${count(unrun.length, 'later snippet')} did not run`)}`);
  return lines.join('\n');
}

/** What `snippets capture` accepts. */
const MENDED: ReadonlySet<Fault['kind']> = new Set(['differed', 'other-commands', 'other-topology', 'no-topology']);

function leftOutLines(page: Page, style: Style): string[] {
  if (page.kind === 'page' || page.leftOut.length === 0) return [];
  return [indent(leftOutReport(page, style), '  ')];
}

/** What was not held against the document, and what it can say of a failure. */
function documentNotes(document: MarkdownDocument, told: readonly SnippetOutcome[], style: Style): string[] {
  const silent = document.shown.filter(({ steps }) => steps === undefined).length;
  const hasFailed = told.some(({ faults }) => faults.some(({ kind }) => kind === 'wrong-exit'));
  const failing = 'a command that is meant to fail shows what it prints then, or its block says exit=N';
  return [
    ...(hasFailed ? [`  ${style.cyan('hint')} ${failing}`] : []),
    ...(silent > 0
      ? [`  ${style.dim(`${count(silent, 'block')} without outputs: only exit codes were looked at`)}`]
      : []),
    ...leftOutLines(document, style),
  ];
}

function leakReport(leaks: readonly Leftover[], style: Style): string[] {
  const kinds = [...new Set(leaks.map(({ kind }) => kind))];
  return [
    ...leaks.map((leak) => `  after its last snippet, ${style.bold(leak.node)} still ${leakText(leak)}`),
    `  ${style.cyan('hint')} take away in the page what it has made, or say in its front matter what stays: lab.leaves: [${kinds.join(', ')}]`,
  ];
}

const LEFT_AS = {
  containers: 'container',
  networks: 'network',
  volumes: 'volume',
  services: 'service',
} satisfies Record<Exclude<LeftoverKind, 'swarm'>, string>;

function leakText({ kind, names }: Leftover): string {
  if (kind === 'swarm') return `is in a swarm, as ${names.join(', ')}`;
  return `has ${names.length > 1 ? kind : LEFT_AS[kind]} ${names.join(', ')}`;
}

function snippetReport(file: string, { snippet, faults }: SnippetOutcome, style: Style): string {
  const { line, column } = snippet.position;
  const head = `  ${style.bold(`${file}:${line}:${column}`)} snippet ${style.bold(snippet.id)} on ${snippet.node}`;
  return [head, ...faults.map((fault) => indent(faultText(fault, snippet, style), '    '))].join('\n');
}

function faultText(fault: Fault, snippet: Snippet, style: Style): string {
  const printed = (output: string) =>
    output === '' ? style.dim('it printed nothing') : `it printed:\n${indent(output, '  ')}`;
  switch (fault.kind) {
    case 'no-capture':
      return `it has no capture: ${style.cyan('snippets capture')} makes one`;
    case 'other-commands':
      return `its capture was made from other commands:\n${fault.lines.map((each) => diffLine(each, style)).join('\n')}`;
    case 'differed':
      return `${commandText(snippet.steps[fault.step], style)}\n${fault.lines.map((each) => diffLine(each, style)).join('\n')}`;
    case 'other-topology':
      return `the lab's network after it is another:\n${fault.lines.map((each) => diffLine(each, style)).join('\n')}`;
    case 'no-topology':
      return `its capture does not tell how it changes the lab's network:\n${fault.lines.map((each) => diffLine(each, style)).join('\n')}`;
    case 'wrong-exit':
      return `${commandText(snippet.steps[fault.step], style)}\nexit code ${style.red(String(fault.actual ?? 'none'))}, the page says ${fault.expected}; ${printed(fault.output)}`;
    case 'unmet':
      return `${fault.attribute}=${patternText(fault.pattern)} is not met; ${printed(fault.output)}`;
    case 'ended-early':
      return `${commandText(fault.ending.step, style)}\n${endingText(fault.ending)}; ${printed(fault.output)}`;
    case 'not-run':
      return 'it did not run, because the page had stopped before';
  }
}

function endingText(ending: Extract<Fault, { kind: 'ended-early' }>['ending']): string {
  if (ending.kind === 'stuck') return ending.reason;
  const { timeoutMs, waitedFor, quietMs } = ending;
  const since =
    quietMs === undefined || quietMs < TELLING_QUIET_MS ? '' : `, silent for ${seconds(quietMs)}: ${ASLEEP}`;
  return `not done within ${seconds(timeoutMs)}; waited for ${waitedFor}${since}`;
}

/** A program that works says something now and then. */
const TELLING_QUIET_MS = 5_000;
const ASLEEP = 'does it read what nobody types? Then the page must type it, or end it with <Ctrl-D> or <Ctrl-C>';

function commandText(step: Step | undefined, style: Style): string {
  if (!step) return '';
  const prompt = step.kind === 'command' ? '$ ' : (step.prompt ?? '');
  const keys = step.kind === 'input' ? step.keys.map((key) => `<${key}>`).join('') : '';
  return style.dim(`${prompt}${step.text}${keys}`);
}

const DIFF_SIGNS = { same: ' ', captured: '-', printed: '+' } satisfies Record<DiffLine['kind'], string>;

function diffLine({ kind, text, spans, note }: DiffLine, style: Style): string {
  const remark = note === undefined ? '' : ` ${style.cyan(`← ${note}`)}`;
  if (kind === 'same') return style.dim(`${DIFF_SIGNS.same} ${text}`) + remark;
  const colour = kind === 'captured' ? style.red : style.green;
  return colour(`${DIFF_SIGNS[kind]} ${marked(text, spans, style)}`) + remark;
}

/** The differing parts stand out once more within their line. */
function marked(text: string, spans: DiffLine['spans'], style: Style): string {
  let done = 0;
  let result = '';
  for (const [start, end] of spans) {
    result += text.slice(done, start) + style.inverse(text.slice(start, end));
    done = end;
  }
  return result + text.slice(done);
}
