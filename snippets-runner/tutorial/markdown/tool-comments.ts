/**
 * Finds the comments of a document, which its readers do not see: `<!-- … -->` in Markdown, `{/* … *\/}` in MDX. What
 * those that begin with `snippets` mean is read by `lab-comment.ts` and `block-comments.ts`.
 */
import type { Nodes } from 'mdast';
import type { Position } from '../page.ts';
import { lineOf } from '../source/source-text.ts';

export interface DocumentComment {
  /** The text between the marks, without the indentation and the quotation marks of a list or a quotation. */
  readonly text: string;
  /** Where the opening mark begins. */
  readonly start: Position;
  /** Where the closing mark ends. */
  readonly end: Position;
  /** False if what the comment is in ends before its closing mark. */
  readonly isClosed: boolean;
  /** Returns the position of the text's nth code unit. */
  positionAt(index: number): Position;
}

/** The lines that the nodes are in, and where they are in the document. */
export interface CommentLines {
  readonly lines: readonly string[];
  toDocument(position: Position): Position;
}

/** `<!-->` and `<!--->` are whole comments (https://spec.commonmark.org/0.31.2/#html-comment). */
const HTML_COMMENT = /<!--(?:-?>|(?<text>[\s\S]*?)(?<end>-->|$))/gu;
const MDX_COMMENT = /^\{\s*\/\*(?<text>[\s\S]*?)(?<end>\*\/\s*\}|(?![\s\S]))/gmu;

/** Returns the comments of both syntaxes that are in these nodes, in the order of the nodes. */
export function commentsIn(nodes: readonly Nodes[], where: CommentLines): readonly DocumentComment[] {
  return nodes.flatMap((node) => {
    const pattern = patternFor(node);
    return pattern ? commentsInLines(linesOf(node, where.lines), pattern, where) : [];
  });
}

/** Undefined for a node that has no comments. */
function patternFor(node: Nodes): RegExp | undefined {
  if (node.type === 'html') return node.value.startsWith('{') ? MDX_COMMENT : HTML_COMMENT;
  // Where a site takes Markdown for MDX, the comments of MDX are text.
  return node.type === 'paragraph' ? MDX_COMMENT : undefined;
}

/** A line of a node, and its position in the lines that the node is in. */
interface NodeLine {
  readonly text: string;
  readonly position: Position;
}

function linesOf({ position }: Nodes, lines: readonly string[]): readonly NodeLine[] {
  const { start, end } = position ?? NOWHERE;
  return lines.slice(start.line - 1, end.line).map((whole, index, { length }) => {
    const from = index === 0 ? start.column - 1 : prefixOf(whole, start.column - 1);
    const text = whole.slice(from, index === length - 1 ? end.column - 1 : undefined);
    return { text, position: { line: start.line + index, column: from + 1 } };
  });
}

const NOWHERE = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** Returns the number of blanks and quotation marks that a line begins with, up to a number. */
function prefixOf(line: string, most: number): number {
  return Math.min(/^[\s>]*/u.exec(line)?.[0].length ?? 0, most);
}

function commentsInLines(
  lines: readonly NodeLine[],
  pattern: RegExp,
  { toDocument }: CommentLines,
): readonly DocumentComment[] {
  const whole = lines.map(({ text }) => text).join('\n');
  const starts = startsOf(lines);
  const positionAt = (index: number): Position => {
    const at = lineOf(starts, index) - 1;
    const { line, column } = lines[at]?.position ?? NOWHERE.start;
    return toDocument({ line, column: column + index - (starts[at] ?? 0) });
  };
  return Array.from(whole.matchAll(pattern), ({ 0: match, index, groups }) => {
    const { text = '', end } = groups ?? {};
    const begin = index + match.length - (end?.length ?? 0) - text.length;
    return {
      text,
      start: positionAt(index),
      end: positionAt(index + match.length),
      isClosed: end !== '',
      positionAt: (at: number) => positionAt(begin + at),
    };
  });
}

/** Returns the index at which each line begins, if they are joined by newlines. */
function startsOf(lines: readonly NodeLine[]): readonly number[] {
  let next = 0;
  return lines.map(({ text }) => {
    const start = next;
    next += text.length + 1;
    return start;
  });
}
