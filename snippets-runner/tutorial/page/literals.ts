import type { Code } from 'mdast';
import type { Link } from '../page.ts';
import type { Literal } from '../parsed-page.ts';
import type { SyntaxNodes } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';

/**
 * Returns the code of a page, sorted by kind.
 * @param blocks the blocks of code that are no snippets
 */
export function literalsOf({ codeSpans }: SyntaxNodes, blocks: readonly Code[]): Literal[] {
  return [
    ...codeSpans.map((span): Literal => ({ kind: 'code', text: span.value, position: startOf(span) })),
    ...blocks.map((block): Literal => ({ kind: 'block', text: blockText(block), position: startOf(block) })),
  ];
}

function blockText({ lang, value }: Code): string {
  return `${lang ?? ''}\n${value}`;
}

/** Returns the links that readers see: none for a definition by itself. */
export function linksOf({ links, references, definitions }: SyntaxNodes): Link[] {
  // CommonMark: of two definitions with one label, the first counts.
  const urls = new Map(definitions.toReversed().map(({ identifier, url }) => [identifier, url]));
  return [
    ...links.map((link) => ({ url: link.url, position: startOf(link) })),
    ...references.flatMap((reference) => {
      const url = urls.get(reference.identifier);
      return url === undefined ? [] : [{ url, position: startOf(reference) }];
    }),
  ];
}
