/**
 * Docker's tables: titles in capitals over columns that begin where their title begins, made by Go's
 * text/tabwriter. Their rows are a set, and how wide a column is says nothing.
 */
import type { DiffLine } from '../model/outcome.ts';
import { assign, type Element } from './assign.ts';
import { additionalLine, likeness, missingLine, sameLine } from './diff.ts';
import { explainPair } from './lines.ts';
import { type Comparison, matchTexts } from './match.ts';
import { placeOfColumn } from './places.ts';
import type { Text, Token } from './tokens.ts';

export interface Table {
  readonly header: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

interface Column {
  readonly title: string;
  /** Where it begins, in UTF-16 code units. */
  readonly start: number;
}

interface Row {
  readonly line: string;
  readonly cells: readonly string[];
}

const TITLE = /[A-Z][A-Z0-9 %/_()#.-]*?(?=\s{2,}|\s*$)/gu;
const HEADER = /^[A-Z][A-Z0-9%/_()#.-]*(?: {1,}[A-Z0-9%/_()#.-]+)*\s*$/u;

/** The table that begins at a line, with as many rows as belong to it. */
export function readTable(lines: readonly string[], at = 0): Table | undefined {
  const header = lines[at] ?? '';
  if (!HEADER.test(header)) return undefined;
  const columns = [...header.matchAll(TITLE)].map((match) => ({ title: match[0], start: match.index }));
  if (columns.length < 2) return undefined;
  const rows: Row[] = [];
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const row = HEADER.test(line) ? undefined : readRow(line, columns);
    if (!row) break;
    rows.push(row);
  }
  return { header, columns, rows };
}

/** A row has something in its columns, and space before each column that it reaches. */
function readRow(line: string, columns: readonly Column[]): Row | undefined {
  if (line.trim() === '') return undefined;
  const isAligned = columns.every(
    ({ start }) => start === 0 || start >= line.length || line.slice(start - 2, start).trim() === '',
  );
  if (!isAligned) return undefined;
  return { line, cells: columns.map(({ start }, index) => line.slice(start, columns[index + 1]?.start).trim()) };
}

export function haveSameColumns(captured: Table, printed: Table): boolean {
  const titles = ({ columns }: Table) => columns.map(({ title }) => title).join('\n');
  return titles(captured) === titles(printed);
}

/** Whether the rows are the same. Binds only if they are. Both must have the same columns. */
export function matchTables(captured: Table, printed: Table, comparison: Comparison): boolean {
  if (captured.rows.length !== printed.rows.length) return false;
  return comparison.substitution.attempt(() => assignRows(captured, printed, comparison).size === captured.rows.length);
}

/** All lines of the table in the captured rows' order, with their differences; binds what matches. */
export function explainTables(captured: Table, printed: Table, comparison: Comparison): DiffLine[] {
  const assigned = assignRows(captured, printed, comparison);
  const left = new Set(printed.rows.keys());
  for (const index of assigned.values()) left.delete(index);
  const lines = [sameLine(printed.header)];
  for (const [index, row] of captured.rows.entries()) {
    const same = assigned.get(index);
    if (same !== undefined) {
      lines.push(sameLine(printed.rows[same]?.line ?? ''));
      continue;
    }
    const text = laidOut(row, captured, printed, comparison);
    const version = mostAlike(text, left, printed, comparison);
    if (version === undefined) {
      lines.push(missingLine(text, 'row missing', comparison));
      continue;
    }
    left.delete(version);
    lines.push(...explainPair(text, textOfRow(printed.rows[version] as Row, printed, comparison.printed), comparison));
  }
  return [...lines, ...[...left].map((index) => additionalLine(printed.rows[index]?.line ?? '', 'additional row'))];
}

function assignRows(captured: Table, printed: Table, comparison: Comparison): Map<number, number> {
  return assign(
    captured.rows.map((row) => elementOf(row, captured, comparison.captured)),
    printed.rows.map((row) => elementOf(row, printed, comparison.printed)),
    (before, now) => before.every((cell, column) => matchTexts(cell, now[column] as Text, comparison)),
    comparison.substitution,
  );
}

function elementOf(row: Row, { columns }: Table, tokenise: Comparison['captured']): Element<readonly Text[]> {
  const cells = row.cells.map((cell, index) => tokenise(cell, placeOfColumn(columns[index]?.title ?? '')));
  return {
    value: cells,
    skeleton: cells.map(({ skeleton }) => skeleton).join('\u0003'),
    text: row.cells.join('\u0003'),
  };
}

/** From what share of its cells a row counts as a version of another. */
const ALIKE = 0.4;

function mostAlike(row: Text, left: ReadonlySet<number>, printed: Table, comparison: Comparison): number | undefined {
  let best: number | undefined;
  let most = ALIKE;
  for (const index of left) {
    const alike = likeness(row, textOfRow(printed.rows[index] as Row, printed, comparison.printed));
    if (alike > most) [best, most] = [index, alike];
  }
  return best;
}

/** A row as one text, its tokens read by their columns. */
function textOfRow(row: Row, { columns }: Table, tokenise: Comparison['captured']): Text {
  const cells = row.cells.map((cell, index) => tokenise(cell, placeOfColumn(columns[index]?.title ?? '')));
  return joined(
    cells,
    columns.map(({ start }) => start),
  );
}

/** A captured row as wide as the printed table has its columns. */
function laidOut(row: Row, captured: Table, printed: Table, { captured: tokenise }: Comparison): Text {
  const cells = row.cells.map((cell, index) => tokenise(cell, placeOfColumn(captured.columns[index]?.title ?? '')));
  return joined(
    cells,
    printed.columns.map(({ start }) => start),
  );
}

const LEAST_GAP = 2;

function joined(cells: readonly Text[], starts: readonly number[]): Text {
  const tokens: Token[] = [];
  let text = '';
  for (const [index, cell] of cells.entries()) {
    if (cell.text === '') continue;
    const start = starts[index] ?? 0;
    const gap = ' '.repeat(text === '' ? start : Math.max(start - text.length, LEAST_GAP));
    if (gap !== '') tokens.push({ class: 'space', text: gap, start: text.length, key: '  ' });
    text += gap;
    tokens.push(...cell.tokens.map((token) => ({ ...token, start: token.start + text.length })));
    text += cell.text;
  }
  return { text, tokens, skeleton: tokens.map(({ key }) => key).join('\u0001') };
}
