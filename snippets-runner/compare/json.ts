/**
 * Outputs that are JSON, compared as trees: members of an object in any order, its keys may be ids;
 * elements of an array in order, except where Docker lists them in none.
 */
import type { DiffLine } from '../model/outcome.ts';
import { assign, type Element } from './assign.ts';
import { additionalLine, explainTexts, missingLine, sameLine, within } from './diff.ts';
import { type Comparison, matchTexts } from './match.ts';
import { isMeasuredKey, placeOfKey } from './places.ts';
import { isVolatile, type Tokeniser } from './tokens.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** An object or an array; anything simpler is a line. */
export function readJson(output: string): Json | undefined {
  if (!/^\s*[[{]/u.test(output)) return undefined;
  try {
    return JSON.parse(output) as Json;
  } catch {
    return undefined;
  }
}

/** Whether the trees are the same, `key` being what the value stands under. Binds as it goes, within an attempt. */
export function matchJson(captured: Json, printed: Json, key: string, comparison: Comparison): boolean {
  if (Array.isArray(captured) && Array.isArray(printed)) return matchArrays(captured, printed, key, comparison);
  if (isObject(captured) && isObject(printed)) return matchObjects(captured, printed, comparison);
  if (isScalar(captured) && isScalar(printed)) return matchScalars(captured, printed, key, comparison);
  return false;
}

function matchScalars(captured: Scalar, printed: Scalar, key: string, comparison: Comparison): boolean {
  if (typeof captured !== typeof printed) return false;
  if (typeof captured === 'number' && isMeasuredKey(key)) return true;
  if (typeof captured === 'boolean' || captured === null) return captured === printed;
  return matchTexts(
    comparison.captured(String(captured), placeOfKey(key)),
    comparison.printed(String(printed), placeOfKey(key)),
    comparison,
  );
}

/** Lists that the daemon makes from a map, in another order each time. */
const UNORDERED = new Set(['Mounts', 'Peers', 'RemoteManagers']);

function matchArrays(
  captured: readonly Json[],
  printed: readonly Json[],
  key: string,
  comparison: Comparison,
): boolean {
  if (captured.length !== printed.length) return false;
  if (!UNORDERED.has(key)) {
    return captured.every((value, index) => matchJson(value, printed[index] as Json, key, comparison));
  }
  const assigned = assign(
    captured.map((value) => elementOf(value, value, key, comparison.captured)),
    printed.map((value) => elementOf(value, value, key, comparison.printed)),
    (before, now) => matchJson(before, now, key, comparison),
    comparison.substitution,
  );
  return assigned.size === captured.length;
}

function matchObjects(captured: JsonObject, printed: JsonObject, comparison: Comparison): boolean {
  const members = splitMembers(captured, printed, comparison);
  return (
    members.missing.length === 0 &&
    members.additional.length === 0 &&
    members.common.every((key) => matchJson(captured[key] as Json, printed[key] as Json, key, comparison)) &&
    members.captured.length === members.printed.length &&
    assignMembers(members, comparison).size === members.captured.length
  );
}

type Member = readonly [key: string, value: Json];

interface Members {
  /** Keys of both that no run makes anew, in the printed order. */
  readonly common: readonly string[];
  readonly missing: readonly string[];
  readonly additional: readonly string[];
  /** Members whose keys are identities. */
  readonly captured: readonly Member[];
  readonly printed: readonly Member[];
}

function splitMembers(captured: JsonObject, printed: JsonObject, comparison: Comparison): Members {
  const isNamed = (tokenise: Tokeniser) => (key: string) => tokenise(key, 'line').tokens.some(isVolatile);
  const [isNamedBefore, isNamedNow] = [isNamed(comparison.captured), isNamed(comparison.printed)];
  const before = Object.keys(captured).filter((key) => !isNamedBefore(key));
  const now = Object.keys(printed).filter((key) => !isNamedNow(key));
  return {
    common: now.filter((key) => Object.hasOwn(captured, key)),
    missing: before.filter((key) => !Object.hasOwn(printed, key)),
    additional: now.filter((key) => !Object.hasOwn(captured, key)),
    captured: Object.entries(captured).filter(([key]) => isNamedBefore(key)),
    printed: Object.entries(printed).filter(([key]) => isNamedNow(key)),
  };
}

function assignMembers(members: Members, comparison: Comparison): Map<number, number> {
  return assign(
    members.captured.map((member) => elementOf(member, member[1], member[0], comparison.captured)),
    members.printed.map((member) => elementOf(member, member[1], member[0], comparison.printed)),
    (before, now) =>
      matchTexts(comparison.captured(before[0], 'line'), comparison.printed(now[0], 'line'), comparison) &&
      matchJson(before[1], now[1], '', comparison),
    comparison.substitution,
  );
}

function elementOf<T>(element: T, value: Json, key: string, tokenise: Tokeniser): Element<T> {
  return {
    value: element,
    skeleton: `${tokenise(key, 'line').skeleton}\u0004${skeletonOf(value, '', tokenise)}`,
    text: JSON.stringify(element),
  };
}

function skeletonOf(value: Json, key: string, tokenise: Tokeniser): string {
  if (Array.isArray(value)) {
    const parts = value.map((element) => skeletonOf(element, key, tokenise));
    return `[${(UNORDERED.has(key) ? parts.sort() : parts).join('\u0004')}]`;
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(
      ([name, member]) => `${tokenise(name, 'line').skeleton}\u0005${skeletonOf(member, name, tokenise)}`,
    );
    return `{${parts.sort().join('\u0004')}}`;
  }
  if (typeof value === 'number' && isMeasuredKey(key)) return 'number';
  return `${typeof value} ${tokenise(String(value), placeOfKey(key)).skeleton}`;
}

const INDENT = '    ';

/** The printed tree as lines, the way Docker indents it, with its differences; binds what matches. */
export function explainJson(captured: Json, printed: Json, comparison: Comparison): DiffLine[] {
  return explainValue(captured, printed, { key: '', before: '', after: '' }, comparison);
}

/** What stands around a value: its key above it, and on its lines. */
interface Setting {
  readonly key: string;
  /** Indentation and the key, as printed. */
  readonly before: string;
  /** A comma, or nothing. */
  readonly after: string;
}

function explainValue(captured: Json, printed: Json, setting: Setting, comparison: Comparison): DiffLine[] {
  if (comparison.substitution.attempt(() => matchJson(captured, printed, setting.key, comparison))) {
    return linesOf(printed, setting).map(sameLine);
  }
  const inner = `${indentOf(setting.before)}${INDENT}`;
  const wrap = (open: string, lines: readonly DiffLine[], close: string) => [
    sameLine(`${setting.before}${open}`),
    ...lines,
    sameLine(`${inner.slice(INDENT.length)}${close}${setting.after}`),
  ];
  if (Array.isArray(captured) && Array.isArray(printed)) {
    return wrap('[', explainElements(captured, printed, { ...setting, before: inner }, comparison), ']');
  }
  if (isObject(captured) && isObject(printed)) {
    return wrap('{', explainMembers(captured, printed, inner, comparison), '}');
  }
  if (isScalar(captured) && isScalar(printed)) return explainScalars(captured, printed, setting, comparison);
  return [...missing(captured, setting, '', comparison), ...additional(printed, setting, '')];
}

function explainScalars(captured: Scalar, printed: Scalar, setting: Setting, comparison: Comparison): DiffLine[] {
  const [before, now] = [JSON.stringify(captured), JSON.stringify(printed)];
  const place = placeOfKey(setting.key);
  return explainTexts(comparison.captured(before, place), comparison.printed(now, place), comparison).map((line) =>
    within(setting.before, line, setting.after),
  );
}

function explainElements(
  captured: readonly Json[],
  printed: readonly Json[],
  setting: Setting,
  comparison: Comparison,
): DiffLine[] {
  const lines: DiffLine[] = [];
  for (let index = 0; index < Math.max(captured.length, printed.length); index++) {
    const [before, now] = [captured[index], printed[index]];
    const here = { ...setting, after: index < printed.length - 1 ? ',' : '' };
    if (before !== undefined && now !== undefined) lines.push(...explainValue(before, now, here, comparison));
    else if (before !== undefined) lines.push(...missing(before, here, 'element missing', comparison));
    else if (now !== undefined) lines.push(...additional(now, here, 'additional element'));
  }
  return lines;
}

function explainMembers(captured: JsonObject, printed: JsonObject, indent: string, comparison: Comparison): DiffLine[] {
  const members = splitMembers(captured, printed, comparison);
  const counterparts = pairMembers(members, comparison);
  const lastKey = Object.keys(printed).at(-1);
  const setting = (key: string) => ({
    key,
    before: `${indent}${JSON.stringify(key)}: `,
    after: key === lastKey ? '' : ',',
  });
  const lines = Object.entries(printed).flatMap(([key, value]) => {
    const member = Object.hasOwn(captured, key) && members.common.includes(key) ? key : counterparts.get(key);
    if (member === undefined) return additional(value, setting(key), 'additional member');
    return explainMember([member, captured[member] as Json], [key, value], setting(key), comparison);
  });
  const met = new Set(counterparts.values());
  const gone = [...members.missing, ...members.captured.map(([key]) => key).filter((key) => !met.has(key))];
  return [
    ...lines,
    ...gone.flatMap((key) => missing(captured[key] as Json, setting(key), 'member missing', comparison)),
  ];
}

function explainMember(captured: Member, printed: Member, setting: Setting, comparison: Comparison): DiffLine[] {
  const key = [comparison.captured(captured[0], 'line'), comparison.printed(printed[0], 'line')] as const;
  const lines = explainValue(captured[1], printed[1], setting, comparison);
  if (comparison.substitution.attempt(() => matchTexts(...key, comparison))) return lines;
  const indent = indentOf(setting.before);
  const [first] = lines;
  const opening = first?.kind === 'same' ? first.text.slice(setting.before.length - ': '.length) : ':';
  return [
    ...explainTexts(...key, comparison).map((line) => within(`${indent}"`, line, `"${opening}`)),
    ...lines.slice(first?.kind === 'same' ? 1 : 0),
  ];
}

/** Captured keys by printed key, where keys are identities: those that match, then the others in order. */
function pairMembers(members: Members, comparison: Comparison): Map<string, string> {
  const assigned = assignMembers(members, comparison);
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  const pair = (captured: string, printed: string) => {
    pairs.set(printed, captured);
    taken.add(captured);
  };
  for (const [before, now] of assigned) pair(members.captured[before]?.[0] ?? '', members.printed[now]?.[0] ?? '');
  for (const [key] of members.printed) {
    if (pairs.has(key)) continue;
    const keyMatches = ([captured]: Member) =>
      !taken.has(captured) &&
      comparison.substitution.attempt(() =>
        matchTexts(comparison.captured(captured, 'line'), comparison.printed(key, 'line'), comparison),
      );
    const found = members.captured.find(keyMatches) ?? members.captured.find(([captured]) => !taken.has(captured));
    if (found) pair(found[0], key);
  }
  return pairs;
}

function missing(captured: Json, setting: Setting, note: string, comparison: Comparison): DiffLine[] {
  return linesOf(captured, setting).map((line) => missingLine(comparison.captured(line, 'line'), note, comparison));
}

function additional(printed: Json, setting: Setting, note: string): DiffLine[] {
  return linesOf(printed, setting).map((line) => additionalLine(line, note));
}

function linesOf(value: Json, { before, after }: Setting): string[] {
  const indent = indentOf(before);
  const lines = JSON.stringify(value, null, INDENT).split('\n');
  return lines.map((line, index) => {
    const start = index === 0 ? before : indent;
    return `${start}${line}${index === lines.length - 1 ? after : ''}`;
  });
}

function indentOf(line: string): string {
  return /^ */u.exec(line)?.[0] ?? '';
}

type Scalar = null | boolean | number | string;

function isScalar(value: Json): value is Scalar {
  return typeof value !== 'object' || value === null;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
