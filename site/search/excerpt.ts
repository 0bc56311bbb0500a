/** Chooses what to show of a text, and marks the words of the query in it. */
import type { BlockKind, SearchedBlock } from './corpus.ts';
import { wordsOf } from './words.ts';

/** Terms of the index, each with how rare it is. */
export type Marks = ReadonlyMap<string, number>;

export interface Excerpt {
  readonly isCode: boolean;
  readonly pieces: readonly Piece[];
}

export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Where two blocks have the same words, prose says more than a command, and a command more than an output. */
const LIKED = { text: 1, typed: 0.9, printed: 0.8, folded: 0 } satisfies Record<BlockKind, number>;
/** Two lines of the dialog: of a Chinese character's width, or of half of it. */
const LONGEST = 150;
const IS_WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u;
/** How far before the first mark an excerpt may begin, to begin with a sentence. */
const LONGEST_BEFORE = 50;

/** Returns the part of a section with the rarest words of the query; its beginning if it has none. */
export function excerptOf(blocks: readonly SearchedBlock[], marks: Marks): Excerpt | undefined {
  const lines = blocks.flatMap(([kind, text]) =>
    (kind === 'printed' || kind === 'typed' ? text.split('\n') : [text]).map((line) => ({ kind, line })),
  );
  const shown = lines.filter(({ kind }) => LIKED[kind] > 0);
  const worth = shown.map(({ kind, line }) => worthOf(line, marks) * LIKED[kind]);
  const best = shown[worth.indexOf(Math.max(...worth))];
  return best && { isCode: best.kind !== 'text', pieces: marked(cut(best.line, marks), marks) };
}

/** Splits a text into pieces. Words of the query are marked. */
export function marked(text: string, marks: Marks): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of joined(rangesOf(text, marks))) {
    if (start > at) pieces.push({ text: text.slice(at, start), isMarked: false });
    pieces.push({ text: text.slice(start, end), isMarked: true });
    at = end;
  }
  return at < text.length ? [...pieces, { text: text.slice(at), isMarked: false }] : pieces;
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly worth: number;
}

function worthOf(text: string, marks: Marks): number {
  const found = new Set(wordsOf(text).map(({ term }) => term));
  return [...found].reduce((sum, term) => sum + (marks.get(term) ?? 0), 0);
}

function rangesOf(text: string, marks: Marks): readonly Range[] {
  return wordsOf(text).flatMap(({ term, start, end }) => {
    const worth = marks.get(term);
    return worth === undefined ? [] : [{ start, end, worth }];
  });
}

/** Joins ranges that touch or overlap, as those of Chinese words do. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (!last || range.start > last.end) result.push(range);
    else result[result.length - 1] = { ...last, end: Math.max(last.end, range.end) };
  }
  return result;
}

/** Shortens a text to the part with the most and the rarest words. It begins with a word, if it can with a sentence. */
function cut(text: string, marks: Marks): string {
  const longest = IS_WIDE.test(text) ? LONGEST / 2 : LONGEST;
  if (text.length <= longest) return text;
  const ranges = rangesOf(text, marks);
  const worth = ranges.map(({ start }) =>
    ranges.reduce(
      (sum, other) => sum + (other.start >= start && other.end <= start + longest - LONGEST_BEFORE ? other.worth : 0),
      0,
    ),
  );
  const first = ranges[worth.indexOf(Math.max(...worth))]?.start ?? 0;
  const start = beginning(text, first);
  const end = start + longest >= text.length ? text.length : wordEnd(text, start + longest);
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

function beginning(text: string, first: number): number {
  if (first <= LONGEST_BEFORE) return 0;
  const before = text.slice(first - LONGEST_BEFORE, first);
  const sentence = /^.*(?:[.!?:] |[。！？：；])/su.exec(before)?.[0].length;
  const word = /^\S*(?:\s|[，、])/u.exec(before)?.[0].length;
  return first - LONGEST_BEFORE + (sentence ?? word ?? 0);
}

/** Returns the end of the last word before. Chinese may be cut anywhere. */
function wordEnd(text: string, end: number): number {
  const last = /[\s，。、：；]*[\w.-]*$/u.exec(text.slice(0, end))?.index ?? end;
  return last > end - 30 ? last : end;
}
