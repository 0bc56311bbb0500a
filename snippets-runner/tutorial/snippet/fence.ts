import type { Code } from 'mdast';
import type { Position } from '../page.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import { type FenceMeta, parseFenceMeta } from './fence-meta.ts';
import type { BodyLine } from './snippet-body.ts';

/** A code block, with the positions of its parts. Only plain Markdown has blocks without a fence. */
export interface Fence {
  readonly language: string;
  /** The backticks or tildes that open it. Empty for indented code. */
  readonly marker: string;
  /** Parsed from the source. The syntax tree has it with its escapes resolved, so its indexes would be wrong. */
  readonly meta: FenceMeta;
  readonly position: Position;
  readonly span: Span;
  readonly body: readonly BodyLine[];
  /** Indentation and quotation marks before the opening line, or before the first line of indented code. List markers are replaced by spaces. */
  readonly prefix: string;
  /** False if the closing line is missing. */
  readonly isClosed: boolean;
  /** Returns the position of the meta's nth code unit. */
  positionInMeta(index: number): Position;
}

export function readFence({ lang, value, position }: Code, source: SourceText): Fence {
  const { start, end } = position ?? NOWHERE;
  const opening = (source.lines[start.line - 1] ?? '').slice(start.column - 1);
  const [before = '', marker = ''] = /^(`{3,}|~{3,})[ \t]*[^ \t]*[ \t]*/u.exec(opening) ?? [];
  return {
    language: lang ?? '',
    marker,
    meta: parseFenceMeta(opening.slice(before.length).trimEnd()),
    position: { line: start.line, column: start.column },
    span: { start: start.offset ?? 0, end: end.offset ?? 0 },
    body: bodyLines(value, start.line, source),
    prefix: prefixBefore(start, source),
    isClosed: end.line > start.line && closes(source.lines[end.line - 1] ?? '', marker),
    positionInMeta: (index) => ({ line: start.line, column: start.column + before.length + index }),
  };
}

/** Reads code without a fence: each line is indented by four columns. It has no language and no meta. */
export function readIndentedCode({ value, position }: Code, source: SourceText): Fence {
  const { start, end } = position ?? NOWHERE;
  const body = bodyLines(value, start.line - 1, source);
  const [first = { line: start.line, column: start.column }] = body.map(({ position: at }) => at);
  return {
    language: '',
    marker: '',
    meta: parseFenceMeta(''),
    position: first,
    span: { start: start.offset ?? 0, end: end.offset ?? 0 },
    body,
    prefix: prefixBefore(first, source),
    isClosed: true,
    positionInMeta: () => first,
  };
}

const NOWHERE = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };

function prefixBefore({ line, column }: Position, source: SourceText): string {
  return (source.lines[line - 1] ?? '').slice(0, column - 1).replace(/[^\s>]/gu, ' ');
}

/** Returns the lines of the block, without its indentation and quotation marks. Columns count them. */
function bodyLines(value: string, fenceLine: number, source: SourceText): BodyLine[] {
  if (value === '') return [];
  return value.split(/\r\n|\n|\r/u).map((text, index) => {
    const line = fenceLine + 1 + index;
    const column = Math.max(0, (source.lines[line - 1] ?? '').length - text.length) + 1;
    return { text, position: { line, column } };
  });
}

function closes(line: string, marker: string): boolean {
  const [, found = ''] = /^[\s>]*(`{3,}|~{3,})\s*$/u.exec(line) ?? [];
  return marker !== '' && found.startsWith(marker);
}
