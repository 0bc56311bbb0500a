/** The attributes of a snippet. The set is closed: every attribute has one entry in `ATTRIBUTES` that reads its value. */

import { listed, nearest } from '../../base/nearest.ts';
import { regExpMistake } from '../author-regexp.ts';
import { SNIPPET_ID } from '../names.ts';
import {
  type DrawingDisplay,
  OUTPUT_DISPLAYS,
  type OutputDisplay,
  type Pattern,
  type Position,
  type Save,
} from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { FenceMeta, MetaAttribute } from './fence-meta.ts';
import { placeholdersOf } from './placeholder.ts';

export const DEFAULT_TIMEOUT_MS = 60_000;
const LONGEST_TIMEOUT_MS = 3_600_000;

/** The valid attributes of a snippet. An attribute is undefined if it was not written or not valid. */
export interface SnippetAttributes {
  readonly id: Positioned<string> | undefined;
  readonly node: Positioned<string> | undefined;
  readonly exit: number | undefined;
  readonly expect: readonly Pattern[];
  readonly retryUntil: Pattern | undefined;
  readonly timeoutMs: number | undefined;
  readonly tolerance: number | undefined;
  readonly saves: readonly Positioned<Save>[];
  readonly output: OutputDisplay | undefined;
  readonly hidden: boolean;
  readonly drawing: DrawingDisplay | undefined;
  readonly tries: Positioned<true> | undefined;
}

/** A value, and the position of its attribute in the source. */
export interface Positioned<Value> {
  readonly value: Value;
  readonly position: Position;
}

/**
 * Reads all attributes of a snippet, and reports every mistake in them.
 * @param positionInMeta returns the position of the meta's nth code unit in the source
 */
export function readAttributes(
  meta: FenceMeta,
  positionInMeta: (index: number) => Position,
  report: ReportProblem,
): SnippetAttributes {
  for (const { index, name, message, hint } of meta.errors) {
    report('attribute-invalid', positionInMeta(index), name === '' ? message : `${name}: ${message}`, hint);
  }
  const read = new Map<AttributeName, Positioned<unknown>[]>();
  for (const attribute of meta.attributes) {
    const { name, index } = attribute;
    if (!isSnippetAttribute(name)) {
      report('attribute-unknown', positionInMeta(index), `a snippet has no attribute "${name}"`, unknownHint(name));
      continue;
    }
    const values = read.get(name);
    if (values && !ATTRIBUTES[name].repeatable) {
      report(
        'attribute-duplicate',
        positionInMeta(index),
        `the attribute ${name} is given twice`,
        'Keep one of the two.',
      );
      continue;
    }
    if (!values) read.set(name, []);
    const result = ATTRIBUTES[name].read(attribute);
    if ('value' in result) {
      read.get(name)?.push({ value: result.value, position: positionInMeta(index) });
      continue;
    }
    const at = positionInMeta(result.index ?? attribute.valueIndex);
    report('attribute-invalid', at, `${name}: ${result.fault}`, `Write ${ATTRIBUTES[name].takes}.`);
  }
  return collected(read);
}

/** Returns whether a snippet can have an attribute of this name. */
export function isSnippetAttribute(name: string): name is AttributeName {
  return Object.hasOwn(ATTRIBUTES, name);
}

/** Returns whether a snippet can have an attribute more than once. */
export function isRepeatable(name: string): boolean {
  return isSnippetAttribute(name) && ATTRIBUTES[name].repeatable;
}

interface AttributeRule {
  /** How to write the attribute. Hints show it after "Write". */
  readonly takes: string;
  /** Whether a snippet can have the attribute more than once. */
  readonly repeatable: boolean;
  read(attribute: MetaAttribute): ReadValue;
}

/** `index` is an offset in the meta. It is given if the fault is not at the beginning of the value. */
type ReadValue = { readonly value: unknown } | { readonly fault: string; readonly index?: number };

const ATTRIBUTES = {
  snippet: { takes: 'snippet=ID in kebab-case, such as snippet=create-network', repeatable: false, read: readId },
  node: { takes: 'node=NAME, the name of a node of the lab', repeatable: false, read: readWord },
  exit: { takes: 'exit=N, a whole number from 0 to 255', repeatable: false, read: readExit },
  expect: { takes: patternTakes('expect'), repeatable: true, read: readPattern },
  'retry-until': { takes: patternTakes('retry-until'), repeatable: false, read: readPattern },
  timeout: {
    takes: 'timeout=N with the unit ms, s or m, such as timeout=30s; the longest is 60m',
    repeatable: false,
    read: readTimeout,
  },
  tolerance: {
    takes: 'tolerance=N, a whole number from 2 to 1000, such as tolerance=10 for ten times the usual difference',
    repeatable: false,
    read: readTolerance,
  },
  save: { takes: 'save=NAME:/re/ with one group, such as save=TOKEN:/(SWMTKN\\S+)/', repeatable: true, read: readSave },
  output: { takes: `output=${OUTPUT_DISPLAYS.join(', output=')}`, repeatable: false, read: readOutput },
  hidden: { takes: 'hidden, without a value', repeatable: false, read: readFlag },
  drawing: { takes: 'drawing=open', repeatable: false, read: readDrawing },
  tries: { takes: 'tries, without a value', repeatable: false, read: readFlag },
} as const satisfies Record<string, AttributeRule>;

type AttributeName = keyof typeof ATTRIBUTES;

function patternTakes(name: string): string {
  return `${name}="text", or ${name}=/regular expression/, with the flags i, m or s if needed`;
}

function unknownHint(name: string): string {
  const names = Object.keys(ATTRIBUTES) as AttributeName[];
  const meant = nearest(name, names);
  if (meant === undefined) return `The attributes are ${listed(names)}.`;
  return `Did you mean "${meant}"? Write ${ATTRIBUTES[meant].takes}.`;
}

function collected(read: ReadonlyMap<AttributeName, readonly Positioned<unknown>[]>): SnippetAttributes {
  const one = <Value>(name: AttributeName) => read.get(name)?.[0] as Positioned<Value> | undefined;
  const all = <Value>(name: AttributeName) => (read.get(name) ?? []) as readonly Positioned<Value>[];
  return {
    id: one('snippet'),
    node: one('node'),
    exit: one<number>('exit')?.value,
    expect: all<Pattern>('expect').map(({ value }) => value),
    retryUntil: one<Pattern>('retry-until')?.value,
    timeoutMs: one<number>('timeout')?.value,
    tolerance: one<number>('tolerance')?.value,
    saves: all('save'),
    output: one<OutputDisplay>('output')?.value,
    hidden: one('hidden') !== undefined,
    drawing: one<DrawingDisplay>('drawing')?.value,
    tries: one<true>('tries'),
  };
}

function readId({ value }: MetaAttribute): ReadValue {
  const id = textOf(value);
  if (id === undefined) return { fault: 'the id is missing' };
  if (!SNIPPET_ID.test(id)) return { fault: `"${id}" is not in kebab-case` };
  return { value: id };
}

function readWord({ value }: MetaAttribute): ReadValue {
  const word = textOf(value);
  return word === undefined ? { fault: 'the name is missing' } : { value: word };
}

function readExit({ value }: MetaAttribute): ReadValue {
  const typed = textOf(value) ?? '';
  if (/^\d{1,3}$/u.test(typed) && Number(typed) <= 255) return { value: Number(typed) };
  return { fault: `"${typed}" is not an exit code from 0 to 255` };
}

function readTimeout({ value }: MetaAttribute): ReadValue {
  const typed = textOf(value) ?? '';
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/u.exec(typed) ?? [];
  const timeoutMs = Math.round(Number(number) * ({ ms: 1, s: 1000, m: 60_000 }[unit ?? ''] ?? Number.NaN));
  if (timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS) return { value: timeoutMs };
  return { fault: `"${typed}" is not a time from 1ms to 60m` };
}

function readTolerance({ value }: MetaAttribute): ReadValue {
  const typed = textOf(value) ?? '';
  if (/^\d{1,4}$/u.test(typed) && Number(typed) >= 2 && Number(typed) <= 1000) return { value: Number(typed) };
  return { fault: `"${typed}" is not a whole number from 2 to 1000` };
}

function readOutput({ value }: MetaAttribute): ReadValue {
  const typed = textOf(value) ?? '';
  const display = OUTPUT_DISPLAYS.find((known) => known === typed);
  return display === undefined
    ? { fault: `"${typed}" is not one of ${OUTPUT_DISPLAYS.join(', ')}` }
    : { value: display };
}

function readDrawing({ value }: MetaAttribute): ReadValue {
  const typed = textOf(value) ?? '';
  return typed === 'open' ? { value: typed } : { fault: `"${typed}" is not "open"` };
}

function readFlag({ value }: MetaAttribute): ReadValue {
  return value === undefined ? { value: true } : { fault: 'the attribute takes no value' };
}

function readPattern({ value }: MetaAttribute): ReadValue {
  if (value?.kind !== 'regexp') {
    const text = textOf(value) ?? '';
    return text === ''
      ? { fault: 'the text to look for is missing' }
      : { value: { kind: 'text', text } satisfies Pattern };
  }
  if (value.name !== undefined) return { fault: 'a name before the regular expression is not allowed' };
  return compiled(value);
}

function readSave({ value }: MetaAttribute): ReadValue {
  if (value?.kind !== 'regexp' || value.name === undefined)
    return { fault: 'the value is not a name and a regular expression' };
  const { name } = value;
  if (placeholdersOf(`<${name}>`)[0] !== name)
    return { fault: `"${name}" is not a placeholder name: use A to Z, digits and _, and begin with a letter` };
  const pattern = compiled(value);
  if ('fault' in pattern) return pattern;
  if (groupsOf(pattern.value) === 0)
    return { fault: 'the regular expression has no group, so there is no value to save', index: value.index };
  return { value: { name, pattern: pattern.value } satisfies Save };
}

type RegExpPattern = Extract<Pattern, { kind: 'regexp' }>;

function compiled(value: { source: string; flags: string; index: number }) {
  const { source, index } = value;
  if (!/^[imsu]*$/u.test(value.flags))
    return { fault: `only the flags i, m and s are allowed, but the flags are "${value.flags}"`, index };
  const flags = [...new Set(`${value.flags}u`)].toSorted().join('');
  const mistake = regExpMistake(source, flags);
  if (mistake !== undefined) return { fault: `/${source}/ is not a valid regular expression: ${mistake}`, index };
  return { value: { kind: 'regexp', source, flags } satisfies RegExpPattern as RegExpPattern };
}

/** Returns the number of groups. The empty alternative always matches, and its match has an entry for every group. */
function groupsOf({ source, flags }: RegExpPattern): number {
  return (new RegExp(`${source}|`, flags).exec('')?.length ?? 1) - 1;
}

function textOf(value: MetaAttribute['value']): string | undefined {
  if (value === undefined) return undefined;
  return value.kind === 'regexp' ? `/${value.source}/${value.flags}` : value.text;
}
