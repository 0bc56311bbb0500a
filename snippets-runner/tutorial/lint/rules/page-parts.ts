/**
 * The parts of each section, by which a translation is compared with its source. Texts that follow each other are one
 * part, because a Chinese page may split a paragraph or join two. Snippets that are hidden or unknown are no part.
 */
import type { Position } from '../../page.ts';
import type { Block, ParsedPage } from '../../parsed-page.ts';
import { sectionAt } from './page-values.ts';

/** @param source the page that has the snippets: the page itself, or its source */
export function partsOf(page: ParsedPage, source: ParsedPage): readonly (readonly Block[])[] {
  const shown = new Set(source.snippets.filter(({ hidden }) => !hidden).map(({ id }) => id));
  const bySection = page.sections.map((): Block[] => []);
  for (const block of page.blocks) {
    const parts = bySection[sectionAt(page, block.position)];
    if (!parts || (block.what === 'a snippet' && !shown.has(block.snippet ?? ''))) continue;
    if (block.what !== 'text' || parts.at(-1)?.what !== 'text') parts.push(block);
  }
  return bySection;
}

/** Returns the index of the part that a position is in. The lines of the parts increase, their columns may not. */
export function partAt(parts: readonly Block[], { line, column }: Position): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.position.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  let index = low - 1;
  for (; index >= 0; index--) {
    const { position } = parts[index] as Block;
    if (position.line < line || position.column <= column) return index;
  }
  return index;
}
