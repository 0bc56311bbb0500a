/**
 * Every place in a capture or a translation where a change of one character changes what readers see. It is found
 * without the parsers that are tested.
 */
import { parse } from 'yaml';

/** Returns a random number from 0 to below 1. */
type Random = () => number;

export interface SingleChange<Changed> {
  /** Where the change is, for the message of a failing test. */
  readonly place: string;
  /** Returns everything that is in the file, with the change. */
  readonly changed: (random: Random) => Changed;
}

/** Returns a change of each scalar of a capture file, as the value that the file would have. The seal is a scalar, too. */
export function changesOfCapture(text: string): SingleChange<unknown>[] {
  const file: unknown = parse(text);
  return scalarPaths(file).map((path) => ({
    place: path.join('.'),
    changed: (random) => replaced(file, path, (value) => otherScalar(value, random)),
  }));
}

type Path = readonly (string | number)[];

function scalarPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((element, index) => [index, element] as const)
    : Object.entries(value);
  return entries.flatMap(([key, member]) => scalarPaths(member, [...path, key]));
}

function replaced(value: unknown, [key, ...rest]: Path, change: (scalar: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? replaced(each, rest, change) : each));
  const members = value as Record<string, unknown>;
  return { ...members, [key]: replaced(members[key], rest, change) };
}

function otherScalar(value: unknown, random: Random): unknown {
  if (value === null) return 0;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return withOtherCharacter(String(value), random);
}

/** Parts of a translation that are not translated. Group 1 is the part; a digit is a part by itself. */
const PARTS: Readonly<Record<string, RegExp>> = {
  snippet: /<Snippet id="([^"]+)"/gu,
  keys: /<Keys press="([^"]+)"/gu,
  code: /`([^`\n]+)`/gu,
  link: /\]\(([^)\s]+)\)/gu,
  number: /(\d)/gu,
};
const CAPTURED = /<Captured\s[^/]*(?:\/(?!>)[^/]*)*\/>/gu;
const ATTRIBUTE = /\s\w+=(?:"([^"]*)"|'([^']*)'|\{([^}]*)\})/gu;

/** Returns a change of each part of a translation that is not translated. */
export function changesOfTranslation(text: string): SingleChange<string>[] {
  const elements = Array.from(text.matchAll(CAPTURED), ({ 0: element, index }) => ({ element, at: index }));
  const attributes = elements.flatMap(({ element, at }) =>
    Array.from(element.matchAll(ATTRIBUTE), (match) => spanOf('Captured', match, at)),
  );
  const others = Object.entries(PARTS).flatMap(([kind, pattern]) =>
    Array.from(text.matchAll(pattern), (match) => spanOf(kind, match, 0)),
  );
  return [...attributes, ...others].map(({ kind, start, end }) => ({
    place: `${kind} ${text.slice(start, end)} at ${start}`,
    changed: (random) => text.slice(0, start) + withOtherCharacter(text.slice(start, end), random) + text.slice(end),
  }));
}

function spanOf(kind: string, { 0: whole, index, ...groups }: RegExpMatchArray, offset: number) {
  const part = groups[1] ?? groups[2] ?? groups[3] ?? '';
  const start = offset + (index ?? 0) + whole.lastIndexOf(part);
  return { kind, start, end: start + part.length };
}

/** Replaces one character by another of its kind, or adds one to an empty text. */
function withOtherCharacter(text: string, random: Random): string {
  const characters = [...text];
  const index = Math.floor(random() * characters.length);
  const before = characters[index] ?? '';
  const [first, second] = /\d/u.test(before) ? ['1', '2'] : ['x', 'y'];
  return characters.toSpliced(index, 1, before === first ? (second as string) : (first as string)).join('');
}
