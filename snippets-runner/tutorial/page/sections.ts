import { hash } from 'node:crypto';
import type { Heading, Nodes } from 'mdast';
import type { Section } from '../page.ts';
import type { SourceText, Span } from '../source/source-text.ts';

/** A part of the source that stands in a section's prose as its id only. */
export interface Replaced {
  readonly span: Span;
  readonly id: string;
}

/**
 * The text before the first heading, and a section a heading. The hashes are over the source: folded
 * whitespace, and snippets as their ids, so that editing a command leaves a translation up to date.
 * @param bodyStart where the front matter ends
 * @param lead what of the front matter is prose; it belongs to the first section
 * @param replaced in order
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

/** Text as read, without markup: what a heading's anchor is made from. */
function textOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
