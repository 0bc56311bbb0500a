/** The texts of a page as readers see them: paragraph by paragraph, without emphasis, links and comments. */
import type { InlineCode, Nodes, Root, Text } from 'mdast';
import type { Position } from '../page.ts';
import { type SourceText, sourceText } from '../source/source-text.ts';
import { isElement, type JsxElement, pushChildren } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';
import { isCallout } from './elements.ts';

/** Stands for a value, or for an image, in a text. No page contains it. */
export const VALUE = '\ufffc';

export interface ShownText {
  readonly text: string;
  /** In the order of the text. */
  readonly parts: readonly TextPart[];
}

interface TextPart {
  /** Offset in the text, in UTF-16 code units. */
  readonly start: number;
  readonly node: Text | ValueNode;
}

/** Code, `<Captured>`, `<Keys>` or `<kbd>`. */
export type ValueNode = InlineCode | JsxElement;

export function shownTexts(root: Root): ShownText[] {
  const found: ShownText[] = [];
  let text = '';
  let parts: TextPart[] = [];
  const end = () => {
    if (parts.length > 0) found.push({ text, parts });
    text = '';
    parts = [];
  };
  const add = (shown: string, node?: TextPart['node']) => {
    if (node) parts.push({ start: text.length, node });
    text += shown;
  };
  const ahead: (Nodes | undefined)[] = [root];
  while (ahead.length > 0) {
    const node = ahead.pop();
    if (!node || isBlock(node)) end();
    if (!node) continue;
    if (node.type === 'text') add(node.value, node);
    else if (node.type === 'inlineCode' || isValue(node)) add(VALUE, node);
    else if (node.type === 'image' || node.type === 'imageReference') add(VALUE);
    else if (node.type === 'break') add('\n');
    else if ('children' in node) {
      if (isBlock(node)) ahead.push(undefined);
      pushChildren(ahead, node);
    }
  }
  end();
  return found;
}

const INLINE: ReadonlySet<Nodes['type']> = new Set([
  'text',
  'inlineCode',
  'image',
  'imageReference',
  'break',
  'link',
  'linkReference',
  'emphasis',
  'strong',
  'mdxTextExpression',
  'mdxJsxTextElement',
] as const);

function isBlock(node: Nodes): boolean {
  return !INLINE.has(node.type) || (node.type === 'mdxJsxTextElement' && isCallout(node));
}

function isValue(node: Nodes): node is JsxElement {
  return isElement(node) && (node.name === 'Captured' || node.name === 'Keys' || node.name === 'kbd');
}

/** Returns the position of some text in the source. An escape takes more place there than in the text. */
export function positionIn({ text, parts }: ShownText, index: number, length: number, source: SourceText): Position {
  const at = parts.findLastIndex(({ start }) => start <= index);
  const part = parts[at];
  if (part?.node.type !== 'text') return part ? startOf(part.node) : { line: 1, column: 1 };
  const start = startOf(part.node);
  const before = linesOf(part.node).positionAt(index - part.start);
  const line = start.line + before.line - 1;
  const raw = source.lines[line - 1] ?? '';
  const from = (before.line === 1 ? start.column - 1 : 0) + before.column - 1;
  const shown = text.slice(index, Math.min(index + length, parts[at + 1]?.start ?? text.length));
  const found = raw.indexOf(shown, from);
  return { line, column: (found < 0 ? from : found) + 1 };
}

/** A text may have many numbers. */
const LINES = new WeakMap<Text, SourceText>();

function linesOf(node: Text): SourceText {
  const lines = LINES.get(node) ?? sourceText(node.value);
  LINES.set(node, lines);
  return lines;
}
