/** Finds the lines of a long JSON output that the text of the page speaks of. */
import type { Named } from '../data/named.ts';
import { jsonOf } from './json.ts';

/** A value within JSON. */
interface Entry {
  /** From the whole value to this one. */
  readonly keys: readonly string[];
  /** Index of the line with its key. */
  readonly first: number;
  /** Index of the line with its closing bracket; `first` if it has none. */
  readonly last: number;
}

/**
 * Returns the indexes of the lines that stay visible: those that the text speaks of, and the brackets around them.
 * Returns none if the output is not JSON with one value a line, as `docker inspect` prints it.
 */
export function namedLines(lines: readonly string[], { places, codes }: Named): ReadonlySet<number> {
  const entries = entriesOf(lines);
  const named = entries.filter((entry) => codes.has(entry.keys.at(-1) ?? ''));
  for (const place of places) {
    if (place.kind === 'keys') named.push(...entries.filter(({ keys }) => isSame(keys, place.keys)));
    else named.push(...entriesWithin(lines, entries, place.text));
  }
  return new Set(named.flatMap((entry) => around(entry, entries)).flatMap(({ first, last }) => [first, last]));
}

/** Returns an entry, and all entries that contain it. */
function around({ first, last }: Entry, entries: readonly Entry[]): readonly Entry[] {
  return entries.filter((other) => other.first <= first && other.last >= last);
}

/** Returns the first and the last entry of a text that was matched in the output. */
function entriesWithin(lines: readonly string[], entries: readonly Entry[], text: string): readonly Entry[] {
  const output = lines.join('\n');
  const start = output.indexOf(text);
  const lineAt = (offset: number) => output.slice(0, offset).split('\n').length - 1;
  const ends = [lineAt(start), lineAt(start + text.length)];
  return entries.filter(({ first }) => start >= 0 && ends.includes(first));
}

function entriesOf(lines: readonly string[]): readonly Entry[] {
  const entries: Entry[] = [];
  const value = jsonOf(lines.join('\n'));
  const height = value === undefined ? 0 : walk({ value, keys: [], first: 0 }, entries);
  return height === lines.length ? entries : [];
}

interface Walked {
  readonly value: unknown;
  readonly keys: readonly string[];
  readonly first: number;
}

/** Adds a value and all within it to the entries. Returns the number of its lines. */
function walk({ value, keys, first }: Walked, entries: Entry[]): number {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  let next = first + 1;
  for (const [key, child] of children) next += walk({ value: child, keys: [...keys, key], first: next }, entries);
  const height = children.length === 0 ? 1 : next + 1 - first;
  entries.push({ keys, first, last: first + height - 1 });
  return height;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
