/** Lines within an output that stand in an order which is another in each run. */
import type { DiffLine } from '../../model/outcome.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';
import { isVolatile, type Text } from '../tokens/tokens.ts';
import { assign, type Element } from './assign.ts';
import { explainSet } from './sets.ts';

/** A captured line and the printed one beside it, as far as there is one. */
export type Pair = readonly [captured: Text | undefined, printed: Text | undefined];

export interface Listing {
  /** What each of its lines has. */
  readonly line: RegExp;
  /** Whether lines tell which is which even where they differ in nothing but what a run makes anew. */
  readonly isTelling: boolean;
}

const LISTINGS: readonly Listing[] = [
  // Interfaces that Docker names by an id or at random, where `ls` and its kind sort them by name.
  { line: /(?:^|\s)(?:br-[0-9a-f]{12}|veth[0-9a-f]{7})(?:\s|$)/u, isTelling: false },
  // Sockets, by `netstat` and `ss`: as the kernel's hash table has them.
  { line: /^(?:(?:tcp|udp)6? +\d|(?:(?:tcp|udp) +)?(?:LISTEN|UNCONN|ESTAB|TIME-WAIT) )/u, isTelling: true },
  // A name that stands for several addresses, by `nslookup`: Docker answers in another order each time.
  { line: /^(?:Name:\t|Address: )/u, isTelling: false },
];

const ALL_LINES: Listing = { line: /^/u, isTelling: true };

/** Order of an output's lines: `by-id` where something was sorted by what is another id in each run. */
export type Order = 'kept' | 'by-id';

/** The pairs in their order, one by one but for listings, which stand together. */
export function listingsOf(pairs: readonly Pair[], order: Order): { listing: Listing | undefined; pairs: Pair[] }[] {
  const groups: { listing: Listing | undefined; pairs: Pair[] }[] = [];
  if (order === 'by-id') return [{ listing: ALL_LINES, pairs: [...pairs] }];
  for (const pair of pairs) {
    const listing = LISTINGS.find(({ line }) => pair.every((text) => text === undefined || line.test(text.text)));
    const last = groups.at(-1);
    if (last && last.listing === listing) last.pairs.push(pair);
    else groups.push({ listing, pairs: [pair] });
  }
  return groups;
}

/** Whether the lines are the same in some order. Binds as it goes, within an attempt. */
export function matchListing(listing: Listing, pairs: readonly Pair[], comparison: Comparison): boolean {
  const [captured, printed] = sidesOf(pairs);
  return captured.length === printed.length && assignLines(listing, pairs, comparison).size === captured.length;
}

export function explainListing(listing: Listing, pairs: readonly Pair[], comparison: Comparison): DiffLine[] {
  const assigned = assignLines(listing, pairs, comparison);
  const [captured, printed] = sidesOf(pairs);
  return explainSet({ what: 'line', captured, printed, assigned, comparison });
}

/** Where lines do not tell which is which, nothing is bound: other outputs will tell. */
function assignLines(listing: Listing, pairs: readonly Pair[], comparison: Comparison): Map<number, number> {
  const [captured, printed] = sidesOf(pairs).map((side) =>
    side.map((text) => ({ value: text, skeleton: text.skeleton, text: text.text })),
  );
  let assigned = new Map<number, number>();
  comparison.substitution.attempt(() => {
    const match = (before: Text, now: Text) => matchTexts(before, now, comparison);
    assigned = assign(captured ?? [], printed ?? [], match, comparison.substitution);
    return listing.isTelling || areAllDifferent(captured ?? []);
  });
  return assigned;
}

/** Whether each line that a run makes anew can be only one of the other side's. */
function areAllDifferent(lines: readonly Pick<Element<Text>, 'value' | 'skeleton'>[]): boolean {
  const made = lines.filter(({ value }) => value.tokens.some(isVolatile));
  return new Set(made.map(({ skeleton }) => skeleton)).size === made.length;
}

function sidesOf(pairs: readonly Pair[]): [captured: Text[], printed: Text[]] {
  return [pairs.flatMap(([captured]) => captured ?? []), pairs.flatMap(([, printed]) => printed ?? [])];
}
