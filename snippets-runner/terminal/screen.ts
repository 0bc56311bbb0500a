/**
 * Turns the output of a program into the text that a person would see: progress bars in their last state, redrawn
 * prompts once, no control characters. Plain text is kept unchanged. At the first control character, a terminal
 * emulator (@xterm/headless) takes over all text.
 *
 * Lines are logical: a line that wraps at the right edge stays one line. Columns are UTF-16 code units of the line's
 * text, whatever the width of its characters on the screen.
 *
 * Long output is cut: only the beginning after the mark, up to a limit, and the last lines are kept, with a note
 * between them.
 */
import type xterm from '@xterm/headless';
import type { PtySize } from '../model/lab.ts';
import { createEmulator, feed } from './emulator.ts';

/** The limits of the beginning: it ends at the first one reached. `length` is in UTF-16 code units as printed. */
export const KEPT = { lines: 2_000, length: 200_000 };
/** The limits of the last lines, if the beginning has reached its own. */
const KEPT_END = { lines: 20, length: 10_000 };
/** Marks the lines left out. It does not say how many, so that runs of different length show the same note. */
export const CUT_NOTE = `[… output cut: the first ${KEPT.lines} lines or ${KEPT.length / 1000} kB are kept, and the last ${KEPT_END.lines} lines]`;

/** The most text that is collected before the emulator gets it, in UTF-16 code units. */
const MOST_WAITING = 65_536;

/** Anything but printable text, tabs and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]|\r(?!\n|$)/u;

export interface Printed {
  /** The lines from the mark to the cursor, with their trailing spaces. */
  readonly lines: readonly string[];
  /** The column of the mark in the first line. */
  readonly column: number;
}

export class Screen {
  readonly #size: PtySize;
  readonly #answer: (reply: string) => void;
  /** Printed text that is not processed yet. */
  #waiting = '';
  #settling: Promise<void> = Promise.resolve();
  /** All printed text, while it is plain. */
  #plain = '';
  #terminal: xterm.Terminal | undefined;
  #mark: ScreenMark = START;
  /** The amount of text printed after the mark. */
  #amount = NOTHING;
  /** The text after the mark when it reached its limit, and a marker for the text that followed. */
  #beginning: (Printed & { readonly end: xterm.IMarker | undefined }) | undefined;

  /** @param answer gets the answers of the terminal to a program, for example the position of its cursor */
  constructor(size: PtySize, answer: (reply: string) => void) {
    this.#size = size;
    this.#answer = answer;
  }

  /** Resolves when it can take more text. The text is on the screen after `settle`. */
  async print(text: string): Promise<void> {
    this.#waiting += text;
    if (this.#waiting.length >= MOST_WAITING) await this.settle();
  }

  /** Processes the collected text. Texts are collected because the emulator needs 1 ms even for a short one. */
  settle(): Promise<void> {
    this.#settling = this.#settling.then(async () => {
      const text = this.#waiting;
      this.#waiting = '';
      const fitting = this.#beginning ? text.length : fittingLength(text, this.#amount);
      await this.#show(text.slice(0, fitting));
      if (fitting === text.length) return;
      await this.#endBeginning();
      await this.#show(text.slice(fitting));
    });
    return this.#settling;
  }

  /** Sets the mark: text printed from here on belongs to another step. */
  async mark(): Promise<void> {
    await this.settle();
    this.#mark = this.#terminal
      ? { ...this.#emulatedLine(this.#terminal), marker: this.#terminal.registerMarker(0) }
      : { offset: this.#plain.length, column: lastLine(this.#plain).length };
    this.#amount = NOTHING;
    this.#beginning = undefined;
  }

  async printed(): Promise<Printed> {
    await this.settle();
    return this.#printed();
  }

  /** Returns the line with the cursor, before and after the cursor. Text that is not settled is not in it. */
  cursorLine(): { readonly before: string; readonly after: string } {
    if (!this.#terminal) return { before: lastLine(this.#plain), after: '' };
    const { column, text } = this.#emulatedLine(this.#terminal);
    return { before: text.slice(0, column).padEnd(column), after: text.slice(column).trimEnd() };
  }

  /** Returns how many lines are complete after the mark, in the settled text. */
  countLines(): number {
    return this.#printed().lines.length - 1;
  }

  /** Returns whether the settled text goes beyond the line of the mark, or the mark is at the start of that line. */
  isBelowMark(): boolean {
    const { lines, column } = this.#printed();
    return column === 0 || lines.length > 1;
  }

  #printed(): Printed {
    if (!this.#beginning) return this.#sinceMark();
    const { lines, column, end } = this.#beginning;
    const later = this.#linesFrom(end);
    // The line in which the beginning reached its limit is the last of `lines`, and, complete, the first of `later`.
    const [whole = '', ...rest] = later;
    if (!isForgotten(end) && isShort(later)) return { lines: [...lines.slice(0, -1), whole, ...rest], column };
    const first = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
    return { lines: [...first, CUT_NOTE, ...lastOf(isForgotten(end) ? later : rest)], column };
  }

  async #show(text: string): Promise<void> {
    if (text === '') return;
    this.#amount = sum(this.#amount, text);
    if (this.#terminal) return feed(this.#terminal, text);
    // A carriage return is plain only before a newline, which may be in the next text.
    const before = this.#plain.endsWith('\r') ? '\r' : '';
    this.#plain += text;
    if (CONTROL.test(before + text)) await this.#emulate();
  }

  async #emulate(): Promise<void> {
    const { offset = 0, column } = this.#mark;
    this.#terminal = createEmulator(this.#size, this.#answer);
    await feed(this.#terminal, this.#plain.slice(0, offset));
    this.#mark = { column, marker: this.#terminal.registerMarker(0) };
    await feed(this.#terminal, this.#plain.slice(offset));
    this.#plain = '';
  }

  async #endBeginning(): Promise<void> {
    const beginning = this.#sinceMark();
    if (!this.#terminal) {
      // All of the beginning is known already, so the emulator only needs the current line.
      this.#terminal = createEmulator(this.#size, this.#answer);
      await feed(this.#terminal, lastLine(this.#plain));
      this.#plain = '';
    }
    this.#beginning = { ...beginning, end: this.#terminal.registerMarker(0) };
  }

  #sinceMark(): Printed {
    const { column, offset = 0, marker } = this.#mark;
    if (!this.#terminal) return { lines: split(this.#plain.slice(offset - column)), column };
    return { lines: this.#linesFrom(marker), column: isAway(marker, this.#terminal) ? 0 : column };
  }

  /** Returns the line with the cursor, and the column of the cursor. */
  #emulatedLine({ buffer: { active } }: xterm.Terminal): { readonly text: string; readonly column: number } {
    const row = active.baseY + active.cursorY;
    const start = lineStart(active, row);
    let column = active.getLine(row)?.translateToString(false, 0, active.cursorX).length ?? 0;
    for (let y = start; y < row; y++) column += rowText(active, y).length;
    return { text: linesBetween(active, start, row)[0] ?? '', column };
  }

  /** Returns the lines from a marker on. If the marker is no longer in the buffer, returns all lines of the buffer. */
  #linesFrom(marker: xterm.IMarker | undefined): readonly string[] {
    if (!this.#terminal) return [];
    const { active } = this.#terminal.buffer;
    let last = active.baseY + active.cursorY;
    // If the cursor was moved up, there is text below it.
    for (let y = active.length - 1; y > last; y--) {
      if (active.getLine(y)?.translateToString(true)) last = y;
    }
    return linesBetween(active, isAway(marker, this.#terminal) ? 0 : lineStart(active, marker?.line ?? 0), last);
  }
}

interface ScreenMark {
  /** The offset in the plain text, while the text is plain. */
  readonly offset?: number;
  readonly marker?: xterm.IMarker | undefined;
  readonly column: number;
}

const START: ScreenMark = { offset: 0, column: 0 };

interface Amount {
  readonly lines: number;
  readonly length: number;
}

const NOTHING: Amount = { lines: 0, length: 0 };

function sum({ lines, length }: Amount, text: string): Amount {
  return { lines: lines + text.split('\n').length - 1, length: length + text.length };
}

/** Returns how much of a text fits within the limit. The result does not depend on how reads split the output. */
function fittingLength(text: string, { lines, length }: Amount): number {
  const most = Math.max(0, KEPT.length - length);
  let left = KEPT.lines - lines;
  if (left <= 0) return 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < most; end = text.indexOf('\n', end + 1)) {
    if (--left <= 0) return end + 1;
  }
  return Math.min(text.length, most);
}

function split(plain: string): readonly string[] {
  const lines = plain.split('\n');
  return lines.map((line, index) => (index < lines.length - 1 ? withoutReturns(line) : line));
}

/** Removes the carriage returns at the end of a line. */
function withoutReturns(line: string): string {
  let end = line.length;
  while (line.endsWith('\r', end)) end--;
  return line.slice(0, end);
}

function lastLine(plain: string): string {
  return plain.slice(plain.lastIndexOf('\n') + 1);
}

function isForgotten(marker: xterm.IMarker | undefined): boolean {
  return marker === undefined || marker.line < 0;
}

/** Returns whether the marker is not in the active buffer. A full-screen program uses the alternate buffer. */
function isAway(marker: xterm.IMarker | undefined, { buffer }: xterm.Terminal): boolean {
  return isForgotten(marker) || buffer.active.type === 'alternate';
}

function lineStart(buffer: xterm.IBuffer, row: number): number {
  let start = row;
  while (start > 0 && buffer.getLine(start)?.isWrapped) start--;
  return start;
}

function linesBetween(buffer: xterm.IBuffer, first: number, last: number): readonly string[] {
  const lines: string[] = [];
  for (let y = first; y <= last; y++) {
    const text = rowText(buffer, y);
    if (buffer.getLine(y)?.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return lines;
}

function rowText(buffer: xterm.IBuffer, y: number): string {
  const [row, next] = [buffer.getLine(y), buffer.getLine(y + 1)];
  if (!row) return '';
  if (!next?.isWrapped) return row.translateToString(true);
  // A wide character does not fit in the last column: it is in the next row, and the column is empty.
  const isMovedOn = next.getCell(0)?.getWidth() === 2 && row.getCell(row.length - 1)?.getChars() === '';
  return row.translateToString(false, 0, isMovedOn ? row.length - 1 : row.length);
}

function isShort(lines: readonly string[]): boolean {
  return lines.length <= KEPT_END.lines + 1 && lines.reduce((total, line) => total + line.length, 0) <= KEPT_END.length;
}

function lastOf(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let room = KEPT_END.length;
  for (const line of lines.slice(-KEPT_END.lines).reverse()) {
    if (room <= 0) break;
    kept.unshift(line.slice(-room));
    room -= line.length;
  }
  return kept;
}
