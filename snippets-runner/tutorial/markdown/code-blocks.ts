/**
 * Finds all blocks of code of a Markdown file, as its readers see them. Those in the callouts and tabs of MkDocs are
 * indented code for CommonMark. Also finds the text and the HTML between blocks, where commands are not run.
 */
import type { Code, Html, Paragraph, Root } from 'mdast';
import type { Position } from '../page.ts';
import { type Fence, readFence, readIndentedCode } from '../snippet/fence.ts';
import type { SourceText } from '../source/source-text.ts';
import { nodesIn, parseMarkdownPart } from '../source/syntax-tree.ts';
import { type IndentedText, indentedTexts } from './admonitions.ts';
import type { HostFence } from './hosts.ts';
import { hostOfUpperPrompt } from './prompts.ts';
import { commentsIn, type DocumentComment } from './tool-comments.ts';

export interface CodeBlocks {
  /** In the order of the document. */
  readonly blocks: readonly HostFence[];
  readonly outside: readonly TextOutside[];
  /** All comments, also those of other tools. */
  readonly comments: readonly DocumentComment[];
}

/** A paragraph or a piece of HTML: its lines, without comments. */
export interface TextOutside {
  readonly kind: 'paragraph' | 'html';
  readonly lines: readonly { readonly text: string; readonly position: Position }[];
}

export function codeBlocks(root: Root, source: SourceText): CodeBlocks {
  const parts = partsOf(root, { lines: source.lines, toDocument: (position) => position });
  const codes = parts.flatMap(({ codes: own }) => own).sort((a, b) => lineOf(a) - lineOf(b));
  return {
    blocks: codes
      .map((code) => (isFenced(code, source) ? readFence(code, source) : readIndentedCode(code, source)))
      .map(normalised),
    outside: parts.flatMap(({ outside }) => outside),
    comments: parts.flatMap(({ comments }) => comments),
  };
}

/** Removes what is neither typed nor printed: the indentation of all lines, the first lines of prompts of two. */
export function normalised(fence: Fence): HostFence {
  return withoutUpperPrompts(withoutIndentation(fence));
}

function lineOf({ position }: Code): number {
  return position?.start.line ?? 1;
}

function isFenced({ position }: Code, source: SourceText): boolean {
  const { line = 1, column = 1 } = position?.start ?? {};
  return /^(?:`{3}|~{3})/u.test((source.lines[line - 1] ?? '').slice(column - 1));
}

/** Removes the blanks that all lines of a block begin with. */
function withoutIndentation(fence: Fence): Fence {
  const widths = fence.body.filter(({ text }) => text.trim() !== '').map(({ text }) => text.search(/\S/u));
  const width = widths.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  if (widths.length === 0 || width === 0) return fence;
  const body = fence.body.map(({ text, position: { line, column } }) => {
    const removed = Math.min(width, text.length);
    return { text: text.slice(removed), position: { line, column: column + removed } };
  });
  return { ...fence, body, position: fence.marker === '' ? (body[0]?.position ?? fence.position) : fence.position };
}

/** Removes the first lines of prompts of two lines: they are neither typed nor printed. */
function withoutUpperPrompts(fence: Fence): HostFence {
  const hostsAbove = new Map<number, string>();
  const body = fence.body.filter(({ text }, index) => {
    const below = fence.body[index + 1];
    const host = hostOfUpperPrompt(text);
    if (host === undefined || !below || !/^\$(?:\s|$)/u.test(below.text)) return true;
    hostsAbove.set(below.position.line, host);
    return false;
  });
  return hostsAbove.size === 0 ? fence : { ...fence, body, hostsAbove };
}

/** Lines that are parsed by themselves: all lines of the document, or those of one callout. */
interface Part {
  readonly lines: readonly string[];
  toDocument(position: Position): Position;
}

interface PartRead {
  /** Their positions are those in the document. */
  readonly codes: readonly Code[];
  readonly outside: readonly TextOutside[];
  readonly comments: readonly DocumentComment[];
}

/** Returns the part and all callouts in it. */
function partsOf(root: Root, part: Part): readonly PartRead[] {
  const texts = indentedTexts(root, part.lines);
  const inner = new Set(texts.flatMap(({ first, lines }) => lines.map((_, index) => first + index)));
  const nodes = nodesIn(root).filter(({ position }) => !inner.has(position?.start.line ?? 0));
  const own: PartRead = {
    codes: nodes.filter(({ type }) => type === 'code').map((node) => moved(node as Code, part)),
    outside: nodes
      .filter((node) => node.type === 'paragraph' || node.type === 'html')
      .map((node) => textOutside(node, part, inner)),
    comments: commentsIn(nodes, part),
  };
  return [
    own,
    ...texts.flatMap((text) => {
      const lines = text.lines.map((line) => line.text);
      return partsOf(parseMarkdownPart(lines.join('\n')), { lines, toDocument: outOf(text, part) });
    }),
  ];
}

function outOf({ first, lines }: IndentedText, outer: Part): Part['toDocument'] {
  return ({ line, column }) =>
    outer.toDocument({ line: first + line - 1, column: column + (lines[line - 1]?.removed ?? 0) });
}

function moved(code: Code, { toDocument }: Part): Code {
  const { start, end } = code.position ?? {};
  return start && end ? { ...code, position: { start: toDocument(start), end: toDocument(end) } } : code;
}

function textOutside({ type, position }: Paragraph | Html, part: Part, inner: ReadonlySet<number>): TextOutside {
  const { start, end } = position ?? {};
  const lines = part.lines
    .slice((start?.line ?? 1) - 1, end?.line ?? 0)
    .join('\n')
    .replace(/<!--[\s\S]*?(?:-->|$)|\{\s*\/\*[\s\S]*?(?:\*\/\s*\}|$)/gu, (comment) => comment.replace(/[^\n]+/gu, ''))
    .split('\n')
    .map((text, index) => ({ text, line: (start?.line ?? 1) + index }))
    .filter(({ line }) => !inner.has(line))
    .map(({ text, line }) => ({ text, position: part.toDocument({ line, column: 1 + text.search(/\S|$/u) }) }));
  return { kind: type, lines };
}
