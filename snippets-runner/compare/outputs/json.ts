/**
 * Compares outputs that are JSON as trees. The members of an object may have any order, and their keys may be ids. The
 * elements of an array must have the same order, unless Docker lists them in an arbitrary one.
 */

import { repeatedKey } from '../../base/repeated-key.ts';
import { exceededByteFactor } from '../tokens/magnitudes.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';
import { kindOfNumber, roleOfKey } from '../tokens/text-roles.ts';
import { isVolatile, type Tokeniser } from '../tokens/tokens.ts';
import { assign, type Element } from './assign.ts';

export type Json = null | boolean | number | string | RawJson | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A number that JavaScript cannot represent, such as an integer beyond 2^53. `JSON.stringify` writes its text. */
export interface RawJson {
  readonly rawJSON: string;
}

/** Of ECMAScript's "JSON.parse source text access", which TypeScript does not know yet. Node has it since version 21. */
interface JsonWithSource {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
}
const { parse, rawJSON, isRawJSON } = JSON as unknown as JsonWithSource;

/**
 * Parses an object or an array. Returns undefined for all else, also if an object has a key twice, or if it is nested
 * too deep for the functions here, which call themselves: it is compared as lines.
 */
export function readJson(output: string): Json | undefined {
  if (!/^\s*[[{]/u.test(output)) return undefined;
  try {
    const value = parse(output, (_, member, { source }) =>
      typeof member === 'number' && source !== undefined && String(member) !== source ? rawJSON(source) : member,
    ) as Json;
    return repeatedKey(output) === undefined && depthOf(output) <= DEEPEST ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Docker's own JSON has less than ten levels. */
const DEEPEST = 100;

/** Returns how many levels of brackets a valid JSON text has. */
function depthOf(output: string): number {
  let [depth, deepest] = [0, 0];
  for (const [mark] of output.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gu)) {
    if (mark === '[' || mark === '{') deepest = Math.max(deepest, ++depth);
    else if (mark === ']' || mark === '}') depth--;
  }
  return deepest;
}

/** Returns whether two values under `key` match. Binds token by token, so call it within an attempt. */
export function matchJson(captured: Json, printed: Json, key: string, comparison: Comparison): boolean {
  if (Array.isArray(captured) && Array.isArray(printed)) return matchArrays(captured, printed, key, comparison);
  if (isObject(captured) && isObject(printed)) return matchObjects(captured, printed, comparison);
  if (isRawJSON(captured) || isRawJSON(printed)) return textOf(captured) === textOf(printed);
  if (isScalar(captured) && isScalar(printed)) return matchScalars(captured, printed, key, comparison);
  return false;
}

function textOf(value: Json): string {
  return isRawJSON(value) ? value.rawJSON : JSON.stringify(value);
}

function matchScalars(captured: Scalar, printed: Scalar, key: string, comparison: Comparison): boolean {
  if (typeof captured !== typeof printed) return false;
  if (typeof captured === 'number' && typeof printed === 'number') {
    switch (kindOfNumber(key)) {
      case 'counted':
        // A process that does not run has the id 0.
        return key !== 'Pid' || (captured === 0) === (printed === 0);
      case 'bytes':
        return exceededByteFactor(captured, printed, comparison.tolerance) === undefined;
    }
  }
  if (typeof captured === 'boolean' || captured === null) return captured === printed;
  return matchTexts(
    comparison.captured(String(captured), roleOfKey(key)),
    comparison.printed(String(printed), roleOfKey(key)),
    comparison,
  );
}

/**
 * Keys of lists with an arbitrary order, because the daemon makes them from a map. `Config` has the subnets of a
 * network: there the docker command does it.
 */
const UNORDERED = new Set(['Config', 'Mounts', 'Peers', 'RemoteManagers']);

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

export type Member = readonly [key: string, value: Json];

export interface Members {
  /** Keys that both have, without volatile tokens, in the printed order. */
  readonly common: readonly string[];
  readonly missing: readonly string[];
  readonly additional: readonly string[];
  /** Members whose keys have volatile tokens, such as ids. */
  readonly captured: readonly Member[];
  readonly printed: readonly Member[];
}

export function splitMembers(captured: JsonObject, printed: JsonObject, comparison: Comparison): Members {
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

export function assignMembers(members: Members, comparison: Comparison): Map<number, number> {
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
  if (typeof value === 'number' && kindOfNumber(key) !== 'configured') return 'number';
  if (isRawJSON(value)) return `number ${value.rawJSON}`;
  return `${typeof value} ${tokenise(String(value), roleOfKey(key)).skeleton}`;
}

export type Scalar = null | boolean | number | string | RawJson;

export function isScalar(value: Json): value is Scalar {
  return typeof value !== 'object' || value === null || isRawJSON(value);
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJSON(value);
}
