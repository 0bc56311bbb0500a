/** Compares mutants of what a document shows with the run of the unchanged document. One run serves all of them. */
import { compareRecording } from '../../snippets-runner/compare/compare-recording.ts';
import type { Recording } from '../../snippets-runner/model/recording.ts';
import type { MarkdownDocument } from '../../snippets-runner/tutorial/page.ts';
import { drawn, givenAtRandom, type Judged } from './noticed.ts';
import { namesIn } from './rules.ts';
import { shortened } from './shortened.ts';
import { ELISION, SHOWN_KINDS, type ShownMutant, shownLines, shownMutantsOf } from './shown-values.ts';

export type JudgedShown = Judged<ShownMutant>;

/** A document, the text that it was read from, and a run that it passes. */
export interface RanDocument {
  readonly document: MarkdownDocument;
  readonly text: string;
  readonly recording: Recording;
  /** Reads another version of the text; undefined if it has mistakes. */
  readonly parse: (text: string) => MarkdownDocument | undefined;
}

/** @param atMost the number of mutants of each kind */
export function judgeShown(ran: RanDocument, atMost: number, seed: number): JudgedShown[] {
  const { document, text, recording } = ran;
  const { containers, networks } = namesIn(commandsOf(document));
  const mutants = shownMutantsOf(document, text, recording, [...new Set([...containers, ...networks])]);
  return drawn(mutants, SHOWN_KINDS, atMost, seed).map((mutant) => {
    const changed = ran.parse(mutant.text);
    const isOther = changed === undefined || typed(changed) !== typed(document);
    const isNoticed = !isOther && !passes(changed, recording);
    const excuse = isOther ? OTHER_COMMANDS : excuseFor(mutant, ran, changed);
    return { slug: document.slug, mutant, isNoticed, excuse: isNoticed ? undefined : excuse };
  });
}

/** Returns the document as people shorten it. Undefined if that changes nothing, or if the run does not pass it. */
export function shortenedDocument(ran: RanDocument): RanDocument | undefined {
  const text = shortened(ran.text, shownLines(ran.document, ran.text, ran.recording));
  const document = text === ran.text ? undefined : ran.parse(text);
  if (!document || typed(document) !== typed(ran.document) || !passes(document, ran.recording)) return undefined;
  return { ...ran, document, text };
}

const OTHER_COMMANDS = 'the change makes it another command, which another run types';

function passes(document: MarkdownDocument, recording: Recording): boolean {
  return compareRecording(document, undefined, recording).snippets.every(({ faults }) => faults.length === 0);
}

function typed({ snippets }: MarkdownDocument): string {
  return JSON.stringify(snippets.map(({ node, steps }) => [node, steps.map(({ text }) => text)]));
}

function commandsOf({ snippets }: MarkdownDocument): readonly string[] {
  return snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
}

function excuseFor(mutant: ShownMutant, ran: RanDocument, changed: MarkdownDocument): string | undefined {
  const { kind, line, change } = mutant;
  if (kind === 'line') return excuseForLine(mutant, ran.document, changed);
  const [value = '', other = ''] = change.split(' -> ');
  if (kind === 'cut') {
    const isOfId = /^[0-9a-f]{2,}$/u.test(value) && timesIn(ran, value) === 1;
    return isOfId ? 'the beginning of an id, and nothing else in the document has it' : undefined;
  }
  const given = givenAtRandom(kind, line);
  if (given !== undefined) return given;
  if (kind === 'duration') return isAge(value, line) && isAge(other, line) ? TYPED_BY_HAND : undefined;
  if (kind === 'id' && /^[0-9a-z]{12}$/u.test(other) && /[g-z]/u.test(other) && /[g-z]/u.test(value))
    return 'in an ID column, any text of 12 letters may be the id of a task';
  if (kind !== 'id' && kind !== 'address') return undefined;
  return timesIn(ran, kind === 'id' ? value.slice(0, 12) : value) === 1
    ? 'nothing else in the document has the value'
    : undefined;
}

const TYPED_BY_HAND = 'ages: an author types by hand, so up to 30 times five minutes are the same';

/** Returns whether a duration is an age of at most two and a half hours. */
function isAge(text: string, line: string): boolean {
  const [, number = '1', unit = ''] = /^(\d+) ?(second|minute|hour)s?$/u.exec(text) ?? [];
  const seconds = Number(number) * ({ second: 1, minute: 60, hour: 3600 }[unit] ?? Number.POSITIVE_INFINITY);
  return /^(?:Less|About)/u.test(text) || (/\bago\b|\bUp\b/u.test(line) && seconds <= 30 * 300);
}

function excuseForLine({ line, beside }: ShownMutant, before: MarkdownDocument, changed: MarkdownDocument) {
  if (beside.some((each) => ELISION.test(each.replace(/^[\s>]*/u, ''))))
    return 'the line of "..." beside it stands for it';
  const isSilent = changed.shown.some(({ steps }, at) => steps === undefined && before.shown[at]?.steps !== undefined);
  if (isSilent) return 'without it, the block shows no output, so only its exit codes are compared';
  if (/^(?:[0-9a-f]{64}|[0-9a-z]{25}|[0-9a-f]{4,}(?:\.{3}|…))$/u.test(line))
    return 'the id of what a command has made may be left out';
  if (/^\[\d+\][+-]? +\w/u.test(line)) return 'the notice of a job that has ended may be left out';
  return undefined;
}

/** Counts where a value is shown or typed. */
function timesIn({ document: { shown, snippets } }: RanDocument, value: string): number {
  const outputs = shown.flatMap(({ steps = [] }) => steps.map(({ output }) => output));
  const commands = snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
  return [...outputs, ...commands].join('\n').split(value).length - 1;
}
