/**
 * Finds lines that stand in columns, such as those of `docker ps`. They must not wrap. Where the screen is too narrow
 * for them, the stylesheet hides a part of the blanks between the columns. The text itself stays as it was captured.
 */
import { readTable } from '../../snippets-runner/tutorial/capture/table.ts';

/** Positions in a line, in UTF-16 code units. `end` is not part of it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Consecutive lines in the same columns. */
export interface Columns {
  /** Index of the first line. */
  readonly from: number;
  /** Index of the line after the last. */
  readonly to: number;
  /** In characters, as captured. */
  readonly width: number;
  /** In characters, without the slack. */
  readonly tightWidth: number;
  /** Blanks of every line that are not needed to tell the columns apart, in order. Also those at the end of lines. */
  readonly slack: readonly Range[];
  readonly hasHeader: boolean;
}

/** In characters: enough to tell columns from words. */
const GAP = 2;
/** Lines without a header need this many gaps. One gap may be chance. */
const FEWEST_GAPS = 2;
/** A line alone needs wider gaps, and has to fit into a phone without its slack: otherwise it had better wrap. */
const GAP_ALONE = 3;
const WIDEST_ALONE = 44;

export function columnsIn(lines: readonly string[]): readonly Columns[] {
  const found: Columns[] = [];
  let at = 0;
  while (at < lines.length) {
    const columns = tableAt(lines, at) ?? listAt(lines, at);
    if (columns) found.push(columns);
    at = columns?.to ?? at + 1;
  }
  return found;
}

/** Returns the table whose header is at a line. */
function tableAt(lines: readonly string[], from: number): Columns | undefined {
  const table = readTable(lines, from);
  if (!table) return undefined;
  const to = from + table.height;
  return columnsOf(lines.slice(from, to), { from, to, hasHeader: true });
}

/** Returns the lines up to the next empty one, if they stand in columns without a header. */
function listAt(lines: readonly string[], from: number): Columns | undefined {
  if (lines[from] === '' || (lines[from - 1] ?? '') !== '') return undefined;
  const empty = lines.indexOf('', from);
  const to = empty < 0 ? lines.length : empty;
  const block = lines.slice(from, to);
  const isAlone = block.length === 1;
  const fewest = isAlone ? GAP_ALONE : GAP;
  if (sharedGaps(block).filter(({ start, end }) => end - start >= fewest).length < FEWEST_GAPS) return undefined;
  const columns = columnsOf(block, { from, to, hasHeader: false });
  return isAlone && columns.tightWidth > WIDEST_ALONE ? undefined : columns;
}

function columnsOf(block: readonly string[], place: Pick<Columns, 'from' | 'to' | 'hasHeader'>): Columns {
  const width = widthOf(block);
  const atEnd = { start: widthOf(block.map((line) => line.trimEnd())), end: width };
  const between = sharedGaps(block).map(({ start, end }) => ({ start: start + GAP, end }));
  const slack = [...between, atEnd].filter(({ start, end }) => start < end);
  return { ...place, width, tightWidth: slack.reduce((left, { start, end }) => left - (end - start), width), slack };
}

/** Returns where at least GAP characters are blank in all lines, between characters that are not. */
function sharedGaps(block: readonly string[]): readonly Range[] {
  const width = widthOf(block);
  const gaps: Range[] = [];
  let start: number | undefined;
  let isIndentation = true;
  for (let at = 0; at < width; at++) {
    const isBlank = block.every((line) => (line[at] ?? ' ') === ' ');
    if (isBlank) start ??= at;
    else {
      if (start !== undefined && !isIndentation && at - start >= GAP) gaps.push({ start, end: at });
      start = undefined;
      isIndentation = false;
    }
  }
  return gaps;
}

function widthOf(block: readonly string[]): number {
  return block.reduce((widest, line) => Math.max(widest, line.length), 0);
}
