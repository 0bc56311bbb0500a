/**
 * Makes value mutants: copies of a capture in which one value of one output is another. The values are found by patterns
 * of their own, not by those of the comparison, so that the two do not share their mistakes.
 */
import type { Capture, CapturedSnippet, CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';

export const VALUE_KINDS = ['address', 'name', 'duration', 'size', 'id', 'number', 'word', 'key', 'exit code'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

export interface ValueMutant {
  readonly kind: ValueKind;
  /** Snippet and command, such as `list, $ docker network ls`. */
  readonly place: string;
  /** The value, and what it was replaced by, such as `10.0.1.3 -> 10.0.1.4`. */
  readonly change: string;
  /** The line with the value, before the change. */
  readonly line: string;
  readonly capture: Capture;
}

/** What a value can be replaced by, besides what is made from itself: the other names and ids of the page. */
export interface OtherValues {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly addresses: readonly string[];
}

export function valueMutantsOf(capture: Capture, names: readonly string[]): readonly ValueMutant[] {
  const outputs = capture.snippets.flatMap(({ steps }) => steps.map(({ output }) => output)).join('\n');
  const others = otherValuesIn(outputs, names);
  return capture.snippets.flatMap((snippet) =>
    snippet.steps.flatMap((step, index) => [
      ...outputMutants(capture, snippet, index, step, others),
      ...exitMutants(capture, snippet, index, step),
    ]),
  );
}

function outputMutants(
  capture: Capture,
  snippet: CapturedSnippet,
  index: number,
  step: CapturedStep,
  others: OtherValues,
): ValueMutant[] {
  const { output } = step;
  return valuesIn(output, others.names).flatMap((value) =>
    othersFor(value, others).map((other) => ({
      kind: value.kind,
      place: placeOf(snippet, step),
      change: `${value.text} -> ${other}`,
      line: lineAt(output, value.start),
      capture: withStep(capture, snippet, index, {
        ...step,
        output: output.slice(0, value.start) + other + output.slice(value.start + value.text.length),
      }),
    })),
  );
}

/** Returns what else a value could wrongly be. */
export function othersFor({ kind, text }: Value, others: OtherValues): readonly string[] {
  return OTHERS[kind](text, others).filter((other) => other !== text);
}

/** Returns what values of the outputs can be replaced by. */
export function otherValuesIn(outputs: string, names: readonly string[]): OtherValues {
  const values = valuesIn(outputs, names);
  const textsOf = (kind: ValueKind) => [
    ...new Set(values.flatMap((value) => (value.kind === kind ? [value.text] : []))),
  ];
  return { names, ids: textsOf('id'), addresses: textsOf('address') };
}

function exitMutants(capture: Capture, snippet: CapturedSnippet, index: number, step: CapturedStep): ValueMutant[] {
  if (step.exit === null) return [];
  const exit = step.exit === 0 ? 1 : 0;
  return [
    {
      kind: 'exit code',
      place: placeOf(snippet, step),
      change: `${step.exit} -> ${exit}`,
      line: '',
      capture: withStep(capture, snippet, index, { ...step, exit }),
    },
  ];
}

function placeOf({ id }: CapturedSnippet, { prompt, text }: CapturedStep): string {
  return `${id}, ${prompt}${text.replaceAll(/\s*\\?\n\s*/gu, ' ')}`;
}

function lineAt(output: string, at: number): string {
  const end = output.indexOf('\n', at);
  return output.slice(output.lastIndexOf('\n', at - 1) + 1, end === -1 ? undefined : end).trim();
}

function withStep(capture: Capture, snippet: CapturedSnippet, index: number, step: CapturedStep): Capture {
  const changed = { ...snippet, steps: snippet.steps.with(index, step) };
  return { ...capture, snippets: capture.snippets.map((each) => (each === snippet ? changed : each)) };
}

export interface Value {
  readonly kind: ValueKind;
  readonly text: string;
  /** Offset in the output, in UTF-16 code units. */
  readonly start: number;
}

const START = String.raw`(?<![\w.:])`;
const END = String.raw`(?![\w:]|\.\w)`;

/** In order: of those that fit at one place, the first is taken. A pattern without a kind is not changed. */
const PATTERNS: readonly (readonly [kind: ValueKind | undefined, pattern: string])[] = [
  ['key', String.raw`(?<=")[A-Za-z][\w.]*(?=":)`],
  // Times of day and dates: each run has others.
  [undefined, String.raw`\d{4}[-/]\d\d[-/]\d\d(?:[T ][\d:.+Z-]+(?: \+0000 UTC)?)?|\d\d:\d\d:\d\d(?:\.\d+)?(?![\w:])`],
  [undefined, String.raw`\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:]+(?: \+\d{4})?|[A-Z][a-z]{2} +\d{1,2} +\d\d:\d\d(?!\w)`],
  ['id', String.raw`(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])`],
  ['address', String.raw`(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)`],
  ['address', String.raw`(?<![\w:])(?=[0-9a-f:]*::?[0-9a-f])[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f]+(?![\w:])`],
  ['id', String.raw`(?<![A-Za-z0-9])(?:[0-9a-f]{64}|[0-9a-z]{25}|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{12})(?![A-Za-z0-9])`],
  ['size', String.raw`${START}\d+(?:\.\d+)? ?(?:[kKMGT]i?)?B(?![\w/])`],
  ['duration', String.raw`${START}\d+(?:\.\d+)? ?(?:ms(?!\w)|(?:s|m|h|sec|(?:second|minute|hour|day|week)s?)${END})`],
  ['duration', String.raw`\b(?:Less than a second|About a minute|About an hour)\b`],
  ['number', String.raw`${START}\d+(?![\w]|\.\d)|(?<=[=:/])\d+(?![\w]|\.\d)`],
  ['word', String.raw`(?<![\w])[A-Za-z][A-Za-z_-]{2,}(?![\w])`],
];
const ANY = new RegExp(PATTERNS.map(([, pattern]) => `(${pattern})`).join('|'), 'gu');

/** Returns the values of an output, in order. A word that is a name of the page is of the kind `name`. */
export function valuesIn(output: string, names: readonly string[]): readonly Value[] {
  const namePattern = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('|');
  const named =
    namePattern === '' ? [] : [...output.matchAll(new RegExp(`(?<![\\w-])(?:${namePattern})(?![\\w-])`, 'gu'))];
  const found = [...output.matchAll(ANY)].flatMap((match): Value[] => {
    const kind = PATTERNS[match.findIndex((group, index) => index > 0 && group !== undefined) - 1]?.[0];
    return kind ? [{ kind, text: match[0], start: match.index }] : [];
  });
  const nameValues = named.map(({ 0: text, index }): Value => ({ kind: 'name', text, start: index }));
  const overlaps = ({ start, text }: Value) =>
    nameValues.some((name) => name.start < start + text.length && start < name.start + name.text.length);
  return [...nameValues, ...found.filter((value) => value.kind === 'key' || !overlaps(value))].sort(
    (one, other) => one.start - other.start,
  );
}

const OTHERS: Readonly<Record<ValueKind, (text: string, others: OtherValues) => readonly string[]>> = {
  address: (text, { addresses }) => [
    ...(text.includes(':') ? [withLastDigits(text)] : otherIpv4(text)),
    ...after(
      text,
      addresses.filter((other) => other.includes(':') === text.includes(':')),
    ),
  ],
  name: (text, { names }) => [...after(text, names), `${text}x`],
  duration: (text) => [longer(text)],
  size: (text) => [larger(text)],
  id: (text, { ids }) => [
    ...after(
      text,
      ids.filter(({ length }) => length === text.length),
    ),
    ...(text.length === 12 ? ['running12345', 'subscription'] : []),
  ],
  number: (text) => [String(Number(text) + 1)],
  word: (text) => [text.startsWith('x') ? `z${text.slice(1)}` : `x${text.slice(1)}`],
  key: (text) => [`${text}x`],
  'exit code': () => [],
};

/** Returns the value that follows in a list, as one or no element. */
function after(text: string, values: readonly string[]): string[] {
  const next = values[(values.indexOf(text) + 1) % values.length];
  return next === undefined ? [] : [next];
}

/** Returns another host of the network, a host of a neighbouring network, and a public address. */
function otherIpv4(text: string): string[] {
  const [first = 0, second = 0, third = 0, host = 0] = text.split('.').map(Number);
  return [
    [first, second, third, host === 254 ? 1 : host + 1].join('.'),
    [first, (second + 1) % 256, third, host].join('.'),
    [203, 0, 113, host].join('.'),
  ];
}

function withLastDigits(text: string): string {
  return text.replace(/[0-9a-f]$/u, (digit) => (Number.parseInt(digit, 16) ^ 1).toString(16));
}

const LONGER: ReadonlyMap<string, string> = new Map([
  ['ms', 's'],
  ['s', 'm'],
  ['m', 'h'],
  ['h', 'm'],
  ['sec', 'min'],
  ['second', 'hour'],
  ['minute', 'week'],
  ['hour', 'month'],
  ['day', 'year'],
  ['week', 'minute'],
]);

function longer(text: string): string {
  if (/^[A-Z]/u.test(text)) return text === 'About an hour' ? 'Less than a second' : '3 weeks';
  const [, number = '', unit = '', plural = ''] = /^([\d.]+ ?)([a-z]+?)(s?)$/u.exec(text) ?? [];
  const isWord = LONGER.has(unit) && unit !== 'm';
  return isWord ? `${number}${LONGER.get(unit)}${plural}` : `${number}${LONGER.get(unit + plural) ?? unit + plural}`;
}

/** Returns a size a million times as large or as small. */
function larger(text: string): string {
  return text.replace(/([kKMGT]?)(i?B)$/u, (_, step: string, unit: string) => {
    const other = { '': 'M', k: 'G', K: 'G', M: 'T', G: 'k', T: 'M' }[step] ?? 'G';
    return `${other}${unit}`;
  });
}
