/** What is wrong with a snippet or with what a page leaves, as people read it. */

import type { PageThatRan, ReportedFault, ReportedSnippet } from '../model/report.ts';
import type { LeftoverKind } from '../tutorial/page.ts';
import { indent, type Style } from './style.ts';

/** A page, or a Markdown document. */
type Kind = PageThatRan['kind'];

export function faultText(fault: ReportedFault, { steps }: ReportedSnippet, kind: Kind, style: Style): string {
  const printed = (output: string) =>
    output === '' ? style.dim('it printed nothing') : `it printed:\n${indent(output, '  ')}`;
  const typed = 'step' in fault ? `${style.dim(steps[fault.step]?.typed ?? '')}\n` : '';
  switch (fault.kind) {
    case 'no-capture':
      return `it has no capture: ${style.cyan('snippets capture')} makes one`;
    case 'other-commands':
    case 'other-topology':
    case 'no-topology':
      return `${HEADS[fault.kind]}:\n${diffText(fault.lines, style)}`;
    case 'differed':
      return `${typed}${diffText(fault.lines, style)}${racingNote(steps[fault.step]?.typed ?? '', fault.lines, style)}`;
    case 'wrong-exit':
      return `${typed}exit code ${style.red(String(fault.actual ?? 'none'))}, the ${kind} says ${fault.expected}; ${printed(fault.output)}`;
    case 'unmet':
      return `${fault.attribute}=${fault.pattern} is not met; ${printed(fault.output)}`;
    case 'ended-early':
      return `${typed}${fault.reason}; ${printed(fault.output)}`;
    case 'not-run':
      return `it did not run, because the ${kind} had stopped before`;
  }
}

const HEADS = {
  'other-commands': 'its capture was made from other commands',
  'other-topology': "the lab's network after it is another",
  'no-topology': "its capture does not tell how it changes the lab's network",
};

/** In a few words, for where there is one line. */
export function faultTitle(fault: ReportedFault, kind: Kind): string {
  switch (fault.kind) {
    case 'no-capture':
      return 'it has no capture';
    case 'differed':
      return 'the output differs';
    case 'wrong-exit':
      return `exit code ${fault.actual ?? 'none'}, the ${kind} says ${fault.expected}`;
    case 'unmet':
      return `${fault.attribute}=${fault.pattern} is not met`;
    case 'ended-early':
      return fault.reason;
    case 'not-run':
      return `it did not run, because the ${kind} had stopped before`;
    default:
      return HEADS[fault.kind];
  }
}

type Lines = Extract<ReportedFault, { kind: 'differed' }>['lines'];
type Line = Lines[number];

/**
 * What a command prints on its standard output and standard error, docker passes on as two streams, of which
 * either may be the first. With a terminal of its own, the command has one.
 */
function racingNote(typed: string, lines: Lines, style: Style): string {
  if (!WITHOUT_TERMINAL.test(typed)) return '';
  const textsOf = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).map(({ text }) => text);
  const [captured, printed] = [textsOf('captured').sort(), textsOf('printed').sort()];
  if (captured.length === 0 || captured.join('\n') !== printed.join('\n')) return '';
  return `\n${style.cyan('←')} the same lines in another order: docker passes on two streams, which race; with -t there is one`;
}

const WITHOUT_TERMINAL = /\bdocker (?:container )?(?:exec|run)\b(?!.* (?:-[a-z]*t[a-z]*|--tty)\b)/u;

const DIFF_SIGNS = { same: ' ', captured: '-', printed: '+' } satisfies Record<Line['kind'], string>;

export function diffText(lines: Lines, style: Style): string {
  return lines.map((line) => diffLine(line, style)).join('\n');
}

function diffLine({ kind, text, spans, note }: Line, style: Style): string {
  const remark = note === undefined ? '' : ` ${style.cyan(`← ${note}`)}`;
  if (kind === 'same') return style.dim(`${DIFF_SIGNS[kind]} ${text}`) + remark;
  const colour = kind === 'captured' ? style.red : style.green;
  return colour(`${DIFF_SIGNS[kind]} ${marked(text, spans, style)}`) + remark;
}

/** The differing parts stand out once more within their line. */
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
    ? `take away in the document what it has made, or say what stays: <!-- snippets lab: {leaves: ${stays}} -->`
    : `take away in the page what it has made, or say in its front matter what stays: lab.leaves: ${stays}`;
}
