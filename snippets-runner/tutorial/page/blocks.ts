/** Lists what a page consists of, in the order in which readers see it. */
import type { Nodes, Paragraph, Root } from 'mdast';
import type { Block } from '../parsed-page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText } from '../source/source-text.ts';
import { isElement, type JsxElement, pushChildren } from '../source/syntax-tree.ts';
import { attributeText, startOf } from './attributes.ts';
import { blockName, isCallout } from './elements.ts';
import { type Table, tableOf } from './table.ts';

/** Returns the id of the snippet whose fence begins in a line. Returns null for a snippet without a valid id. */
export type SnippetAt = (line: number) => string | null | undefined;

export function blocksOf(root: Root, source: SourceText, snippetAt: SnippetAt, report: ReportProblem): Block[] {
  const blocks: Block[] = [];
  const ahead: (Nodes | Block)[] = [root];
  let begin: Block['position'] | undefined;
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    if ('what' in next) {
      blocks.push(next);
      continue;
    }
    if (next.type === 'paragraph' && addTable(next, source, blocks, report)) continue;
    const block = blockOf(next, snippetAt);
    // A text begins where its paragraph, or the link or emphasis around it, begins.
    if (next.type === 'paragraph') begin = startOf(next);
    else if (isInlineFrame(next)) begin ??= startOf(next);
    if (block) {
      if (block.what !== 'text') blocks.push(block);
      else if (blocks.at(-1)?.what !== 'text') blocks.push({ ...block, position: begin ?? block.position });
      begin = undefined;
    }
    if (!('children' in next) || next.type === 'heading') continue;
    if (block && isFrame(next)) ahead.push({ what: `the end of ${block.what}`, position: endOf(next) });
    pushChildren(ahead, next);
  }
  return blocks;
}

/** Returns the index of the first part that differs. Returns undefined if both lists are the same. */
export function firstDifference(
  own: readonly Pick<Block, 'what'>[],
  other: readonly Pick<Block, 'what'>[],
): number | undefined {
  for (let index = 0; index < Math.max(own.length, other.length); index++) {
    if (own[index]?.what !== other[index]?.what) return index;
  }
  return undefined;
}

function blockOf(node: Nodes, snippetAt: SnippetAt): Block | undefined {
  const position = startOf(node);
  const what = whatOf(node);
  if (node.type === 'code') {
    const snippet = snippetAt(position.line);
    return snippet === undefined
      ? { what: 'a block of code', position }
      : { what: 'a snippet', position, ...(snippet !== null && { snippet }) };
  }
  if (isElement(node) && node.name === 'Snippet') {
    const id = attributeText(node, 'id');
    return { what: 'a snippet', position, ...(id !== undefined && { snippet: id }) };
  }
  return what === undefined ? undefined : { what, position };
}

/** Returns undefined for a node that readers do not see as such, only its children. */
function whatOf(node: Nodes): string | undefined {
  switch (node.type) {
    case 'text':
      return node.value.trim() === '' ? undefined : 'text';
    case 'inlineCode':
      return 'text';
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      // The source has none.
      if (node.name === 'Says') return undefined;
      return blockName(node) ?? (isCallout(node) ? frameName(node) : 'text');
    case 'heading':
      return 'a heading';
    case 'list':
      return node.ordered ? `a list that is numbered from ${node.start ?? 1}` : 'a list';
    case 'listItem':
      return 'an item of a list';
    case 'blockquote':
      return 'a quotation';
    case 'thematicBreak':
      return 'a line across the page';
    case 'image':
    case 'imageReference':
      return 'an image';
    default:
      return undefined;
  }
}

/** The attributes of a frame, such as the id of an exercise, are the same in all languages. */
function frameName(element: JsxElement): string {
  const attributes = element.attributes.flatMap((each) =>
    each.type === 'mdxJsxAttribute' ? ` ${each.name}="${attributeText(element, each.name) ?? ''}"` : [],
  );
  return `<${element.name}${attributes.join('')}>`;
}

function isInlineFrame({ type }: Nodes): boolean {
  return type === 'link' || type === 'linkReference' || type === 'emphasis' || type === 'strong';
}

/** Returns whether it matters on which side of the node's end a text is. */
function isFrame(node: Nodes): boolean {
  if (isElement(node)) return isCallout(node);
  return node.type === 'list' || node.type === 'blockquote';
}

function endOf({ position }: Nodes): Block['position'] {
  return { line: position?.end.line ?? 1, column: position?.end.column ?? 1 };
}

/** Adds the table of a paragraph, and the text before it. Returns whether there is one. */
function addTable(paragraph: Paragraph, source: SourceText, blocks: Block[], report: ReportProblem): boolean {
  const table = tableOf(paragraph, source);
  const [header] = table?.rows ?? [];
  if (!table || !header) return false;
  reportAcross(paragraph, table, report);
  const start = startOf(paragraph);
  if (header.line > start.line && blocks.at(-1)?.what !== 'text') blocks.push({ what: 'text', position: start });
  for (const { line, cells } of table.rows) {
    blocks.push({ what: line === header.line ? 'a table' : 'a row of a table', position: { line, column: 1 } });
    for (const [index, { column, isEmpty }] of cells.entries()) {
      const position = { line, column };
      if (index === header.cells.length) {
        const message = `the row has ${cells.length} cells, but the table has ${index} columns: readers do not see the rest`;
        report('markup-refused', position, message, 'Give each row as many cells as the header. Write \\| for a bar.');
      }
      blocks.push({ what: isEmpty ? 'an empty cell' : 'a cell', position });
    }
  }
  return true;
}

/** Refuses emphasis, links and code that begin in one cell and end in another: the renderer ends them with their cell. */
function reportAcross({ children }: Paragraph, { rows }: Table, report: ReportProblem): void {
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const cellAt = ({ line, column }: Block['position']) => {
    return `${line} ${byLine.get(line)?.cells.findLastIndex((cell) => cell.column <= column)}`;
  };
  for (const node of children) {
    if (node.type === 'text' || node.type === 'break' || startOf(node).line < (rows[0]?.line ?? 0)) continue;
    const end = endOf(node);
    if (cellAt(startOf(node)) === cellAt({ ...end, column: end.column - 1 })) continue;
    const message = 'this begins in one cell of the table and ends in another: readers see its marks as text';
    report('markup-refused', startOf(node), message, 'Begin and end it in the same cell. Write \\| for a bar.');
  }
}
