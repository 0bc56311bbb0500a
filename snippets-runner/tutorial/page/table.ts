/** Finds tables. CommonMark has none, so the parser reads a table as a paragraph. The site renders it as a table. */
import type { Paragraph } from 'mdast';
import type { SourceText } from '../source/source-text.ts';
import { textLines } from '../source/text-lines.ts';

export interface Table {
  /** The header row first. Without the row of dashes. */
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly line: number;
  /** As many as the header has, or more. */
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  readonly column: number;
  readonly isEmpty: boolean;
}

/** Matches `| --- | :-: |`. */
const DASHES = /^\|?[ \t]*:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*[ \t]*\|?$/u;

/** Returns the table that a paragraph ends with. */
export function tableOf({ position }: Paragraph, source: SourceText): Table | undefined {
  if (!position || position.start.line === position.end.line) return undefined;
  const isMarked = (line: number) => DASHES.test((source.lines[line - 1] ?? '').replace(/^[\s>]*/u, '').trimEnd());
  let dashes = position.start.line + 1;
  while (dashes <= position.end.line && !isMarked(dashes)) dashes++;
  if (dashes > position.end.line) return undefined;
  const lines = textLines(source, position.start, position.end);
  const rows = lines.map(({ text, position: { line, column } }) => ({
    line,
    cells: cellsOf(text, column),
    end: column + text.length,
  }));
  const header = rows.findIndex(({ line }) => line === dashes - 1);
  if (rows[header]?.cells.length !== rows[header + 1]?.cells.length) return undefined;
  const width = rows[header]?.cells.length ?? 0;
  return {
    rows: rows
      .slice(header)
      .toSpliced(1, 1)
      .map((row) => filled(row, width)),
  };
}

/** Adds the cells that a row leaves out at its end. They are empty. */
function filled({ line, cells, end: column }: TableRow & { readonly end: number }, width: number): TableRow {
  const missing = Array.from({ length: Math.max(0, width - cells.length) }, () => ({ column, isEmpty: true }));
  return { line, cells: [...cells, ...missing] };
}

function cellsOf(text: string, column: number): TableCell[] {
  const inner = text.replace(/^[ \t]*\|?/u, '');
  const start = column + text.length - inner.length;
  const parts = inner.replace(/(?<!\\)\|[ \t]*$/u, '').split(/(?<!\\)\|/u);
  let offset = 0;
  return parts.map((part) => {
    const cell = { column: start + offset, isEmpty: part.replace(/\{\s*\/\*.*?\*\/\s*\}/gu, '').trim() === '' };
    offset += part.length + 1;
    return cell;
  });
}
