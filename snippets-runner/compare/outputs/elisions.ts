/**
 * Outputs of which a document shows parts only: a line of nothing but `...` stands for any lines, or
 * none. What stands before, between and after must come in its order, first things first, last things last.
 */
import type { DiffLine } from '../../model/outcome.ts';
import { Substitution } from '../substitution/substitution.ts';
import { type Comparison, createComparison } from '../tokens/match.ts';
import { likeness, sameLine } from './diff.ts';
import { explainLines, matchLines } from './lines.ts';
import type { Order } from './listings.ts';

export function isElision(line: string): boolean {
  return /^\s*(?:\.\.\.|…)\s*$/u.test(line);
}

export function hasElision(lines: readonly string[]): boolean {
  return lines.some(isElision);
}

/** Beyond this many places tried, an output is taken not to have the pieces. */
const TRIES = 2_000;

/** Whether the printed lines have all pieces. Binds only if they do. */
export function matchElided(
  captured: readonly string[],
  printed: readonly string[],
  order: Order,
  comparison: Comparison,
): boolean {
  const pieces = piecesOf(captured);
  const fits = fitIn(printed, comparison);
  let tries = TRIES;
  const matchAt = (index: number, at: number): boolean => {
    const { lines } = pieces[index] as Piece;
    return (
      fits(lines, at) &&
      tries-- > 0 &&
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
    return startsOf(piece, pieces.slice(index + 1), from, printed.length).some((at) => matchAt(index, at));
  };
  return matchFrom(0, 0);
}

/** Whether lines may be those from a place on: a cheap look before the dear one. */
function fitIn(printed: readonly string[], comparison: Comparison) {
  const sizes = printed.map((line) => comparison.printed(line, 'line').tokens.length);
  return (lines: readonly string[], at: number) =>
    lines.every((line, index) => comparison.captured(line, 'line').tokens.length === sizes[at + index]);
}

/** All pieces, each beside the printed lines most like it; binds what matches. */
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

/** What a document would show of an output, leaving out as much as before. */
export function elidedLike(shown: string, printed: string): string {
  const before = shown.split('\n');
  if (printed === '' || !hasElision(before)) return printed;
  const lines = printed.split('\n');
  const gaps = before.filter(isElision);
  const windows = windowsOf(before, lines, createComparison(new Substitution()));
  const shows = windows.some(({ start, end }) => lines.slice(start, end).some((line) => line.trim() !== ''));
  // A document that said something is not to end up saying nothing.
  if (!shows) return printed;
  return windows
    .flatMap(({ start, end }, index) => [...(index > 0 ? [gaps[index - 1] ?? '...'] : []), ...lines.slice(start, end)])
    .join('\n');
}

/** Lines in a row between what is left out. */
interface Piece {
  readonly lines: readonly string[];
  /** Nothing is left out before it, or after it. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function piecesOf(captured: readonly string[]): Piece[] {
  const pieces: string[][] = [[]];
  for (const line of captured) {
    if (isElision(line)) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  return pieces.map((lines, index) => ({ lines, isFirst: index === 0, isLast: index === pieces.length - 1 }));
}

/** Where a piece may begin among the printed lines, with room for the later ones. */
function startsOf({ lines, isFirst, isLast }: Piece, later: readonly Piece[], from: number, length: number): number[] {
  const needed = later.reduce((total, piece) => total + piece.lines.length, lines.length);
  const last = length - needed;
  if (last < from) return [];
  if (isFirst) return [0];
  if (isLast) return [last];
  return Array.from({ length: last - from + 1 }, (_, index) => from + index);
}

interface Window {
  readonly piece: Piece;
  /** Of the printed lines. */
  readonly start: number;
  readonly end: number;
}

/** Where each piece belongs most likely; where there is no room, as much as there is. */
function windowsOf(captured: readonly string[], printed: readonly string[], comparison: Comparison): Window[] {
  const pieces = piecesOf(captured);
  let from = 0;
  return pieces.map((piece, index) => {
    const starts = startsOf(piece, pieces.slice(index + 1), from, printed.length);
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

/** From 0 to 1; 1 only for lines that may well be the same. */
function likenessOf(captured: string, printed: string, comparison: Comparison): number {
  const [before, now] = [comparison.captured(captured, 'line'), comparison.printed(printed, 'line')];
  return before.skeleton === now.skeleton ? 1 : likeness(before, now) * 0.9;
}
