/**
 * What a person would see of what a program prints: progress bars at their last state, redrawn
 * prompts once, no control characters. Plain text is kept as it comes; the first control character
 * brings in a terminal emulator (@xterm/headless), which is then fed everything.
 *
 * Lines are logical ones: a line that wraps at the right edge stays one line.
 */
import xterm from '@xterm/headless';
import type { PtySize } from '../model/lab.ts';

/** Lines kept; what is above is forgotten, as by a terminal's own scroll-back. */
const SCROLLBACK_LINES = 20_000;

/** Anything but printable text, tabs and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]|\r(?!\n|$)/u;

export interface Cursor {
  /** Counted from 0, over all that was printed. */
  readonly line: number;
  readonly column: number;
}

export class Screen {
  readonly #size: PtySize;
  readonly #answer: (reply: string) => void;
  #plain = '';
  #terminal: xterm.Terminal | undefined;

  /** @param answer is given what the terminal answers to a program that asks it, such as where its cursor is */
  constructor(size: PtySize, answer: (reply: string) => void) {
    this.#size = size;
    this.#answer = answer;
  }

  async print(text: string): Promise<void> {
    if (!this.#terminal) {
      const before = this.#plain.endsWith('\r') ? '\r' : '';
      this.#plain += text;
      if (!CONTROL.test(before + text)) return;
      this.#terminal = this.#newTerminal();
      await this.#feed(this.#plain);
      return;
    }
    await this.#feed(text);
  }

  cursor(): Cursor {
    if (!this.#terminal) {
      const lines = this.lines();
      return { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 };
    }
    const { buffer } = this.#terminal;
    const row = buffer.active.baseY + buffer.active.cursorY;
    let line = -1;
    let wrapped = 0;
    for (let y = 0; y <= row; y++) {
      if (buffer.active.getLine(y)?.isWrapped) wrapped++;
      else {
        line++;
        wrapped = 0;
      }
    }
    return { line, column: wrapped * this.#size.columns + buffer.active.cursorX };
  }

  /** All lines up to the one with the cursor, right ends as printed. */
  lines(): readonly string[] {
    return this.#terminal ? this.#emulatedLines(this.#terminal) : this.#plain.split(/\r*\n/u);
  }

  #newTerminal(): xterm.Terminal {
    const terminal = new xterm.Terminal({
      cols: this.#size.columns,
      rows: this.#size.rows,
      scrollback: SCROLLBACK_LINES,
      allowProposedApi: true,
    });
    terminal.onData(this.#answer);
    return terminal;
  }

  #feed(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#terminal) this.#terminal.write(text, resolve);
      else resolve();
    });
  }

  #emulatedLines({ buffer: { active } }: xterm.Terminal): readonly string[] {
    const lines: string[] = [];
    let last = active.baseY + active.cursorY;
    // A cursor moved up leaves text below it.
    for (let y = active.length - 1; y > last; y--) {
      if (active.getLine(y)?.translateToString(true)) last = y;
    }
    for (let y = 0; y <= last; y++) {
      const row = active.getLine(y);
      const continues = active.getLine(y + 1)?.isWrapped ?? false;
      const text = row?.translateToString(!continues) ?? '';
      if (row?.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
      else lines.push(text);
    }
    return lines;
  }
}
