/** Divides the pages of a run among several machines. */
import { weighed } from './durations.ts';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * Returns the pages of one shard. The same pages give the same shards on every machine, and each page is in
 * exactly one shard. The longest page is assigned first, each to the shard with the least work (greedy).
 * @param durationOf as for `weighed`
 * @returns in the given order
 */
export function shardOf<Item extends { readonly slug: string }>(
  items: readonly Item[],
  { index, count }: Shard,
  durationOf: (item: Item) => number | undefined,
): readonly Item[] {
  // Compared by code units, because a locale's order may differ between machines.
  const longest = [...weighed(items, durationOf)].sort(
    (a, b) => b.weight - a.weight || (a.item.slug < b.item.slug ? -1 : 1),
  );
  const loads = Array.from({ length: count }, () => 0);
  const mine = new Set<Item>();
  for (const { item, weight } of longest) {
    const least = loads.indexOf(loads.reduce((a, b) => Math.min(a, b)));
    loads[least] = (loads[least] ?? 0) + weight;
    if (least === index - 1) mine.add(item);
  }
  return items.filter((item) => mine.has(item));
}
