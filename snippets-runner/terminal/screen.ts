/**
 * What a person would see of what a program prints: progress bars at their last state, redrawn
 * prompts once, no control characters. Plain text is kept as it comes; the first control character
 * brings in a terminal emulator (@xterm/headless), which is then fed everything.
 *
 * Lines are logical ones: a line that wraps at the right edge stays one line. Columns are UTF-16 code
 * units of a line's text, however wide its characters are shown.
 *
 * What is kept is bounded: of what is printed behind the mark, the beginning up to a limit and the last
 * lines, with a note between them.
 */
import xterm from '@xterm/headless';
import type { PtySize } from '../model/lab.ts';

/** What is kept of the beginning, whichever is reached first; in UTF-16 code units as printed. */
export const KEPT = { lines: 2_000, length: 200_000 };
/** What is kept of the end, where the beginning has reached its limit. */
const KEPT_END = { lines: 20, length: 10_000 };
/** Stands where something was left out. Says no number, so that two runs which print another much say the same. */
export const CUT_NOTE = `[… cut: of a longer output the first ${KEPT.lines} lines or ${KEPT.length / 1000} kB are kept, and the last ${KEPT_END.lines} lines]`;

/** How much is gathered before it is given to the emulator; in UTF-16 code units. */
const MOST_WAITING = 65_536;

/** Rows of the emulator: all of what is kept of the beginning, so that nothing of it is forgotten before it is full. */
const SCROLLBACK_ROWS = 5_000;

/** Anything but printable text, tabs and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]|\r(?!\n|$)/u;

export interface Printed {
  /** Those from the one with the mark up to the one with the cursor, right ends as printed. */
  readonly lines: readonly string[];
  /** Where the mark is in the first of them. */
  readonly column: number;
}

export class Screen {
  readonly #size: PtySize;
  readonly #answer: (reply: string) => void;
  /** Printed, and not looked at yet. */
  #waiting = '';
  #settling: Promise<void> = Promise.resolve();
  /** All that was printed, while it is plain. */
  #plain = '';
  #terminal: xterm.Terminal | undefined;
  #mark: ScreenMark = START;
  /** How much was printed behind the mark. */
  #amount = NOTHING;
  /** What was behind the mark when that was as much as is kept, and where more of it began. */
  #beginning: (Printed & { readonly end: xterm.IMarker | undefined }) | undefined;

  /** @param answer is given what the terminal answers to a program that asks it, such as where its cursor is */
  constructor(size: PtySize, answer: (reply: string) => void) {
    this.#size = size;
    this.#answer = answer;
  }

  /** Resolves when more may come; what was printed shows after `settle`. */
  async print(text: string): Promise<void> {
    this.#waiting += text;
    if (this.#waiting.length >= MOST_WAITING) await this.settle();
  }

  /** An emulator takes a millisecond for each text, however short, so texts are gathered until somebody looks. */
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

  /** From here on, what is printed is another step's. */
  async mark(): Promise<void> {
    await this.settle();
    this.#mark = this.#terminal
      ? { ...this.#here(this.#terminal), marker: this.#terminal.registerMarker(0) }
      : { offset: this.#plain.length, column: lastLine(this.#plain).length };
    this.#amount = NOTHING;
    this.#beginning = undefined;
  }

  async printed(): Promise<Printed> {
    await this.settle();
    return this.#printed();
  }

  /** The line with the cursor, up to the cursor and behind it; of what has settled. */
  cursorLine(): { readonly before: string; readonly behind: string } {
    if (!this.#terminal) return { before: lastLine(this.#plain), behind: '' };
    const { column, text } = this.#here(this.#terminal);
    return { before: text.slice(0, column).padEnd(column), behind: text.slice(column).trimEnd() };
  }

  /** Whether what has settled goes on to another line than the one with the mark, or that one begins at the mark. */
  isBelowMark(): boolean {
    const { lines, column } = this.#printed();
    return column === 0 || lines.length > 1;
  }

  #printed(): Printed {
    if (!this.#beginning) return this.#sinceMark();
    const { lines, column, end } = this.#beginning;
    const later = this.#linesFrom(end);
    // The line at which the beginning was full is in both.
    const [whole = '', ...rest] = later;
    if (!isForgotten(end) && isShort(later)) return { lines: [...lines.slice(0, -1), whole, ...rest], column };
    const first = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
    return { lines: [...first, CUT_NOTE, ...lastOf(isForgotten(end) ? later : rest)], column };
  }

  async #show(text: string): Promise<void> {
    if (text === '') return;
    this.#amount = sum(this.#amount, text);
    if (this.#terminal) return feed(this.#terminal, text);
    const before = this.#plain.endsWith('\r') ? '\r' : '';
    this.#plain += text;
    if (CONTROL.test(before + text)) await this.#emulate();
  }

  async #emulate(): Promise<void> {
    const { offset = 0, column } = this.#mark;
    this.#terminal = this.#newTerminal();
    await feed(this.#terminal, this.#plain.slice(0, offset));
    this.#mark = { column, marker: this.#terminal.registerMarker(0) };
    await feed(this.#terminal, this.#plain.slice(offset));
    this.#plain = '';
  }

  async #endBeginning(): Promise<void> {
    const beginning = this.#sinceMark();
    if (!this.#terminal) {
      // All of it is known already; an emulator needs no more than the line that is being printed.
      this.#terminal = this.#newTerminal();
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

  #newTerminal(): xterm.Terminal {
    const terminal = new xterm.Terminal({
      cols: this.#size.columns,
      rows: this.#size.rows,
      scrollback: SCROLLBACK_ROWS,
      allowProposedApi: true,
      // What it cannot read is noise that a program has printed, and nothing to tell anybody.
      logLevel: 'off',
    });
    terminal.onData(this.#answer);
    return terminal;
  }

  /** The line with the cursor, and where in it the cursor is. */
  #here({ buffer: { active } }: xterm.Terminal): { readonly text: string; readonly column: number } {
    const row = active.baseY + active.cursorY;
    const start = lineStart(active, row);
    let column = active.getLine(row)?.translateToString(false, 0, active.cursorX).length ?? 0;
    for (let y = start; y < row; y++) column += rowText(active, y).length;
    return { text: linesBetween(active, start, row)[0] ?? '', column };
  }

  /** Lines from the one with a marker on; all that are kept, where that one is forgotten. */
  #linesFrom(marker: xterm.IMarker | undefined): readonly string[] {
    if (!this.#terminal) return [];
    const { active } = this.#terminal.buffer;
    let last = active.baseY + active.cursorY;
    // A cursor moved up leaves text below it.
    for (let y = active.length - 1; y > last; y--) {
      if (active.getLine(y)?.translateToString(true)) last = y;
    }
    return linesBetween(active, isAway(marker, this.#terminal) ? 0 : lineStart(active, marker?.line ?? 0), last);
  }
}

interface ScreenMark {
  /** In the plain text, while it is plain. */
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

/** How much of a text may follow before the limit is reached: always the same, whatever a read gives. */
function fittingLength(text: string, { lines, length }: Amount): number {
  const most = Math.max(0, KEPT.length - length);
  let left = KEPT.lines - lines;
  if (left <= 0) return 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < most; end = text.indexOf('\n', end + 1)) {
    if (--left <= 0) return end + 1;
  }
  return Math.min(text.length, most);
}

function feed(terminal: xterm.Terminal, text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text, resolve));
}

function split(plain: string): readonly string[] {
  return plain.split(/\r*\n/u);
}

function lastLine(plain: string): string {
  return plain.slice(plain.lastIndexOf('\n') + 1);
}

function isForgotten(marker: xterm.IMarker | undefined): boolean {
  return marker === undefined || marker.line < 0;
}

/** A program that has the whole screen for itself has another buffer than the one with the marker. */
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
  // A wide character for which one column was left stands in the next row, and nothing in that column.
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
