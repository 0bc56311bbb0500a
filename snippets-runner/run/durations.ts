/** How long the pages of a run will probably take, so that the longest can begin first. */
import type { Capture } from '../tutorial/capture/capture.ts';

/** The time of a lab besides its commands, in milliseconds. */
const BOOT_MS = 2_000;

/** Returns how long the commands of a page took when it was captured, in milliseconds; undefined without a capture. */
export function capturedDuration(capture: Capture | undefined): number | undefined {
  return capture?.snippets.flatMap(({ steps }) => steps).reduce((total, { duration }) => total + duration, 0);
}

/**
 * Returns items with how long each will probably take, in milliseconds. One of unknown duration counts as the mean of the
 * others.
 * @param durationOf of its commands, in milliseconds; undefined if unknown
 */
export function weighed<Item>(
  items: readonly Item[],
  durationOf: (item: Item) => number | undefined,
): readonly { readonly item: Item; readonly weight: number }[] {
  const known = items.flatMap((item) => durationOf(item) ?? []);
  const mean = known.reduce((total, duration) => total + duration, 0) / Math.max(1, known.length);
  return items.map((item) => ({ item, weight: BOOT_MS + (durationOf(item) ?? mean) }));
}

/** Returns items with the longest first, so that no long one is still running when all others have ended. */
export function longestFirst<Item>(
  items: readonly Item[],
  durationOf: (item: Item) => number | undefined,
): readonly Item[] {
  return [...weighed(items, durationOf)].sort((a, b) => b.weight - a.weight).map(({ item }) => item);
}
