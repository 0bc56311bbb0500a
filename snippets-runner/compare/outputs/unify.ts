/**
 * Compares a printed output with the captured one, given the identities that are bound so far. Reports every
 * meaningful difference, and ignores every other.
 */
import type { DiffLine } from '../../model/outcome.ts';
import { haveSameColumns, readTable, type Table } from '../../tutorial/capture/table.ts';
import type { Comparison } from '../tokens/match.ts';
import { completed } from './cuts.ts';
import { withContext } from './diff.ts';
import { explainElided, hasElision, isElision, matchElided } from './elisions.ts';
import { type Json, matchJson, readJson } from './json.ts';
import { explainJson } from './json-diff.ts';
import { explainLines, matchLines } from './lines.ts';
import type { Order } from './listings.ts';
import { explainTables, matchTables } from './tables.ts';

export interface Unification {
  readonly matches: boolean;
  /** The differing lines and the lines around them. Empty if and only if the outputs match. */
  readonly lines: readonly DiffLine[];
}

/**
 * Binds the identities of all lines that match, even if other lines differ. So one wrong line does not make all later
 * outputs differ.
 */
export function unifyOutputs(
  shown: string,
  printed: string,
  comparison: Comparison,
  order: Order = 'kept',
): Unification {
  comparison.substitution.beginOutput();
  const captured = comparison.elides ? completed(shown, printed, comparison) : shown;
  const asLines: PartPair = { kind: 'lines', captured: linesOf(captured), printed: linesOf(printed) };
  const elisionTest = comparison.elides ? isElision : undefined;
  const parts = pairParts(readParts(captured, elisionTest), readParts(printed)) ?? [asLines];
  const match = (pairs: readonly PartPair[]) =>
    comparison.substitution.attempt(() => pairs.every((pair) => matchParts(pair, order, comparison)));
  // An elision at the end of one part may stand for all of the next part.
  if (match(parts) || (elisionTest && hasElision(asLines.captured) && match([asLines]))) {
    return { matches: true, lines: [] };
  }
  return { matches: false, lines: withContext(parts.flatMap((pair) => explainParts(pair, order, comparison))) };
}

/** A part of an output: a JSON text, a table, or the lines between those. */
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

/** Sorts the words of a line that come from a map. Removes the state of a new address. */
function normalised(line: string): string {
  return line
    .replace(UNORDERED_WORDS, (_, label, words) => `${label}${words.split(' ').toSorted().join(' ')}`)
    .replace(TENTATIVE_ADDRESS, '$1');
}

type LineTest = (line: string) => boolean;

/** Returns the parts of an output, from top to bottom. */
function readParts(output: string, elisionTest?: LineTest): Part[] {
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
    const found = readJsonLine(lines[at] ?? '') ?? readTablePart(lines, at, elisionTest);
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

function readTablePart(lines: readonly string[], at: number, elisionTest?: LineTest): FoundPart | undefined {
  const value = readTable(lines, at, elisionTest);
  return value && { part: { kind: 'table', value }, lines: value.height };
}

/** Returns undefined if the parts are of different kinds. Then the whole outputs are compared line by line. */
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
