/** Compares tables of the same columns. Their rows may have any order, and their columns any width. */
import { append } from '../../base/append.ts';
import type { DiffLine } from '../../model/outcome.ts';
import type { Row, Table } from '../../tutorial/capture/table.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';
import { roleOfColumn } from '../tokens/text-roles.ts';
import type { Text, Token } from '../tokens/tokens.ts';
import { assign, type Element } from './assign.ts';
import { sameLine } from './diff.ts';
import { explainSet } from './sets.ts';

/** Returns whether the rows match, except for rows left out. Binds only if they do. The columns must be the same. */
export function matchTables(captured: Table, printed: Table, comparison: Comparison): boolean {
  if (!captured.isPartial && captured.rows.length !== printed.rows.length) return false;
  return comparison.substitution.attempt(() => assignRows(captured, printed, comparison).size === captured.rows.length);
}

/** Returns the header and all rows in the captured order, with their differences. Binds what matches. */
export function explainTables(captured: Table, printed: Table, comparison: Comparison): DiffLine[] {
  const rows = explainSet({
    what: 'row',
    captured: captured.rows.map((row) => laidOut(row, captured, printed, comparison)),
    printed: printed.rows.map((row) => textOfRow(row, printed, comparison.printed)),
    assigned: assignRows(captured, printed, comparison),
    isPartial: captured.isPartial,
    comparison,
  });
  return [sameLine(printed.header), ...rows];
}

function assignRows(captured: Table, printed: Table, comparison: Comparison): Map<number, number> {
  return assign(
    captured.rows.map((row) => elementOf(row, captured, comparison.captured)),
    printed.rows.map((row) => elementOf(row, printed, comparison.printed)),
    (before, now) => before.every((cell, column) => matchTexts(cell, now[column] as Text, comparison)),
    comparison.substitution,
  );
}

function elementOf(row: Row, table: Table, tokenise: Comparison['captured']): Element<readonly Text[]> {
  const cells = textsOf(row, table, tokenise);
  return {
    value: cells,
    skeleton: cells.map(({ skeleton }) => skeleton).join('\u0003'),
    text: row.cells.join('\u0003'),
  };
}

/** Returns a row as one text. Each cell is read in the role of its column. */
function textOfRow(row: Row, table: Table, tokenise: Comparison['captured']): Text {
  return joined(
    textsOf(row, table, tokenise),
    table.columns.map(({ start }) => start),
  );
}

/** Returns a captured row with the column widths of the printed table. */
function laidOut(row: Row, captured: Table, printed: Table, { captured: tokenise }: Comparison): Text {
  return joined(
    textsOf(row, captured, tokenise),
    printed.columns.map(({ start }) => start),
  );
}

/** Returns the cells of a row, each read in the role of its column. */
function textsOf({ cells }: Row, { columns }: Table, tokenise: Comparison['captured']): readonly Text[] {
  const titles = columns.map(({ title }) => title);
  return cells.map((cell, index) => tokenise(cell, roleOfColumn(titles[index] ?? '', titles)));
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
    const moved = text.length;
    append(
      tokens,
      cell.tokens.map((token) => ({ ...token, start: token.start + moved })),
    );
    text += cell.text;
  }
  return { text, tokens, skeleton: tokens.map(({ key }) => key).join('\u0001') };
}
