import { hash } from 'node:crypto';
import type { Heading, Nodes } from 'mdast';
import type { Section } from '../page.ts';
import type { SourceText, Span } from '../source/source-text.ts';

/** A snippet's span in the source. Before hashing, it is replaced by the snippet's id. */
export interface Replaced {
  readonly span: Span;
  readonly id: string;
}

/**
 * Returns the text before the first heading, then one section for each heading. A hash is computed from the
 * source, with whitespace folded and snippets replaced by their ids. So a translation stays up to date when a
 * command changes.
 * @param bodyStart offset of the end of the front matter
 * @param lead the front matter's prose; it belongs to the first section
 * @param replaced in the order of the source
 */
export function sectionsOf(
  source: SourceText,
  bodyStart: number,
  lead: readonly string[],
  headings: readonly Heading[],
  replaced: readonly Replaced[],
): Section[] {
  const starts = [bodyStart, ...headings.map(({ position }) => position?.start.offset ?? bodyStart)];
  let next = 0;
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? source.text.length;
    const first = next;
    while ((replaced[next]?.span.start ?? end) < end) next += 1;
    const own = replaced.slice(first, next);
    const prose = proseOf(source.text, { start, end }, own);
    const heading = headings[index - 1];
    return {
      heading: heading && textOf(heading),
      depth: heading?.depth ?? 0,
      proseHash: proseHash(heading ? prose : [...lead, prose].join('\n')),
      position: source.positionAt(start),
    };
  });
}

function proseOf(text: string, { start, end }: Span, replaced: readonly Replaced[]): string {
  const pieces: string[] = [];
  let from = start;
  for (const { span, id } of replaced) {
    pieces.push(text.slice(from, span.start), `<${id}>`);
    from = span.end;
  }
  pieces.push(text.slice(from, end));
  return pieces.join('');
}

function proseHash(prose: string): string {
  return hash('sha256', prose.replace(/\s+/gu, ' ').trim()).slice(0, 8);
}

/** Returns the text without markup, as a reader sees it. A heading's anchor is made from it. */
function textOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
