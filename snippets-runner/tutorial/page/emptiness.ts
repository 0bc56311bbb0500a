/** Refuses parts of a page that show nothing, for example because they contain only a comment. */
import type { Nodes, Root } from 'mdast';
import type { ReportProblem } from '../source/problem-list.ts';
import { nodesIn } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';
import { hasContent } from './elements.ts';

/** Reports the innermost part of those that show nothing. */
export function checkEmptiness(root: Root, report: ReportProblem): void {
  const nodes = nodesIn(root);
  const parentOf = new Map<Nodes, Nodes>();
  for (const node of nodes) if ('children' in node) for (const child of node.children) parentOf.set(child, node);
  // Either they show something, or it is reported that they do not.
  const settled = new Set<Nodes>();
  for (const node of nodes.toReversed()) {
    if (!settled.has(node) && !isShown(node)) {
      const what = partOf(node);
      if (what === undefined) continue;
      const [message, hint] = what;
      report('markup-refused', startOf(node), message, hint);
    }
    const parent = parentOf.get(node);
    if (parent) settled.add(parent);
  }
}

/** Returns whether a node shows something by itself. */
function isShown(node: Nodes): boolean {
  switch (node.type) {
    case 'text':
      return node.value.trim() !== '';
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return !hasContent(node);
    case 'inlineCode':
    case 'code':
    case 'image':
    case 'imageReference':
    case 'thematicBreak':
      return true;
    default:
      return false;
  }
}

/** Returns what is wrong if a node shows nothing. Returns undefined for a node that need not show anything. */
function partOf(node: Nodes): readonly [message: string, hint: string] | undefined {
  const shows = (what: string) => [`${what} shows nothing`, 'Write its text, or delete it.'] as const;
  switch (node.type) {
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return [`<${node.name}> is empty`, 'Write its text between the two tags.'];
    case 'link':
    case 'linkReference':
      return ['the link has no text', 'Write what the link leads to between [ and ].'];
    case 'heading':
      return shows('the heading');
    case 'paragraph':
      return shows('the paragraph');
    case 'emphasis':
    case 'strong':
      return shows('the emphasis');
    case 'listItem':
      return shows('the item');
    case 'blockquote':
      return shows('the quotation');
    default:
      return undefined;
  }
}
