/** Compares outputs line by line. Their order must be the same, except in listings. */
import { append } from '../../base/append.ts';
import type { DiffLine } from '../../model/outcome.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';
import type { Text } from '../tokens/tokens.ts';
import { ADDITIONAL, additionalLine, likeness, missingLine } from './diff.ts';
import { explainListing, listingsOf, matchListing, type Order, type Pair } from './listings.ts';
import { commonSubsequence } from './sequence.ts';
import { ALIKE, explainPair } from './sets.ts';

/** Returns whether the lines match. Binds only if they do. */
export function matchLines(
  captured: readonly string[],
  printed: readonly string[],
  order: Order,
  comparison: Comparison,
): boolean {
  if (captured.length !== printed.length) return false;
  const before = captured.map((text) => comparison.captured(text, 'line'));
  const now = printed.map((text) => comparison.printed(text, 'line'));
  const pairs = before.map((text, index): Pair => [text, now[index]]);
  return comparison.substitution.attempt(() =>
    listingsOf(pairs, order).every(({ listing, pairs }) =>
      listing ? matchListing(listing, pairs, comparison) : pairs.every((pair) => matchPair(pair, comparison)),
    ),
  );
}

/** Returns all lines with their differences. Binds what matches. */
export function explainLines(
  captured: readonly string[],
  printed: readonly string[],
  order: Order,
  comparison: Comparison,
): DiffLine[] {
  const before = captured.map((text) => comparison.captured(text, 'line'));
  const now = printed.map((text) => comparison.printed(text, 'line'));
  return listingsOf(alignLines(before, now), order).flatMap(({ listing, pairs }) =>
    listing ? explainListing(listing, pairs, comparison) : pairs.flatMap((pair) => explainAligned(pair, comparison)),
  );
}

function matchPair([captured, printed]: Pair, comparison: Comparison): boolean {
  return captured !== undefined && printed !== undefined && matchTexts(captured, printed, comparison);
}

function explainAligned([captured, printed]: Pair, comparison: Comparison): DiffLine[] {
  if (captured && printed) return explainPair(captured, printed, comparison);
  if (captured) return [missingLine(captured, 'line missing', comparison)];
  return printed ? [additionalLine(printed.text, ADDITIONAL)] : [];
}

function alignLines(captured: readonly Text[], printed: readonly Text[]): Pair[] {
  const pairs: Pair[] = [];
  const fixed = commonSubsequence(
    captured.map(({ skeleton }) => skeleton),
    printed.map(({ skeleton }) => skeleton),
  );
  let [from, to] = [0, 0];
  for (const [c, p] of [...fixed, [captured.length, printed.length] as const]) {
    append(pairs, alignGap(captured.slice(from, c), printed.slice(to, p)));
    if (c < captured.length) pairs.push([captured[c], printed[p]]);
    [from, to] = [c + 1, p + 1];
  }
  return pairs;
}

/** Pairs lines one by one if both sides have equally many, otherwise each with the next printed line like it. */
function alignGap(captured: readonly Text[], printed: readonly Text[]): Pair[] {
  if (captured.length === printed.length) return captured.map((text, index): Pair => [text, printed[index]]);
  const pairs: Pair[] = [];
  let to = 0;
  for (const text of captured) {
    const found = printed.slice(to, to + LOOK_AHEAD).findIndex((other) => likeness(text, other) >= ALIKE);
    if (found === -1) {
      pairs.push([text, undefined]);
      continue;
    }
    pairs.push(...printed.slice(to, to + found).map((other): Pair => [undefined, other]), [text, printed[to + found]]);
    to += found + 1;
  }
  return [...pairs, ...printed.slice(to).map((other): Pair => [undefined, other])];
}

/** The number of printed lines among which a similar one is searched for. */
const LOOK_AHEAD = 20;
