/** Formats the faults of a snippet and the leftovers of a page, for people. */
import { COMMAND } from '../base/installation.ts';
import type { PageThatRan, ReportedFault, ReportedSnippet } from '../model/report.ts';
import type { LeftoverKind } from '../tutorial/page.ts';
import { indent, type Style } from './style.ts';

/** A page, or a Markdown document. */
type Kind = PageThatRan['kind'];

export function faultText(fault: ReportedFault, { steps, faults }: ReportedSnippet, kind: Kind, style: Style): string {
  const printed = (output: string) =>
    output === '' ? style.dim('it printed nothing') : `it printed:\n${indent(output, '  ')}`;
  // A difference shows the whole output, or what is important of it.
  const isShown = (step?: number) =>
    faults.some((other) => other.kind === 'differed' && !other.follows && (step === undefined || other.step === step));
  const typed = 'step' in fault ? `${style.dim(steps[fault.step]?.typed ?? '')}\n` : '';
  if ('follows' in fault && fault.follows !== undefined) return `${typed}${faultTitle(fault, kind)}`;
  switch (fault.kind) {
    case 'no-capture':
      return `it has no capture: run ${style.cyan(`${COMMAND} capture`)}`;
    case 'other-attributes':
    case 'other-commands':
    case 'other-values':
    case 'other-topology':
    case 'other-beginning':
    case 'no-topology':
      return `${HEADINGS[fault.kind]}:\n${diffText(fault.lines, style)}`;
    case 'differed':
      return `${typed}${diffText(fault.lines, style)}${partNote(fault, style)}${kind === 'document' ? commentNote(fault.lines, style) : ''}${racingNote(steps[fault.step]?.typed ?? '', fault.lines, style)}`;
    case 'wrong-exit':
      return `${typed}${exitText(fault, style.red)}${isShown(fault.step) ? '' : `; ${printed(fault.output)}`}`;
    case 'check-passed':
      return `${typed}${CHECK_PASSED}; ${printed(fault.output)}`;
    case 'unmet':
      return `the output does not match ${fault.attribute}=${fault.pattern}${isShown() ? '' : `; ${printed(fault.output)}`}`;
    case 'pattern-failed':
      return `${fault.attribute}: ${fault.reason}; ${printed(fault.output)}`;
    case 'ended-early':
      return `${typed}${fault.reason}; ${printed(fault.output)}`;
    case 'not-run':
      return `it did not run, because the ${kind} stopped before it`;
  }
}

const CHECK_PASSED = "the exercise's check passes here, but it has to fail: the exercise is not solved yet";

const HEADINGS = {
  'other-commands': 'its commands have changed since the capture',
  'other-attributes': 'its attributes have changed since the capture',
  'other-values': 'the values of its placeholders differ from those of the capture',
  'other-topology': "the lab's network after it differs from the capture",
  'other-beginning': "the lab's network before it, with what the page begins with, differs from the capture",
  'no-topology': "it changes the lab's network, but its capture has no network",
};

/** Formats a fault in one line, for a title. */
export function faultTitle(fault: ReportedFault, kind: Kind): string {
  switch (fault.kind) {
    case 'no-capture':
      return 'it has no capture';
    case 'differed':
      return `the output differs${asIn(fault)}`;
    case 'other-topology':
      return `${HEADINGS[fault.kind]}${asIn(fault)}`;
    case 'wrong-exit':
      return exitText(fault, String);
    case 'check-passed':
      return CHECK_PASSED;
    case 'unmet':
      return `the output does not match ${fault.attribute}=${fault.pattern}`;
    case 'pattern-failed':
      return `${fault.attribute}: ${fault.reason}`;
    case 'ended-early':
      return fault.reason;
    case 'not-run':
      return `it did not run, because the ${kind} stopped before it`;
    default:
      return HEADINGS[fault.kind];
  }
}

function asIn({ follows }: { readonly follows?: string | undefined }): string {
  return follows === undefined ? '' : `, in the same lines as in snippet ${follows}`;
}

type WrongExit = Extract<ReportedFault, { kind: 'wrong-exit' }>;

function exitText({ expected, actual }: WrongExit, highlight: (text: string) => string): string {
  if (actual === null) return `expected exit code ${expected}, but ${highlight('it has not ended')}`;
  return `expected exit code ${expected}, got ${highlight(String(actual))}`;
}

type Lines = Extract<ReportedFault, { kind: 'differed' }>['lines'];
type Line = Lines[number];

/**
 * Explains a difference that is only the order of two streams. Without `-t`, docker forwards standard output and
 * standard error separately, and either may arrive first. With `-t`, there is only one stream.
 */
function racingNote(typed: string, lines: Lines, style: Style): string {
  if (!typed.split('\n').some(hasTwoStreams)) return '';
  const textsWithout = (kind: Line['kind']) => lines.filter((line) => line.kind !== kind).map(({ text }) => text);
  const [captured, printed] = [textsWithout('printed'), textsWithout('captured')];
  // A text may be the same although it means something else, such as an address of something else.
  if (captured.join('\n') === printed.join('\n')) return '';
  if (captured.sort().join('\n') !== printed.sort().join('\n')) return '';
  return `\n${style.cyan('←')} the same lines in another order: standard output and standard error are two streams, and either may come first; with -t there is only one`;
}

/** Returns whether the last command of a line that runs something in a container does so without a terminal. */
function hasTwoStreams(line: string): boolean {
  const last = [...line.matchAll(/\bdocker (?:container )?(?:exec|run)\b/gu)].at(-1);
  return last !== undefined && !/ (?:-(?=[a-z]*t)[a-z]+|--tty)\b/u.test(line.slice(last.index));
}

/** Says that a comment below the last command of a block counts as output. */
function commentNote(lines: Lines, style: Style): string {
  const last = lines.findLast((line) => line.kind !== 'printed');
  const printed = lines.findLast((line) => line.kind !== 'captured');
  const isComment = last?.kind === 'captured' && last.text.startsWith('#') && !printed?.text.startsWith('#');
  if (!isComment) return '';
  return `\n${style.cyan('←')} "${last.text.trimEnd()}" counts as output, because no command follows: if it is a comment, write it above the command`;
}

/** Says what to write if a document means to show only a part of an output. */
function partNote({ part }: Pick<Extract<ReportedFault, { kind: 'differed' }>, 'part'>, style: Style): string {
  if (!part) return '';
  const { above, below, of } = part;
  const shown = of - above - below;
  const which = above === 0 ? `the first ${shown} of` : below === 0 ? `the last ${shown} of` : `${shown} of`;
  const where = above === 0 ? 'below' : below === 0 ? 'above' : 'above and below';
  return `\n${style.cyan('←')} the document shows ${which} ${of} lines: if it leaves out the others, write a line "..." ${where} those`;
}

const DIFF_SIGNS = { same: ' ', captured: '-', printed: '+' } satisfies Record<Line['kind'], string>;

function diffText(lines: Lines, style: Style): string {
  return lines.map((line) => diffLine(line, style)).join('\n');
}

function diffLine({ kind, text, spans, note }: Line, style: Style): string {
  const remark = note === undefined ? '' : ` ${style.cyan(`← ${note}`)}`;
  if (kind === 'same') return style.dim(`${DIFF_SIGNS[kind]} ${text}`) + remark;
  const colour = kind === 'captured' ? style.red : style.green;
  return colour(`${DIFF_SIGNS[kind]} ${marked(text, spans, style)}`) + remark;
}

/** Highlights the differing parts within a line. */
function marked(text: string, spans: Line['spans'], style: Style): string {
  let done = 0;
  let result = '';
  for (const [start, end] of spans) {
    result += text.slice(done, start) + style.inverse(text.slice(start, end));
    done = end;
  }
  return result + text.slice(done);
}

type Leaks = PageThatRan['leaks'];

const LEFT_AS = {
  containers: 'container',
  networks: 'network',
  volumes: 'volume',
  services: 'service',
} satisfies Record<Exclude<LeftoverKind, 'swarm'>, string>;

export function leakText({ node, kind, names }: Leaks[number], style: Style): string {
  const what =
    kind === 'swarm'
      ? `is in a swarm, as ${names.join(', ')}`
      : `has ${names.length > 1 ? kind : LEFT_AS[kind]} ${names.join(', ')}`;
  return `after its last snippet, ${style.bold(node)} still ${what}`;
}

export function leakHint({ leaks, kind: ofKind }: Pick<PageThatRan, 'leaks' | 'kind'>): string {
  const kinds = [...new Set(leaks.map(({ kind }) => kind))];
  const stays = `[${kinds.join(', ')}]`;
  return ofKind === 'document'
    ? `remove it at the end of the document, or declare that it stays: <!-- snippets lab: {leaves: ${stays}} -->`
    : `remove it at the end of the page, or declare in the front matter that it stays: lab.leaves: ${stays}`;
}
