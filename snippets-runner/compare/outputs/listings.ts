/** Listings: consecutive lines of an output whose order differs from run to run. */
import type { DiffLine } from '../../model/outcome.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';
import { isVolatile, type Text } from '../tokens/tokens.ts';
import { assign, type Element } from './assign.ts';
import { explainSet } from './sets.ts';

/** A captured line and the printed line aligned with it. Either may be missing. */
export type Pair = readonly [captured: Text | undefined, printed: Text | undefined];

export interface Listing {
  /** Matches each of its lines. */
  readonly line: RegExp;
  /** Whether matching lines are always bound. If not, they are bound only if each can match just one line. */
  readonly bindsAlways: boolean;
}

const LISTINGS: readonly Listing[] = [
  // Interfaces: Docker names them by ids or at random, and commands such as `ls` sort them by name.
  { line: /(?:^|\s)(?:br-[0-9a-f]{12}|veth[0-9a-f]{7})(?:\s|$)/u, bindsAlways: false },
  // Sockets: `netstat` and `ss` list them in the order of the kernel's hash table.
  { line: /^(?:(?:tcp|udp)6? +\d|(?:(?:tcp|udp) +)?(?:LISTEN|UNCONN|ESTAB|TIME-WAIT) )/u, bindsAlways: true },
  // Addresses of one name, by `nslookup`: Docker answers in another order each time.
  { line: /^(?:Name:\t|Address: )/u, bindsAlways: false },
];

const ALL_LINES: Listing = { line: /^/u, bindsAlways: true };

/** The order of an output's lines. `by-id`: the lines are sorted by ids, so each run prints them in another order. */
export type Order = 'kept' | 'by-id';

/** Groups consecutive pairs of the same listing, and consecutive pairs that are in no listing. */
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

/** Returns whether the lines match in any order. Binds token by token, so call it within an attempt. */
export function matchListing(listing: Listing, pairs: readonly Pair[], comparison: Comparison): boolean {
  const [captured, printed] = sidesOf(pairs);
  return captured.length === printed.length && assignLines(listing, pairs, comparison).size === captured.length;
}

export function explainListing(listing: Listing, pairs: readonly Pair[], comparison: Comparison): DiffLine[] {
  const assigned = assignLines(listing, pairs, comparison);
  const [captured, printed] = sidesOf(pairs);
  return explainSet({ what: 'line', captured, printed, assigned, comparison });
}

/** Undoes what it bound if the assignment is one of several possible ones: other outputs show which one is right. */
function assignLines(listing: Listing, pairs: readonly Pair[], comparison: Comparison): Map<number, number> {
  const [captured, printed] = sidesOf(pairs).map((side) =>
    side.map((text) => ({ value: text, skeleton: text.skeleton, text: text.text })),
  );
  let assigned = new Map<number, number>();
  comparison.substitution.attempt(() => {
    const match = (before: Text, now: Text) => matchTexts(before, now, comparison);
    assigned = assign(captured ?? [], printed ?? [], match, comparison.substitution);
    return listing.bindsAlways || areAllDifferent(captured ?? []);
  });
  return assigned;
}

/** Returns whether each line with volatile tokens can match only one line of the other side. */
function areAllDifferent(lines: readonly Pick<Element<Text>, 'value' | 'skeleton'>[]): boolean {
  const volatile = lines.filter(({ value }) => value.tokens.some(isVolatile));
  return new Set(volatile.map(({ skeleton }) => skeleton)).size === volatile.length;
}

function sidesOf(pairs: readonly Pair[]): [captured: Text[], printed: Text[]] {
  return [pairs.flatMap(([captured]) => captured ?? []), pairs.flatMap(([, printed]) => printed ?? [])];
}
