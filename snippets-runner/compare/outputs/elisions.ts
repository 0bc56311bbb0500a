/**
 * Compares outputs that a document shows only in part. A line of only `...`, `[...]`, `<snip>` or the like stands for any
 * number of lines. The pieces around such lines must appear in order: the first at the start of the output, the last at
 * its end.
 */
import type { DiffLine } from '../../model/outcome.ts';
import { Substitution } from '../substitution/substitution.ts';
import { type Comparison, createComparison } from '../tokens/match.ts';
import { likeness, sameLine } from './diff.ts';
import { explainLines, matchLines } from './lines.ts';
import type { Order } from './listings.ts';

export function isElision(line: string): boolean {
  const text = line.trim();
  return text.length <= LONGEST && (DOTS.test(text) || WORDS.test(text));
}

/** In characters. */
const LONGEST = 80;
const DOTS = /^[[(<]?\s*(?:\.{3,}|…)\s*[\])>]?$/u;
const SAID = String.raw`(?:(?:\w+ )?(?:output|lines?|rest)(?: \w+)? )?(?:snip(?:ped)?|truncated|omitted|cut|trimmed|elided|shortened)(?: (?:output|lines?))?`;
/** Such as `<snip>`, `[output truncated]`, `...truncated...`, `... 12 lines omitted ...`. */
const WORDS = new RegExp(
  String.raw`^\s*(?:[[(<]\s*(?:\.{3}\s*)?${SAID}(?:\s*\.{3})?\s*[\])>]|(?:\.{3}|…)\s*${SAID}\s*(?:\.{3}|…)?)$`,
  'iu',
);

export function hasElision(lines: readonly string[]): boolean {
  return lines.some(isElision);
}

/** After this many attempts, the output counts as different. */
const MOST_ATTEMPTS = 2_000;
/** With more pieces, too. Each is matched within the attempt for the one before it. */
const MOST_PIECES = 500;

/** Returns whether the printed lines have all pieces. Binds only if they do. */
export function matchElided(
  captured: readonly string[],
  printed: readonly string[],
  order: Order,
  comparison: Comparison,
): boolean {
  // Nothing between two elisions is everywhere.
  const pieces = piecesOf(captured).filter(({ lines, isFirst, isLast }) => lines.length > 0 || isFirst || isLast);
  if (pieces.length > MOST_PIECES) return false;
  const mayMatch = tokenCountTest(printed, comparison);
  let attemptsLeft = MOST_ATTEMPTS;
  const matchAt = (index: number, at: number): boolean => {
    const { lines } = pieces[index] as Piece;
    return (
      mayMatch(lines, at) &&
      attemptsLeft-- > 0 &&
      comparison.substitution.attempt(
        () =>
          matchLines(lines, printed.slice(at, at + lines.length), order, comparison) &&
          matchFrom(index + 1, at + lines.length),
      )
    );
  };
  const matchFrom = (index: number, from: number): boolean => {
    const piece = pieces[index];
    if (!piece) return true;
    return startsOf(piece, from, printed.length).some((at) => matchAt(index, at));
  };
  return matchFrom(0, 0);
}

/**
 * Returns a fast test: lines can match the printed lines from an index on only if both have lines with as many tokens.
 * The order of the lines is not tested, because listings match in any order.
 */
function tokenCountTest(printed: readonly string[], comparison: Comparison) {
  const printedCounts = printed.map((line) => comparison.printed(line, 'line').tokens.length);
  return (lines: readonly string[], at: number) => {
    const counts = lines.map((line) => comparison.captured(line, 'line').tokens.length).sort(byNumber);
    const window = printedCounts.slice(at, at + lines.length).sort(byNumber);
    return counts.every((count, index) => count === window[index]);
  };
}

function byNumber(a: number, b: number): number {
  return a - b;
}

/** Returns the differences of all pieces, each compared with the printed lines most like it. Binds what matches. */
export function explainElided(
  captured: readonly string[],
  printed: readonly string[],
  order: Order,
  comparison: Comparison,
): DiffLine[] {
  return windowsOf(captured, printed, comparison).flatMap(({ piece, start, end }, index) => [
    ...(index > 0 ? [sameLine('...')] : []),
    ...explainLines(piece.lines, printed.slice(start, end), order, comparison),
  ]);
}

/** Returns an output as the document would show it, with the same parts left out as before. */
export function elidedLike(shown: string, printed: string): string {
  const before = shown.split('\n');
  if (printed === '' || !hasElision(before)) return printed;
  const lines = printed.split('\n');
  const gaps = before.filter(isElision);
  const windows = windowsOf(before, lines, createComparison(new Substitution()));
  const shows = windows.some(({ start, end }) => lines.slice(start, end).some((line) => line.trim() !== ''));
  // If nothing but blank lines would be shown, the whole output is shown.
  if (!shows) return printed;
  return windows
    .flatMap(({ start, end }, index) => [...(index > 0 ? [gaps[index - 1] ?? '...'] : []), ...lines.slice(start, end)])
    .join('\n');
}

/** Returns the range of printed lines that an output with elisions shows. `end` is the index after the last one. */
export function windowOf(shown: string, printed: string, comparison: Comparison): { start: number; end: number } {
  const windows = windowsOf(shown.split('\n'), printed.split('\n'), comparison).filter(({ start, end }) => end > start);
  return { start: windows[0]?.start ?? 0, end: windows.at(-1)?.end ?? 0 };
}

/** Consecutive lines between two elisions. */
interface Piece {
  readonly lines: readonly string[];
  /** Number of lines in all pieces after it. */
  readonly later: number;
  /** Whether nothing is left out before it. */
  readonly isFirst: boolean;
  /** Whether nothing is left out after it. */
  readonly isLast: boolean;
}

function piecesOf(captured: readonly string[]): Piece[] {
  const pieces: string[][] = [[]];
  for (const line of captured) {
    if (isElision(line)) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  let later = pieces.reduce((total, { length }) => total + length, 0);
  return pieces.map((lines, index) => {
    later -= lines.length;
    return { lines, later, isFirst: index === 0, isLast: index === pieces.length - 1 };
  });
}

/** Returns the indexes of printed lines where a piece can begin, so that the later pieces still have room. */
function startsOf({ lines, later, isFirst, isLast }: Piece, from: number, length: number): number[] {
  const last = length - lines.length - later;
  if (last < from) return [];
  if (isFirst) return [0];
  if (isLast) return [last];
  return Array.from({ length: last - from + 1 }, (_, index) => from + index);
}

/** A piece, and the printed lines from `start` to before `end` that are shown for it. */
interface Window {
  readonly piece: Piece;
  readonly start: number;
  readonly end: number;
}

/** Returns the printed lines most like each piece. A window is shorter than its piece if too few lines are left. */
function windowsOf(captured: readonly string[], printed: readonly string[], comparison: Comparison): Window[] {
  const pieces = piecesOf(captured);
  let from = 0;
  return pieces.map((piece) => {
    const starts = startsOf(piece, from, printed.length);
    const start = mostAlike(piece.lines, printed, starts, comparison) ?? Math.min(from, printed.length);
    const end = Math.min(start + piece.lines.length, printed.length);
    from = end;
    return { piece, start, end };
  });
}

function mostAlike(
  lines: readonly string[],
  printed: readonly string[],
  starts: readonly number[],
  comparison: Comparison,
): number | undefined {
  let best = starts[0];
  let most = -1;
  for (const start of starts) {
    const alike = lines.reduce(
      (total, line, index) => total + likenessOf(line, printed[start + index] ?? '', comparison),
      0,
    );
    if (alike > most) [best, most] = [start, alike];
    if (alike === lines.length) break;
  }
  return best;
}

/** Returns a value from 0 to 1. It is 1 only for lines that can match. */
function likenessOf(captured: string, printed: string, comparison: Comparison): number {
  const [before, now] = [comparison.captured(captured, 'line'), comparison.printed(printed, 'line')];
  return before.skeleton === now.skeleton ? 1 : likeness(before, now) * 0.9;
}
