/** The texts of a guide, by section, as the search looks through them. */
import type { Nodes, RootContent } from 'mdast';
import type { Guide } from '../../snippets-runner/tutorial/guide/parse-guide.ts';
import { blockAt } from '../data/guide-source.ts';
import type { SearchedBlock, SearchedSection } from '../search/corpus.ts';
import { joined } from './page-sections.ts';
import { sectionsOf } from './sections.ts';
import { terminalBlocks } from './terminal-blocks.ts';

/** @param headings of the rendered guide, in order. Their ids are the anchors */
export function guideSections(
  guide: Guide,
  headings: readonly { readonly slug: string; readonly text: string }[],
): readonly SearchedSection[] {
  return sectionsOf(guide.root.children, headings, (node) => blocksOf(node, guide));
}

function blocksOf(node: RootContent, guide: Guide): readonly SearchedBlock[] {
  if (node.type === 'paragraph') return [['text', joined(textOf(node).split('\n'))]];
  if (node.type === 'code') {
    const block = blockAt(node.position?.start.line, guide);
    if (block?.kind === 'terminal') return terminalBlocks({ steps: block.steps, output: 'show', hidden: false });
    // A file is an example, with ids that nobody looks for.
    return block ? [] : [['typed', node.value]];
  }
  return 'children' in node ? node.children.flatMap((child) => blocksOf(child, guide)) : [];
}

function textOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
