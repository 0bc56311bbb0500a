/**
 * Makes mutants of what a document shows: copies of its text in which one value of one output is another, the shown part
 * of a cut word is another, or one line of an output is missing.
 */
import { withoutBlankEnds } from '../../snippets-runner/compare/page/document.ts';
import { shownOutput } from '../../snippets-runner/compare/page/shown-comments.ts';
import type { Recording } from '../../snippets-runner/model/recording.ts';
import type { MarkdownDocument } from '../../snippets-runner/tutorial/page.ts';
import { othersFor, otherValuesIn, VALUE_KINDS, type Value, valuesIn } from './values.ts';

export const SHOWN_KINDS = [...VALUE_KINDS.filter((kind) => kind !== 'exit code'), 'cut', 'line'] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

export interface ShownMutant {
  readonly kind: ShownKind;
  /** Such as `README.md:12, $ docker network ls`. */
  readonly place: string;
  /** The value, and what it was replaced by, such as `10.0.1.3 -> 10.0.1.4`. */
  readonly change: string;
  /** The line with the value, before the change. */
  readonly line: string;
  /** The lines of the document before and after it. */
  readonly beside: readonly [before: string, after: string];
  /** The changed document. */
  readonly text: string;
}

/** A line of an output in the text of its document. */
export interface ShownLine {
  readonly place: string;
  readonly line: string;
  /** Index in the document's lines. */
  readonly index: number;
  /** Number of UTF-16 code units before the line: indentation and quotation marks. */
  readonly start: number;
  /** Whether the command has failed. What it prints must be shown whole. */
  readonly isOfFailure: boolean;
}

/** Returns the lines of all outputs of a document. The recording tells comments from outputs. */
export function shownLines({ snippets, shown }: MarkdownDocument, text: string, recording: Recording): ShownLine[] {
  const lines = text.split('\n');
  const recorded = new Map(recording.snippets.map((one) => [one.id, one]));
  return snippets.flatMap((snippet, at) =>
    snippet.steps.flatMap((step, number) => {
      const own = shown[at]?.steps?.[number];
      const { output: printed, exit } = recorded.get(snippet.id)?.steps[number] ?? {};
      if (!own || printed === undefined) return [];
      const isOfFailure = exit !== 0 && exit !== null;
      const { first, count, prefix } = shownOutput(own, withoutBlankEnds(printed)).lines;
      return lines.slice(first - 1, first - 1 + count).map((raw, offset): ShownLine => {
        const start = raw.startsWith(prefix) ? prefix.length : 0;
        const place = `${first + offset}, $ ${step.text.replaceAll(/\s*\\?\n\s*/gu, ' ')}`;
        return { place, line: raw.slice(start).replace(/\r$/u, ''), index: first - 1 + offset, start, isOfFailure };
      });
    }),
  );
}

export function shownMutantsOf(
  document: MarkdownDocument,
  text: string,
  recording: Recording,
  names: readonly string[],
): readonly ShownMutant[] {
  const shown = shownLines(document, text, recording);
  const others = otherValuesIn(shown.map(({ line }) => line).join('\n'), names);
  const lines = text.split('\n');
  return shown.flatMap(({ place, line, index, start }): ShownMutant[] => {
    const base = {
      place: `${document.file}:${place}`,
      line: line.trim(),
      beside: [lines[index - 1] ?? '', lines[index + 1] ?? ''],
    } as const;
    const replaced = (at: number, before: string, after: string) => {
      const raw = lines[index] ?? '';
      const changed = raw.slice(0, start + at) + after + raw.slice(start + at + before.length);
      return lines.with(index, changed).join('\n');
    };
    const cuts = cutWordsIn(line);
    const isInCut = (value: Value) =>
      cuts.some((cut) => cut.start < value.start + value.text.length && value.start < cut.start + cut.text.length);
    return [
      ...valuesIn(line, names)
        .filter((value) => !isInCut(value))
        .flatMap((value) =>
          othersFor(value, others).map((other) => ({
            ...base,
            kind: value.kind as ShownKind,
            change: `${value.text} -> ${other}`,
            text: replaced(value.start, value.text, other),
          })),
        ),
      ...cuts.map((cut) => ({
        ...base,
        kind: 'cut' as const,
        change: `${cut.text} -> ${otherCut(cut.text)}`,
        text: replaced(cut.start, cut.text, otherCut(cut.text)),
      })),
      ...(line.trim() === '' || ELISION.test(line)
        ? []
        : [{ ...base, kind: 'line' as const, change: 'removed', text: lines.toSpliced(index, 1).join('\n') }]),
    ];
  });
}

/** Matches a line that may stand for others. The mutants of the lines around it are what matters. */
export const ELISION = /^\W*(?:\.{3,}|…)\W*$|^\s*[[<(]|^\s*(?:\.{3}|…)\s*\S/u;
/** The shown beginning of a word that a document cuts, such as `4bcff6...`. */
const CUT = /[\p{L}\p{N}]+(?=(?:\.{3}|…)(?!\S*[\p{L}\p{N}]))/gu;

function cutWordsIn(line: string): readonly { readonly text: string; readonly start: number }[] {
  if (ELISION.test(line)) return [];
  return Array.from(line.matchAll(CUT), ({ 0: text, index }) => ({ text, start: index }));
}

/** Returns another beginning: hex digits stay hex digits. */
function otherCut(text: string): string {
  const isHex = /^[0-9a-f]+$/u.test(text);
  const first = text[0] === (isHex ? 'a' : 'x') ? (isHex ? 'b' : 'z') : isHex ? 'a' : 'x';
  return first + text.slice(1);
}
