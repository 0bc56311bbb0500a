/** Splits a text into its sections, as the search looks through them. */
import type { RootContent } from 'mdast';
import type { SearchedBlock, SearchedSection } from '../search/corpus.ts';

/**
 * Returns the text before the first heading, then one section for each heading.
 * @param headings of the rendered text, in order. Their ids are the anchors
 * @param blocksOf returns what a node contributes to its section
 */
export function sectionsOf(
  nodes: readonly RootContent[],
  headings: readonly { readonly slug: string; readonly text: string }[],
  blocksOf: (node: RootContent) => readonly SearchedBlock[],
): readonly SearchedSection[] {
  const sections: { anchor: string; heading: string; blocks: SearchedBlock[] }[] = [
    { anchor: '', heading: '', blocks: [] },
  ];
  for (const node of nodes) {
    if (node.type === 'heading') {
      const { slug = '', text: heading = '' } = headings[sections.length - 1] ?? {};
      sections.push({ anchor: slug, heading, blocks: [] });
    } else sections.at(-1)?.blocks.push(...blocksOf(node));
  }
  return sections;
}
