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

/** Returns the table that a paragraph ends with: its header is the first line above dashes for as many cells. */
export function tableOf({ position }: Paragraph, source: SourceText): Table | undefined {
  if (!position || position.start.line === position.end.line) return undefined;
  const isMarked = (line: number) => DASHES.test((source.lines[line - 1] ?? '').replace(/^[\s>]*/u, '').trimEnd());
  let rows: (TableRow & { readonly end: number })[] | undefined;
  for (let dashes = position.start.line + 1; dashes <= position.end.line; dashes++) {
    if (!isMarked(dashes)) continue;
    rows ??= textLines(source, position.start, position.end).map(({ text, position: { line, column } }) => {
      return { line, cells: cellsOf(text, column), end: column + text.length };
    });
    const header = rows.findIndex(({ line }) => line === dashes - 1);
    const width = rows[header]?.cells.length ?? 0;
    if (header < 0 || width !== rows[header + 1]?.cells.length) continue;
    const shown = rows.slice(header).toSpliced(1, 1);
    return { rows: shown.map((row) => filled(row, width)) };
  }
  return undefined;
}

/** Adds the cells that a row leaves out at its end. They are empty. */
function filled({ line, cells, end: column }: TableRow & { readonly end: number }, width: number): TableRow {
  const missing = Array.from({ length: Math.max(0, width - cells.length) }, () => ({ column, isEmpty: true }));
  return { line, cells: [...cells, ...missing] };
}

/** Matches a bar that ends a cell: none with a backslash before it, unless that belongs to another backslash. */
const BAR = /(?<!(?<!\\)(?:\\\\)*\\)\|/u;

function cellsOf(text: string, column: number): TableCell[] {
  const inner = text.replace(/^[ \t]*\|?/u, '');
  const start = column + text.length - inner.length;
  const parts = inner.split(BAR);
  if (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop();
  let offset = 0;
  return parts.map((part) => {
    const cell = { column: start + offset, isEmpty: part.replace(/\{\s*\/\*.*?\*\/\s*\}/gu, '').trim() === '' };
    offset += part.length + 1;
    return cell;
  });
}
