/**
 * Finds the values that prose takes from a capture:
 *
 *   <Captured of="inspect-bridge" path="[0].IPAM.Config[0].Gateway" />
 *   <Captured of="inspect-bridge" path="[0].Containers[Name=alpine1].IPv4Address" />
 *   <Captured of="ping-by-name" match="from (\S+):" />
 *
 * `path` reads the output as JSON. Its parts are `.key`, `[index]` and `[key=value]`. `[key=value]` finds the
 * first element of an array, or the first value of an object, whose `key` is `value`. `match` takes the first
 * group of a regular expression, or the whole match. `step` counts from 1. The default is the last step.
 */
import { firstMatch } from '../author-regexp.ts';
import type { Capture } from './capture.ts';

export interface CapturedRequest {
  readonly of: string;
  readonly step?: number | undefined;
  readonly path?: string | undefined;
  readonly match?: string | undefined;
}

export type CapturedResult = { readonly value: string; readonly place: CapturedPlace } | { readonly error: string };

/** Where in the output a value is: at the end of these keys of its JSON, or within this text, which was matched. */
export type CapturedPlace =
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'text'; readonly text: string };

export function resolveCaptured(capture: Capture, request: CapturedRequest): CapturedResult {
  const snippet = capture.snippets.find(({ id }) => id === request.of);
  if (!snippet) return { error: `the capture has no snippet "${request.of}"` };
  const step = request.step === undefined ? snippet.steps.at(-1) : snippet.steps[request.step - 1];
  if (!step)
    return { error: `snippet "${request.of}" has no step ${request.step}, its last is step ${snippet.steps.length}` };
  if ((request.path === undefined) === (request.match === undefined)) {
    return { error: 'it needs either path or match' };
  }
  return request.path === undefined ? byMatch(step.output, request.match ?? '') : byPath(step.output, request.path);
}

function byMatch(output: string, source: string): CapturedResult {
  const found = firstMatch(source, 'mu', output);
  switch (found.kind) {
    case 'found':
      return {
        value: found.groups[1] ?? found.groups[0] ?? '',
        place: { kind: 'text', text: found.groups[0] ?? '' },
      };
    case 'none':
      return { error: `nothing in the output matches /${source}/` };
    case 'failed':
      return { error: `/${source}/ ${found.reason}` };
  }
}

function byPath(output: string, path: string): CapturedResult {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return { error: 'path reads JSON, but the output is not JSON; use match' };
  }
  // Sticky: it stops at the first character that is no part. Searching on, it would need quadratic time.
  const parts = [...path.matchAll(/\.?([^.[\]]+)|\[([^\]=]+)(?:=([^\]]*))?\]/guy)];
  if (parts.map(([whole]) => whole).join('') !== path) return { error: `"${path}" is not a valid path` };
  const keys: string[] = [];
  for (const [whole, key, index, wanted] of parts) {
    const next = wanted === undefined ? (key ?? index ?? '') : keyOfElement(value, index ?? '', wanted);
    value = child(value, next);
    if (next === undefined || value === undefined) {
      return { error: `the output has no value at ${whole} of the path ${path}` };
    }
    keys.push(next);
  }
  return { value: typeof value === 'string' ? value : JSON.stringify(value), place: { kind: 'keys', keys } };
}

function child(value: unknown, key: string | undefined): unknown {
  if (typeof value !== 'object' || value === null || key === undefined || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function keyOfElement(value: unknown, key: string, wanted: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([, element]) => String(child(element, key)) === wanted)?.[0];
}
