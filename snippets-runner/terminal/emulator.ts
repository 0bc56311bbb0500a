/**
 * The terminal emulator (@xterm/headless). What a program prints can keep it busy for hours, or fill the memory: one
 * sequence of ten characters may scroll by two thousand million lines, and a character may get any number of marks. The
 * emulator works synchronously, so neither Ctrl-C nor a timeout would end that. Here, a sequence does no more than the
 * screen has room for.
 */
import xterm from '@xterm/headless';
import type { PtySize } from '../model/lab.ts';

/** Rows that the emulator keeps. They are enough for the whole beginning of an output. */
const SCROLLBACK_ROWS = 5_000;

/** https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
const LINK = 8;

/** @param answer gets the answers of the terminal to a program, for example the position of its cursor */
export function createEmulator(size: PtySize, answer: (reply: string) => void): xterm.Terminal {
  const terminal = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    scrollback: SCROLLBACK_ROWS,
    allowProposedApi: true,
    // Without this, it logs each control sequence that it does not know.
    logLevel: 'off',
  });
  terminal.onData(answer);
  refuseEndless(terminal, size);
  // A link has no text of its own. The emulator keeps all links of a line, and moves each when a line scrolls.
  terminal.parser.registerOscHandler(LINK, () => true);
  return terminal;
}

/** Resolves when the text is on the screen. */
export function feed(terminal: xterm.Terminal, text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text.replace(MARKS, '$1'), resolve));
}

/**
 * Characters that join the one before them, after the thirtieth. No text has so many:
 * https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
 * U+06DE joins only in the emulator. It passes over DEL, so what comes after joins as well.
 */
const MARKS = /([\p{M}\p{Cf}\u06de\u1160-\u11ff\x7f]{30})[\p{M}\p{Cf}\u06de\u1160-\u11ff\x7f]+/gu;

/**
 * Ignores sequences whose count is larger than the screen. All others that have a count end at the edge of the screen
 * by themselves. Names are those of ECMA-48.
 */
function refuseEndless(terminal: xterm.Terminal, { rows, columns }: PtySize): void {
  const refuse = (final: string, isEndless: (count: number) => boolean) =>
    terminal.parser.registerCsiHandler({ final }, ([count]) => isEndless(Number(count)));
  // IL, DL, SU, SD
  for (const final of ['L', 'M', 'S', 'T']) refuse(final, (count) => count > rows);
  // CHT, CBT
  for (const final of ['I', 'Z']) refuse(final, (count) => count > columns);
  // REP repeats a character with its marks.
  refuse('b', (count) => count * Math.max(1, lengthBefore(terminal)) > rows * columns);
}

/** Returns the length of the text in the two columns before the cursor: a wide character has both. */
function lengthBefore({ buffer: { active } }: xterm.Terminal): number {
  const row = active.getLine(active.baseY + active.cursorY);
  const { cursorX } = active;
  return row?.translateToString(false, Math.max(0, cursorX - 2), cursorX).length ?? 0;
}
