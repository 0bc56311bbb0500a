import type { Code } from 'mdast';
import type { Position } from '../page.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import { type FenceMeta, parseFenceMeta } from './fence-meta.ts';
import type { BodyLine } from './snippet-body.ts';

/** A fenced code block with the places of all its parts. */
export interface Fence {
  readonly language: string;
  /** Its backticks or tildes. */
  readonly marker: string;
  /** From the source as typed: Markdown would resolve escapes in it. */
  readonly meta: FenceMeta;
  readonly position: Position;
  readonly span: Span;
  readonly body: readonly BodyLine[];
  /** What a line of the body begins with where nothing else says so: the opening line's, without markers of a list. */
  readonly prefix: string;
  /** False when the document, or what it stands in, ended before it. */
  readonly isClosed: boolean;
  /** The place of the meta's nth code unit. */
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
    prefix: (source.lines[start.line - 1] ?? '').slice(0, start.column - 1).replace(/[^\s>]/gu, ' '),
    isClosed: end.line > start.line && closes(source.lines[end.line - 1] ?? '', marker),
    positionInMeta: (index) => ({ line: start.line, column: start.column + before.length + index }),
  };
}

const NOWHERE = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };

/** Lines without what the block is indented or quoted by; that stands before them in the source. */
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
