/**
 * Pairs the elements of two sets. Their order is arbitrary, as that of the rows of a table, or of the members of an
 * object whose keys are ids.
 */
import type { Substitution } from '../substitution/substitution.ts';

export interface Element<T> {
  readonly value: T;
  /** Equal in elements that differ at most in volatile tokens. Only such elements are tried. */
  readonly skeleton: string;
  readonly text: string;
}

interface Sides<C, P> {
  readonly captured: readonly Element<C>[];
  readonly printed: readonly Element<P>[];
  /** The indexes of the printed elements with a skeleton. */
  readonly bySkeleton: ReadonlyMap<string, readonly number[]>;
  /** The index of the first printed element with a text. */
  readonly byText: ReadonlyMap<string, number>;
  readonly match: (captured: C, printed: P) => boolean;
  readonly substitution: Substitution;
}

/** Larger sets are not searched: it takes too long. */
const SEARCHED_AT_MOST = 300;
/** Limits the search. A few rows without fixed tokens already have more arrangements than can be tried. */
const TRIES_PER_ELEMENT = 200;

/**
 * Returns the printed index of each captured index. If no complete assignment is found, returns the pairs that are
 * found in order. Deterministic. The bindings that `match` made for the returned pairs are kept.
 */
export function assign<C, P>(
  captured: readonly Element<C>[],
  printed: readonly Element<P>[],
  match: (captured: C, printed: P) => boolean,
  substitution: Substitution,
): Map<number, number> {
  const sides: Sides<C, P> = {
    captured,
    printed,
    bySkeleton: Map.groupBy(printed.keys(), (index) => printed[index]?.skeleton ?? ''),
    byText: new Map([...printed.entries()].reverse().map(([index, { text }]) => [text, index])),
    match,
    substitution,
  };
  return assignAllInOrder(sides) ?? searchAll(sides) ?? assignInOrder(sides);
}

function assignAllInOrder<C, P>(sides: Sides<C, P>): Map<number, number> | undefined {
  if (sides.captured.length !== sides.printed.length) return undefined;
  let found = new Map<number, number>();
  const all = sides.substitution.attempt(() => {
    found = assignInOrder(sides);
    return found.size === sides.captured.length;
  });
  return all ? found : undefined;
}

function assignInOrder<C, P>(sides: Sides<C, P>): Map<number, number> {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  for (const index of sides.captured.keys()) {
    for (const candidate of candidatesOf(sides, index)) {
      if (taken.has(candidate) || !sides.substitution.attempt(() => matches(sides, index, candidate))) continue;
      taken.add(candidate);
      found.set(index, candidate);
      break;
    }
  }
  return found;
}

/** Searches with backtracking. Starts with the elements that have the fewest candidates. */
function searchAll<C, P>(sides: Sides<C, P>): Map<number, number> | undefined {
  const { captured, printed, bySkeleton, substitution } = sides;
  if (captured.length !== printed.length || captured.length > SEARCHED_AT_MOST) return undefined;
  const choices = captured.map(({ skeleton }) => bySkeleton.get(skeleton)?.length ?? 0);
  if (choices.includes(0)) return undefined;
  const order = [...captured.keys()].sort((one, other) => (choices[one] ?? 0) - (choices[other] ?? 0) || one - other);
  const found = new Map<number, number>();
  const taken = new Set<number>();
  let tries = captured.length * TRIES_PER_ELEMENT;

  const searchFrom = (position: number): boolean => {
    const index = order[position];
    if (index === undefined) return true;
    for (const candidate of candidatesOf(sides, index)) {
      if (taken.has(candidate) || tries-- <= 0) continue;
      taken.add(candidate);
      found.set(index, candidate);
      if (substitution.attempt(() => matches(sides, index, candidate) && searchFrom(position + 1))) return true;
      taken.delete(candidate);
    }
    return false;
  };
  return searchFrom(0) ? found : undefined;
}

/** Yields the index of the same text first (nothing was renamed), then the same index, then the others in order. */
function* candidatesOf<C, P>({ captured, printed, bySkeleton, byText }: Sides<C, P>, index: number): Generator<number> {
  const { skeleton, text } = captured[index] as Element<C>;
  const likely = [byText.get(text), printed[index]?.skeleton === skeleton ? index : undefined];
  for (const at of new Set(likely)) if (at !== undefined) yield at;
  for (const at of bySkeleton.get(skeleton) ?? []) if (!likely.includes(at)) yield at;
}

function matches<C, P>({ captured, printed, match }: Sides<C, P>, index: number, candidate: number): boolean {
  return match((captured[index] as Element<C>).value, (printed[candidate] as Element<P>).value);
}
