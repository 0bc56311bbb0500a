/**
 * Other outputs in a Markdown file. Invariant: what is no line of an output stays to the byte, its line
 * ends, encoding mistakes and missing final newline included.
 */
import type { OutputLines } from '../page.ts';

export interface OutputEdit {
  readonly lines: OutputLines;
  /** Empty for nothing. */
  readonly output: string;
}

/** @param edits of lines that do not overlap */
export function withOutputs(source: Uint8Array, edits: readonly OutputEdit[]): Uint8Array {
  // One character a byte, so that what is no UTF-8 comes out as it went in.
  const lines = linesOf(Buffer.from(source).toString('latin1'));
  for (const { lines: at, output } of edits.toSorted((a, b) => b.lines.first - a.lines.first)) {
    const ending = /[\r\n]+$/u.exec(lines[at.first - 2] ?? '')?.[0] ?? '\n';
    const shown = output === '' ? [] : output.split('\n').map((text) => `${at.prefix}${text}`.trimEnd() + ending);
    lines.splice(at.first - 1, at.count, ...shown.map((line) => Buffer.from(line).toString('latin1')));
  }
  return Buffer.from(lines.join(''), 'latin1');
}

/** With their ends, as CommonMark has them: CRLF, LF or CR. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/gu) ?? [];
}
