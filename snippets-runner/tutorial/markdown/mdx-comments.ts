/**
 * Finds the comments of an MDX file: those of MDX, and those of HTML, which Docusaurus allows. Nothing in them is
 * shown, so no block in them is run.
 */
import type { Html } from 'mdast';
import type { SourceText, Span } from '../source/source-text.ts';

export interface MdxComments {
  readonly comments: readonly Html[];
  /** The document with blanks in place of its comments, so that everything else keeps its place. */
  readonly text: string;
}

const FENCE = /^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})(.*)$/u;

export function mdxComments(source: SourceText): MdxComments {
  const comments: Html[] = [];
  let text = '';
  let fence: string | undefined;
  for (const { 1: line = '', index } of source.text.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/gu)) {
    // A comment may have begun on an earlier line, and end on this one.
    const from = Math.max(index, text.length);
    const [, marker = '', info = ''] = (from === index && FENCE.exec(line)) || [];
    if (fence !== undefined) {
      if (marker.startsWith(fence) && info.trim() === '') fence = undefined;
    } else if (marker !== '' && !(marker.startsWith('`') && info.includes('`'))) fence = marker;
    else {
      for (const { start, end } of commentsFrom(source.text, from, index + line.length)) {
        const value = source.text.slice(start, end);
        comments.push(commentAt(start, value, source));
        text += source.text.slice(text.length, start) + value.replace(/[^\r\n]/g, ' ');
      }
    }
  }
  return { comments, text: text + source.text.slice(text.length) };
}

/** Yields the comments that begin in a part of a text. A comment without an end is none. */
function* commentsFrom(text: string, from: number, to: number): Generator<Span> {
  const openings = /(?<!`)(?:<!--|\{\s*\/\*)/gu;
  openings.lastIndex = from;
  for (let opening = openings.exec(text); opening && opening.index < to; opening = openings.exec(text)) {
    const closing = opening[0] === '<!--' ? /-->/gu : /\*\/\s*\}/gu;
    closing.lastIndex = openings.lastIndex;
    if (!closing.exec(text)) return;
    yield { start: opening.index, end: closing.lastIndex };
    openings.lastIndex = closing.lastIndex;
  }
}

function commentAt(start: number, value: string, source: SourceText): Html {
  const point = (offset: number) => ({ ...source.positionAt(offset), offset });
  return { type: 'html', value, position: { start: point(start), end: point(start + value.length) } };
}
