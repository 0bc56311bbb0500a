/**
 * Replaces outputs in a Markdown file. Invariant: every byte outside of the replaced lines stays the same,
 * including line ends, encoding mistakes and a missing final newline.
 */
import type { OutputLines } from '../page.ts';

export interface OutputEdit {
  readonly lines: OutputLines;
  /** The new output. Empty: the lines are removed. */
  readonly output: string;
}

/** @param edits must not overlap */
export function withOutputs(source: Uint8Array, edits: readonly OutputEdit[]): Uint8Array {
  // Latin-1 has one character for each byte, so bytes that are not valid UTF-8 stay the same.
  const lines = linesOf(Buffer.from(source).toString('latin1'));
  for (const { lines: at, output } of edits.toSorted((a, b) => b.lines.first - a.lines.first)) {
    const ending = /[\r\n]+$/u.exec(lines[at.first - 2] ?? '')?.[0] ?? '\n';
    const shown = output === '' ? [] : output.split('\n').map((text) => `${at.prefix}${text}`.trimEnd() + ending);
    lines.splice(at.first - 1, at.count, ...shown.map((line) => Buffer.from(line).toString('latin1')));
  }
  return Buffer.from(lines.join(''), 'latin1');
}

/** Returns the lines with their line ends. As in CommonMark, a line ends with CRLF, LF or CR. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/gu) ?? [];
}
