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
  kbd: /<kbd>([^<]+)<\/kbd>/gu,
  code: /`([^`\n]+)`/gu,
  link: /\]\(([^)\s]+)\)/gu,
  // Not at the beginning of a line: the items of a list are numbered anew.
  number: /(?<!^ *\d*)(\d)/gmu,
};
const CAPTURED = /<Captured\s[^/]*(?:\/(?!>)[^/]*)*\/>/gu;
const ATTRIBUTE = /\s\w+=(?:"([^"]*)"|'([^']*)'|\{([^}]*)\})/gu;

/** Each language has its own. */
const KEYWORDS = /^keywords:\n(?: .*\n)+/mu;

/** Returns a change of each part of a translation that is not translated. */
export function changesOfTranslation(text: string): SingleChange<string>[] {
  const elements = Array.from(text.matchAll(CAPTURED), ({ 0: element, index }) => ({ element, at: index }));
  const attributes = elements.flatMap(({ element, at }) =>
    Array.from(element.matchAll(ATTRIBUTE), (match) => spanOf('Captured', match, at)),
  );
  const others = Object.entries(PARTS).flatMap(([kind, pattern]) =>
    Array.from(text.matchAll(pattern), (match) => spanOf(kind, match, 0)),
  );
  return [...attributes, ...others].filter(isOutside(text, KEYWORDS)).map(({ kind, start, end }) => ({
    place: `${kind} ${text.slice(start, end)} at ${start}`,
    changed: (random) => text.slice(0, start) + withOtherCharacter(text.slice(start, end), random) + text.slice(end),
  }));
}

/** Ways to write or to hide a part of a body otherwise. Readers see something else after each. */
const REWRITINGS: Readonly<Record<string, readonly [RegExp, string | ((found: string) => string)]>> = {
  'full-width digit': [/\d/gu, (digit) => String.fromCharCode(0xff10 + Number(digit))],
  'reference to another digit': [/\d/gu, (digit) => `&#${48 + ((Number(digit) + 1) % 10)};`],
  'an expression for a number': [/\d+/gu, '{99}'],
  'a number struck out': [/\d+/gu, '~~$&~~'],
  'a number in a hidden element': [/\d+/gu, '<span hidden>$&</span>'],
  'a number in a comment': [/\d+/gu, '{/* $& */}'],
  'a sign': [/(?<![\w.:/-])\d+/gu, '-$&'],
  'another unit': [/(?<=\d ?)(?:分钟|秒|字节)/gu, (unit) => (unit === '秒' ? '分钟' : '秒')],
  'another callout': [/<(Goal|Note|Tip)>[^<]*<\/\1>/gu, (found) => found.replaceAll(/Goal|Note|Tip/gu, 'Caution')],
  'no callout': [/<(Goal|Note|Tip|Caution)>[^<]*<\/\1>/gu, (found) => found.replaceAll(/<[^>]*>/gu, '')],
  'an attribute twice': [/ \w+="[^"]*"(?=[^<>`]* \/>)/gu, '$&$&'],
  'the title of a link': [/(?<=\]\([^)\s]+)\)/gu, ' "99")'],
  'a link without text': [/\[[^[\]]+\]\(/gu, '[]('],
  'a key as text': [/<kbd>([^<]+)<\/kbd>/gu, '$1'],
  'a component defined anew': [/^## .*$/gmu, 'export const Captured = () => 99\n\n$&'],
  'a snippet behind its text': [/^(<Snippet .*)\n\n(\p{L}.*)\n(?=\n(?:[<#|]|- )|$(?![\s\S]))/gmu, '$2\n\n$1\n'],
  'two items as one': [/^(- .*\n)- /gmu, '$1  '],
  'a cell that is not shown': [/^\| .*$/gmu, '$& 99 |'],
};

/** Returns every rewriting of a translation. The front matter stays as it is. */
export function rewritingsOfTranslation(text: string): SingleChange<string>[] {
  const bodyStart = text.indexOf('\n---\n') + 1;
  return Object.entries(REWRITINGS).flatMap(([kind, [pattern, replacement]]) =>
    Array.from(text.matchAll(pattern))
      .filter(({ index }) => index > bodyStart)
      .map((match) => {
        const { 0: found, index } = match;
        const other =
          typeof replacement === 'string'
            ? replacement.replace(/\$([&\d])/gu, (_, group) => match[group === '&' ? 0 : Number(group)] ?? '')
            : replacement(found);
        const place = `${kind}: ${found} at ${index}`;
        return { place, changed: () => text.slice(0, index) + other + text.slice(index + found.length) };
      }),
  );
}

function isOutside(text: string, pattern: RegExp): (span: { readonly start: number }) => boolean {
  const { 0: found = '', index = 0 } = pattern.exec(text) ?? {};
  return ({ start }) => start < index || start >= index + found.length;
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
