/**
 * Compares an output with its captured one, given the identities that are bound so far. Reports every meaningful
 * difference, and ignores every other.
 */
import type { DiffLine } from '../../model/outcome.ts';
import { haveSameColumns, readTable, type Table } from '../../tutorial/capture/table.ts';
import type { Comparison } from '../tokens/match.ts';
import { withContext } from './diff.ts';
import { explainElided, hasElision, isElision, matchElided } from './elisions.ts';
import { type Json, matchJson, readJson } from './json.ts';
import { explainJson } from './json-diff.ts';
import { explainLines, matchLines } from './lines.ts';
import type { Order } from './listings.ts';
import { explainTables, matchTables } from './tables.ts';

export interface Unification {
  readonly matches: boolean;
  /** The different lines and those around them. Empty exactly if the outputs match. */
  readonly lines: readonly DiffLine[];
}

/**
 * Binds what matches, also if the outputs differ in other lines: so one wrong line does not make all later outputs
 * wrong.
 */
export function unifyOutputs(
  captured: string,
  printed: string,
  comparison: Comparison,
  order: Order = 'kept',
): Unification {
  comparison.substitution.beginOutput();
  const throughout: PartPair = { kind: 'lines', captured: linesOf(captured), printed: linesOf(printed) };
  const isLeftOut = comparison.elides ? isElision : undefined;
  const parts = pairParts(readParts(captured, isLeftOut), readParts(printed)) ?? [throughout];
  const match = (pairs: readonly PartPair[]) =>
    comparison.substitution.attempt(() => pairs.every((pair) => matchParts(pair, order, comparison)));
  // An elision at the end of one part may stand for all of the next part.
  if (match(parts) || (isLeftOut && hasElision(throughout.captured) && match([throughout]))) {
    return { matches: true, lines: [] };
  }
  return { matches: false, lines: withContext(parts.flatMap((pair) => explainParts(pair, order, comparison))) };
}

/** One of the parts of an output, from top to bottom. */
type Part =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'table'; readonly value: Table }
  | { readonly kind: 'lines'; readonly value: readonly string[] };

type PartPair =
  | { readonly kind: 'json'; readonly captured: Json; readonly printed: Json }
  | { readonly kind: 'table'; readonly captured: Table; readonly printed: Table }
  | { readonly kind: 'lines'; readonly captured: readonly string[]; readonly printed: readonly string[] };

function linesOf(output: string): string[] {
  return output === '' ? [] : output.split('\n').map((line) => normalised(line.trimEnd()));
}

/** `docker info` reads these words from a map, so their order is arbitrary. */
const UNORDERED_WORDS = /^( Runtimes: )(.*)$/u;
/** The kernel checks a new IPv6 address for duplicates, for a second or two (RFC 4862, section 5.4). */
const TENTATIVE_ADDRESS = /^(\s*inet6 .*) tentative\b/u;

/** Returns a line with its words from a map sorted, and without the state of a new address. */
function normalised(line: string): string {
  return line
    .replace(UNORDERED_WORDS, (_, label, words) => `${label}${words.split(' ').toSorted().join(' ')}`)
    .replace(TENTATIVE_ADDRESS, '$1');
}

type LineTest = (line: string) => boolean;

function readParts(output: string, isLeftOut?: LineTest): Part[] {
  const json = readJson(output);
  if (json !== undefined) return [{ kind: 'json', value: json }];
  const lines = linesOf(output);
  const parts: Part[] = [];
  let plain: string[] = [];
  const endPlain = () => {
    if (plain.length > 0) parts.push({ kind: 'lines', value: plain });
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const found = readJsonLine(lines[at] ?? '') ?? readTablePart(lines, at, isLeftOut);
    if (found) {
      endPlain();
      parts.push(found.part);
      at += found.lines;
    } else {
      plain.push(lines[at] ?? '');
      at++;
    }
  }
  endPlain();
  return parts;
}

interface FoundPart {
  readonly part: Part;
  readonly lines: number;
}

function readJsonLine(line: string): FoundPart | undefined {
  if (!/^(?:\{.*\}|\[.*\])$/u.test(line)) return undefined;
  const value = readJson(line);
  return value === undefined ? undefined : { part: { kind: 'json', value }, lines: 1 };
}

function readTablePart(lines: readonly string[], at: number, isLeftOut?: LineTest): FoundPart | undefined {
  const value = readTable(lines, at, isLeftOut);
  return value && { part: { kind: 'table', value }, lines: value.height };
}

/** Returns undefined if the outputs consist of different parts. They are then compared as lines throughout. */
function pairParts(captured: readonly Part[], printed: readonly Part[]): PartPair[] | undefined {
  if (captured.length !== printed.length) return undefined;
  const pairs = captured.map((part, index) => pairPart(part, printed[index] as Part));
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}

function pairPart(captured: Part, printed: Part): PartPair | undefined {
  if (captured.kind === 'json' && printed.kind === 'json') {
    return { kind: 'json', captured: captured.value, printed: printed.value };
  }
  if (captured.kind === 'table' && printed.kind === 'table' && haveSameColumns(captured.value, printed.value)) {
    return { kind: 'table', captured: captured.value, printed: printed.value };
  }
  if (captured.kind === 'lines' && printed.kind === 'lines') {
    return { kind: 'lines', captured: captured.value, printed: printed.value };
  }
  return undefined;
}

function matchParts(pair: PartPair, order: Order, comparison: Comparison): boolean {
  switch (pair.kind) {
    case 'json':
      return matchJson(pair.captured, pair.printed, '', comparison);
    case 'table':
      return matchTables(pair.captured, pair.printed, comparison);
    case 'lines':
      return comparison.elides && hasElision(pair.captured)
        ? matchElided(pair.captured, pair.printed, order, comparison)
        : matchLines(pair.captured, pair.printed, order, comparison);
  }
}

function explainParts(pair: PartPair, order: Order, comparison: Comparison): DiffLine[] {
  switch (pair.kind) {
    case 'json':
      return explainJson(pair.captured, pair.printed, comparison);
    case 'table':
      return explainTables(pair.captured, pair.printed, comparison);
    case 'lines':
      return comparison.elides && hasElision(pair.captured)
        ? explainElided(pair.captured, pair.printed, order, comparison)
        : explainLines(pair.captured, pair.printed, order, comparison);
  }
}
