import type { Position } from '../page.ts';

/** A part of the source: the offsets [start, end) in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text of a document and its lines. As in CommonMark, a line ends with CRLF, LF or CR. */
export interface SourceText {
  readonly text: string;
  readonly lines: readonly string[];
  /** Returns the nearest position inside the document. The last column of a line is just after its last character. */
  clamp(position: Position): Position;
  /**
   * Returns the position of an offset.
   * @param offset in UTF-16 code units
   */
  positionAt(offset: number): Position;
  /** Returns the offset of a position, in UTF-16 code units. */
  offsetAt(position: Position): number;
}

export function sourceText(text: string): SourceText {
  const lines = text.split(/\r\n|\n|\r/u);
  let starts: readonly number[] | undefined;
  return {
    text,
    lines,
    clamp({ line, column }) {
      const inside = between(1, line, lines.length);
      return { line: inside, column: between(1, column, (lines[inside - 1] ?? '').length + 1) };
    },
    positionAt(offset) {
      starts ??= lineStarts(text);
      const line = lineOf(starts, offset);
      const column = offset - (starts[line - 1] ?? 0) + 1;
      // The parser of YAML also points at the line feed of CRLF.
      return { line, column: Math.min(column, (lines[line - 1] ?? '').length + 1) };
    },
    offsetAt({ line, column }) {
      starts ??= lineStarts(text);
      return (starts[line - 1] ?? 0) + column - 1;
    },
  };
}

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(least, value), most);
}

function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/gu), ({ index, 0: { length } }) => index + length)];
}

/**
 * Returns the number of the last line that starts at or before the offset.
 * @param starts offset of each line
 */
export function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
