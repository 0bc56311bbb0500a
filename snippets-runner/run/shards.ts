/** Divides the pages of a run among several machines. */

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** The time of a lab besides its commands, in milliseconds. Without it, one machine could get too many short pages. */
const BOOT_MS = 2_000;

/**
 * Returns the pages of one shard. The same pages give the same shards on every machine, and each page is in
 * exactly one shard. The longest page is assigned first, each to the shard with the least work (greedy). A
 * page of unknown duration counts as the mean of the others.
 * @param durationOf in milliseconds; undefined if unknown
 * @returns in the given order
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
  // Compared by code units, because a locale's order may differ between machines.
  for (const { item, weight } of weighed.sort((a, b) => b.weight - a.weight || (a.item.slug < b.item.slug ? -1 : 1))) {
    const least = loads.indexOf(loads.reduce((a, b) => Math.min(a, b)));
    loads[least] = (loads[least] ?? 0) + weight;
    if (least === index - 1) mine.add(item);
  }
  return items.filter((item) => mine.has(item));
}
