/** Random numbers and orders from a seed. The same seed gives the same result again. */

/** Returns the items in a random order, by Fisher and Yates. */
export function shuffled<T>(all: readonly T[], seed: number): readonly T[] {
  const items = [...all];
  const random = randomOf(seed);
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}

/** Returns a function that returns random numbers from 0 to below 1, by mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
