/** The part of a run's pages that one machine of several takes. */

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** What a lab costs besides its commands, in milliseconds: it keeps many short pages from being one machine's. */
const BOOT_MS = 2_000;

/**
 * The same pages give the same shards on every machine, and each page is in exactly one of them. Greedy:
 * the longest page first, each to the shard that has least. A page of which nothing is known counts as
 * the mean of the others.
 * @param durationOf in milliseconds; undefined where nobody knows
 * @returns in the order they were given
 */
export function shardOf<Item extends { readonly slug: string }>(
  items: readonly Item[],
  { index, count }: Shard,
  durationOf: (item: Item) => number | undefined,
): readonly Item[] {
  const known = items.flatMap((item) => durationOf(item) ?? []);
  const mean = known.reduce((total, duration) => total + duration, 0) / Math.max(1, known.length);
  const weighed = items.map((item) => ({ item, weight: BOOT_MS + (durationOf(item) ?? mean) }));
  const loads = Array.from({ length: count }, () => 0);
  const mine = new Set<Item>();
  // By code units: how a locale sorts is the machine's affair.
  for (const { item, weight } of weighed.sort((a, b) => b.weight - a.weight || (a.item.slug < b.item.slug ? -1 : 1))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + weight;
    if (least === index - 1) mine.add(item);
  }
  return items.filter((item) => mine.has(item));
}
