import type { Position } from '../page.ts';
import type { ProseText } from '../parsed-page.ts';
import type { SourceText } from './source-text.ts';

/**
 * Returns the source from one position up to another, one piece for each line. The indentation and the
 * quotation marks that begin a line in a list or a quotation are left out.
 */
export function textLines(source: SourceText, start: Position, end: Position): ProseText[] {
  const pieces: ProseText[] = [];
  for (let line = start.line; line <= end.line; line++) {
    const whole = source.lines[line - 1] ?? '';
    const from = line === start.line ? start.column - 1 : containerPrefix(whole);
    const text = whole.slice(from, line === end.line ? end.column - 1 : undefined);
    if (text.trim() !== '') pieces.push({ text, position: { line, column: from + 1 } });
  }
  return pieces;
}

function containerPrefix(line: string): number {
  return /^(?:[ \t]|>[ \t]?)*/u.exec(line)?.[0].length ?? 0;
}
