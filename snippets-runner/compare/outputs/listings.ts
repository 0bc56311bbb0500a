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
  /** The first line of a record: lines that stay together. Without it, each line is a record of its own. */
  readonly record?: RegExp;
  /** Whether matching lines are always bound. If not, they are bound only if each can match just one line. */
  readonly bindsAlways: boolean;
}

const LISTINGS: readonly Listing[] = [
  // Interfaces: Docker names them by ids or at random, and commands such as `ls` sort them by name.
  { line: /(?:^|\s)(?:br-[0-9a-f]{12}|veth[0-9a-f]{7})(?:\s|$)/u, bindsAlways: false },
  // Sockets: `netstat` and `ss` list them in the order of the kernel's hash table.
  { line: /^(?:(?:tcp|udp)6? +\d|(?:(?:tcp|udp) +)?(?:LISTEN|UNCONN|ESTAB|TIME-WAIT) )/u, bindsAlways: true },
  // Names and their addresses, by `nslookup`: Docker answers in another order each time.
  { line: /^(?:Name:\t|Address: )/u, record: /^Name:\t/u, bindsAlways: false },
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

/** Consecutive lines, and the index of the first. */
interface LineRecord {
  readonly lines: readonly Text[];
  readonly start: number;
}

/**
 * Returns the printed index of each captured line. Undoes what it bound if the assignment is one of several possible
 * ones: other outputs show which one is right.
 */
function assignLines(listing: Listing, pairs: readonly Pair[], comparison: Comparison): Map<number, number> {
  const [captured, printed] = sidesOf(pairs).map((side) => recordsOf(listing, side).map(elementOf));
  let assigned = new Map<number, number>();
  comparison.substitution.attempt(() => {
    const match = (before: LineRecord, now: LineRecord) =>
      before.lines.length === now.lines.length &&
      before.lines.every((line, index) => matchTexts(line, now.lines[index] as Text, comparison));
    assigned = assign(captured ?? [], printed ?? [], match, comparison.substitution);
    return listing.bindsAlways || areAllDifferent(captured ?? []);
  });
  return new Map(
    [...assigned].flatMap(([before, now]) => {
      const [record, other] = [captured?.[before]?.value, printed?.[now]?.value];
      return (record?.lines ?? []).map(
        (_, index) => [(record?.start ?? 0) + index, (other?.start ?? 0) + index] as const,
      );
    }),
  );
}

function recordsOf({ record }: Listing, side: readonly Text[]): LineRecord[] {
  const starts = [...side.keys()].filter((index) => index === 0 || !record || record.test(side[index]?.text ?? ''));
  return starts.map((start, index) => ({ lines: side.slice(start, starts[index + 1]), start }));
}

function elementOf(record: LineRecord): Element<LineRecord> {
  return {
    value: record,
    skeleton: record.lines.map(({ skeleton }) => skeleton).join('\n'),
    text: record.lines.map(({ text }) => text).join('\n'),
  };
}

/** Returns whether each record with volatile tokens can match only one record of the other side. */
function areAllDifferent(records: readonly Element<LineRecord>[]): boolean {
  const volatile = records.filter(({ value }) => value.lines.some(({ tokens }) => tokens.some(isVolatile)));
  return new Set(volatile.map(({ skeleton }) => skeleton)).size === volatile.length;
}

function sidesOf(pairs: readonly Pair[]): [captured: Text[], printed: Text[]] {
  return [pairs.flatMap(([captured]) => captured ?? []), pairs.flatMap(([, printed]) => printed ?? [])];
}
