/** Outputs that are no more than lines: the same lines in the same order. */
import type { DiffLine } from '../model/outcome.ts';
import { assign } from './assign.ts';
import { additionalLine, explainTexts, likeness, missingLine, sameLine } from './diff.ts';
import { type Comparison, matchTexts } from './match.ts';
import { commonSubsequence } from './sequence.ts';
import type { Text } from './tokens.ts';

/** From here on a line is shown as a version of another, not as one gone and one come. */
const ALIKE = 0.4;

/** Whether the lines are the same. Binds only if they are. */
export function matchLines(captured: readonly string[], printed: readonly string[], comparison: Comparison): boolean {
  if (captured.length !== printed.length) return false;
  const before = captured.map((text) => comparison.captured(text, 'line'));
  const now = printed.map((text) => comparison.printed(text, 'line'));
  const pairs = before.map((text, index): Pair => [text, now[index]]);
  return comparison.substitution.attempt(() =>
    listingsOf(pairs).every((listing) =>
      listing.length > 1 ? matchListing(listing, comparison) : listing.every((pair) => matchPair(pair, comparison)),
    ),
  );
}

/** All lines, with their differences; binds what matches. */
export function explainLines(
  captured: readonly string[],
  printed: readonly string[],
  comparison: Comparison,
): DiffLine[] {
  const before = captured.map((text) => comparison.captured(text, 'line'));
  const now = printed.map((text) => comparison.printed(text, 'line'));
  return listingsOf(alignLines(before, now)).flatMap((listing) =>
    listing.length > 1 && matchListing(listing, comparison)
      ? listing.map(([, text]) => sameLine(text?.text ?? ''))
      : listing.flatMap((pair) => explainAligned(pair, comparison)),
  );
}

function matchPair([captured, printed]: Pair, comparison: Comparison): boolean {
  return captured !== undefined && printed !== undefined && matchTexts(captured, printed, comparison);
}

function explainAligned([captured, printed]: Pair, comparison: Comparison): DiffLine[] {
  if (captured && printed) return explainPair(captured, printed, comparison);
  if (captured) return [missingLine(captured, 'line missing', comparison)];
  return printed ? [additionalLine(printed.text, 'additional line')] : [];
}

/** One line in two versions, as one line if they are the same. */
export function explainPair(captured: Text, printed: Text, comparison: Comparison): DiffLine[] {
  const same = comparison.substitution.attempt(() => matchTexts(captured, printed, comparison));
  return same ? [sameLine(printed.text)] : explainTexts(captured, printed, comparison);
}

/** Interfaces that Docker names by an id or at random. */
const NAMED_AT_RANDOM = /^\s*(?:br-[0-9a-f]{12}|veth[0-9a-f]{7})\b/u;

/**
 * The pairs one by one, except that lines which begin with such an interface stand together: `ls` and
 * its kind list by name, so their order is another in each run.
 */
function listingsOf(pairs: readonly Pair[]): Pair[][] {
  const listings: Pair[][] = [];
  for (const pair of pairs) {
    const last = listings.at(-1);
    if (last && isListed(pair) && last[0] && isListed(last[0]) && last[0][0]?.skeleton === pair[0]?.skeleton) {
      last.push(pair);
    } else {
      listings.push([pair]);
    }
  }
  return listings;
}

function isListed([captured, printed]: Pair): boolean {
  return captured?.skeleton === printed?.skeleton && NAMED_AT_RANDOM.test(captured?.text ?? '');
}

/** Whether the lines are the same in some order. Which is which stays open: other outputs tell. */
function matchListing(listing: readonly Pair[], comparison: Comparison): boolean {
  const elements = (side: 0 | 1) =>
    listing.flatMap((pair) => {
      const text = pair[side];
      return text ? [{ value: text, skeleton: text.skeleton, text: text.text }] : [];
    });
  let all = false;
  comparison.substitution.attempt(() => {
    const match = (captured: Text, printed: Text) => matchTexts(captured, printed, comparison);
    all = assign(elements(0), elements(1), match, comparison.substitution).size === listing.length;
    return false;
  });
  return all;
}

type Pair = readonly [captured: Text | undefined, printed: Text | undefined];

function alignLines(captured: readonly Text[], printed: readonly Text[]): Pair[] {
  const pairs: Pair[] = [];
  const fixed = commonSubsequence(
    captured.map(({ skeleton }) => skeleton),
    printed.map(({ skeleton }) => skeleton),
  );
  let [from, to] = [0, 0];
  for (const [c, p] of [...fixed, [captured.length, printed.length] as const]) {
    pairs.push(...alignGap(captured.slice(from, c), printed.slice(to, p)));
    if (c < captured.length) pairs.push([captured[c], printed[p]]);
    [from, to] = [c + 1, p + 1];
  }
  return pairs;
}

/** Between lines that match: one with the other if as many, else each with the next that is like it. */
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

const LOOK_AHEAD = 20;
