/**
 * Finds the callouts and tabs of MkDocs. Their text is indented by four columns, so CommonMark takes it for code:
 *
 *   !!! note "Title"
 *
 *       Text with ```console blocks.
 *
 * See https://squidfunk.github.io/mkdocs-material/reference/admonitions/ and ../content-tabs/.
 */
import type { Root } from 'mdast';
import { nodesIn } from '../source/syntax-tree.ts';

/** The lines that one callout contains, without their indentation. */
export interface IndentedText {
  /** Number of its first line, from 1. */
  readonly first: number;
  readonly lines: readonly IndentedLine[];
}

export interface IndentedLine {
  readonly text: string;
  /** How many characters were removed from its beginning. Negative if a tab was replaced by more spaces. */
  readonly removed: number;
}

const OPENING = /^([ \t]*)(?:(?:!!!|\?\?\?\+?)[ \t]+[a-zA-Z][\w-]*|===[!+]?[ \t]+["'])/u;
const INDENTATION = 4;

/** @param root of the document with these lines. Callouts in code and in HTML are none. */
export function indentedTexts(root: Root, lines: readonly string[]): IndentedText[] {
  const found: IndentedText[] = [];
  let end = 0;
  for (const { type, position } of nodesIn(root)) {
    if (type !== 'paragraph' || !position) continue;
    for (let line = position.start.line; line <= position.end.line; line++) {
      const text = line > end ? indentedTextBelow(line, lines) : undefined;
      if (!text) continue;
      found.push(text);
      end = text.first + text.lines.length - 1;
    }
  }
  return found;
}

function indentedTextBelow(line: number, lines: readonly string[]): IndentedText | undefined {
  const indentation = OPENING.exec(lines[line - 1] ?? '')?.[1];
  if (indentation === undefined) return undefined;
  const columns = columnsOf(indentation) + INDENTATION;
  const below: IndentedLine[] = [];
  for (let next = line; next < lines.length; next++) {
    const text = lines[next] ?? '';
    const rest = text.trim() === '' ? { text: '', removed: text.length } : withoutColumns(text, columns);
    if (!rest) break;
    below.push(rest);
  }
  const last = below.findLastIndex(({ text }) => text !== '');
  return last === -1 ? undefined : { first: line + 1, lines: below.slice(0, last + 1) };
}

/** Returns the line without that many columns of blanks. Undefined if it is indented less. */
function withoutColumns(line: string, columns: number): IndentedLine | undefined {
  let width = 0;
  let end = 0;
  for (; width < columns; end++) {
    if (line[end] !== ' ' && line[end] !== '\t') return undefined;
    width = widthWith(line[end], width);
  }
  const text = ' '.repeat(width - columns) + line.slice(end);
  return { text, removed: line.length - text.length };
}

function columnsOf(blanks: string): number {
  return Array.from(blanks).reduce((width, blank) => widthWith(blank, width), 0);
}

/** Returns the width of blanks with one more. A tab ends at a multiple of four columns. */
function widthWith(blank: string | undefined, width: number): number {
  return blank === '\t' ? width + INDENTATION - (width % INDENTATION) : width + 1;
}
