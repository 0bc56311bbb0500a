/**
 * Lists what a page consists of: texts, code, links, images, headings, lists, tables. It does so for the tree of
 * micromark, which this folder parses, and for that of another parser that knows tables and plain URLs, such as the
 * renderer of the site. Of two equal lists, readers see what `lint` has checked.
 *
 * Not compared are white space, and which quotation marks a text has: the renderer makes “these” of "these".
 */
import type { Link as LinkNode, Nodes, Paragraph, PhrasingContent, Table as RenderedTable, Root } from 'mdast';
import { append } from '../../base/append.ts';
import type { Link } from '../page.ts';
import type { SourceText } from '../source/source-text.ts';
import { isElement, nodesIn, pushChildren } from '../source/syntax-tree.ts';
import { firstDifference } from './blocks.ts';
import { urlsByLabel } from './literals.ts';
import { type Table, tableOf } from './table.ts';

/** A part of a page, and the line in which it begins. */
export interface Part {
  /** In words, or a text without its white space. Equal for equal parts. */
  readonly what: string;
  readonly line: number;
}

interface Token extends Part {
  /** `gap` separates two texts. */
  readonly kind: 'text' | 'mark' | 'gap';
  readonly column: number;
}

/** What may be ahead in a walk: a node, or the token of its end. */
type Ahead = Nodes | Token;

/** @param source the text of the page, if its parser knows no tables */
export function readingOf(root: Root, source?: SourceText): readonly Part[] {
  return readingWith(root, { urls: urlsIn(nodesIn(root)), source });
}

function readingWith(root: Root, context: Context): readonly Part[] {
  return joined(tokensOf([root], context));
}

export interface Difference {
  readonly line: number;
  /** Undefined where the list has ended. */
  readonly own: string | undefined;
  readonly other: string | undefined;
}

/** Returns the first difference of two lists. */
function firstDifferentPart(own: readonly Part[], other: readonly Part[]): Difference | undefined {
  const at = firstDifference(own, other);
  if (at === undefined) return undefined;
  const [here, there] = [own[at], other[at]];
  return { line: here?.line ?? there?.line ?? 1, own: here?.what, other: there?.what };
}

/**
 * Compares a parsed page with the tree that a renderer has of the same text.
 * @param reading what the parser of the page has read
 */
export function renderedDifference(
  { links }: { readonly links: readonly Link[] },
  reading: readonly Part[],
  rendered: Root,
): Difference | undefined {
  const nodes = nodesIn(rendered);
  const urls = urlsIn(nodes);
  const different = firstDifferentPart(reading, readingWith(rendered, { urls, source: undefined }));
  if (different) return different;
  const parsed = links.map(({ url, position }) => ({ what: url, line: position.line }));
  // The parser lists links by their kind, not in order.
  return firstDifferentPart(parsed.toSorted(byTarget), targetsIn(nodes, urls).toSorted(byTarget));
}

function byTarget(a: Part, b: Part): number {
  return a.what < b.what ? -1 : Number(a.what > b.what);
}

/** Returns the targets of all links and images, also of plain URLs and of `<a>`. */
function targetsIn(nodes: readonly Nodes[], urls: Context['urls']): readonly Part[] {
  return nodes.flatMap((node): Part[] => {
    const line = node.position?.start.line ?? 1;
    if (node.type === 'link' || node.type === 'image') return [{ what: node.url, line }];
    if (node.type === 'linkReference' || node.type === 'imageReference') {
      const url = urls.get(node.identifier.toLowerCase());
      return url === undefined ? [] : [{ what: url, line }];
    }
    if (!isElement(node) || node.name !== 'a') return [];
    return node.attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && attribute.name === 'href' && typeof attribute.value === 'string'
        ? { what: attribute.value, line }
        : [],
    );
  });
}

interface Context {
  /** By the identifier of a definition. */
  readonly urls: ReadonlyMap<string, string>;
  readonly source: SourceText | undefined;
}

function urlsIn(nodes: readonly Nodes[]): Context['urls'] {
  return urlsByLabel(nodes.filter((node) => node.type === 'definition'));
}

function tokensOf(nodes: readonly Nodes[], context: Context): Token[] {
  const tokens: Token[] = [];
  const ahead: Ahead[] = nodes.toReversed();
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    if ('kind' in next) {
      tokens.push(next);
      continue;
    }
    if (next.type === 'table') {
      append(tokens, renderedTable(next, context));
      continue;
    }
    const table = next.type === 'paragraph' && context.source ? tableOf(next, context.source) : undefined;
    if (table) {
      append(tokens, sourceTable(next as Paragraph, table, context));
      continue;
    }
    const { begin, end } = tokensAround(next, context);
    append(tokens, begin);
    if (!('children' in next)) continue;
    append(ahead, end);
    pushChildren(ahead, next);
  }
  return tokens;
}

function tokensAround(node: Nodes, { urls }: Context): { readonly begin: Token[]; readonly end: Token[] } {
  const at = { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
  const mark = (what: string): Token => ({ kind: 'mark', what, ...at });
  const gap: Token = { kind: 'gap', what: '', ...at };
  const frame = (what: string) => ({ begin: [mark(what)], end: [mark(`the end of ${what}`)] });
  const alone = (what: string) => ({ begin: [mark(what)], end: [] });
  switch (node.type) {
    case 'text':
      return { begin: textTokens(node.value, at), end: [] };
    case 'inlineCode':
      return alone(`the code \`${node.value}\``);
    case 'code':
      return alone(`the block of code ${[node.lang, node.meta].filter(Boolean).join(' ')}\n${node.value}`);
    case 'link':
      return isPlain(node) ? { begin: [], end: [] } : frame(`a link to ${node.url}`);
    case 'linkReference':
      return frame(`a link to ${urls.get(node.identifier.toLowerCase())}`);
    case 'image':
      return alone(`the image ${node.url} "${withoutSpace(node.alt ?? '')}"`);
    case 'imageReference':
      return alone(`the image ${urls.get(node.identifier.toLowerCase())} "${withoutSpace(node.alt ?? '')}"`);
    case 'heading':
      return frame(`a heading of depth ${node.depth}`);
    case 'list':
      return frame(node.ordered ? `a list that is numbered from ${node.start ?? 1}` : 'a list');
    case 'listItem':
      return frame('an item of a list');
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return frame(`<${[node.name ?? '', ...node.attributes.map(attributeOf)].join(' ')}>`);
    case 'paragraph':
      return { begin: [gap], end: [gap] };
    case 'root':
    case 'yaml':
    case 'definition':
    case 'break':
      return { begin: [], end: [] };
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return alone(`{${node.value}}`);
    default:
      return frame(WORDS[node.type] ?? node.type);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  blockquote: 'a quotation',
  delete: 'text that is struck out',
  emphasis: 'emphasis',
  footnoteReference: 'a footnote',
  footnoteDefinition: 'a footnote',
  strong: 'strong emphasis',
  thematicBreak: 'a line across the page',
};

function attributeOf(attribute: Extract<Nodes, { type: 'mdxJsxTextElement' }>['attributes'][number]): string {
  if (attribute.type !== 'mdxJsxAttribute') return `{${attribute.value}}`;
  return typeof attribute.value === 'string' ? `${attribute.name}="${attribute.value}"` : attribute.name;
}

/** Returns whether a link is a URL in a text, which micromark does not make a link of. Its target is the text. */
function isPlain({ url, children: [child, ...others] }: LinkNode): boolean {
  if (child?.type !== 'text' || others.length > 0) return false;
  return ['', 'http://', 'mailto:'].some((scheme) => url === scheme + child.value);
}

/** One for each line, so that the lines of a table can be told apart. */
function textTokens(text: string, { line, column }: Pick<Token, 'line' | 'column'>): Token[] {
  return text.split('\n').map((what, index) => {
    return { kind: 'text', what, line: line + index, column: index === 0 ? column : 1 };
  });
}

/** The tokens of a table: its cells, and which of them are empty; what they contain apart from text; all of its text. */
function tableTokens(line: number, rows: readonly (readonly boolean[])[], inside: readonly Token[]): Token[] {
  const columns = rows[0]?.length ?? 0;
  // A row with too few cells is filled up with empty ones.
  const shape = rows.map((cells) => {
    const empty = [...cells, ...Array.from({ length: Math.max(0, columns - cells.length) }, () => true)];
    return empty.map((isEmpty) => (isEmpty ? '-' : 'x')).join('');
  });
  const at = { line, column: 1 };
  return [
    { kind: 'mark', what: `a table with the cells ${shape.join(' ')}`, ...at },
    ...inside.filter(({ kind }) => kind === 'mark'),
    ...inside
      .filter(({ kind }) => kind === 'text')
      .map((token): Token => ({ ...token, what: token.what.replaceAll('|', '') })),
    { kind: 'mark', what: 'the end of the table', ...at },
  ];
}

/** Between code, a bar of a table's cell is written with a backslash. */
function inCell({ what, ...token }: Token, row: number, column: number): Token {
  if (token.kind !== 'mark') return { what, ...token };
  return { ...token, what: `in cell ${row + 1}.${column + 1}: ${what.replaceAll('\\|', '|')}` };
}

function renderedTable({ children, position }: RenderedTable, context: Context): Token[] {
  const inside = children.flatMap((row, rowIndex) =>
    row.children.flatMap((cell, index) =>
      tokensOf(cell.children, context).map((token) => inCell(token, rowIndex, index)),
    ),
  );
  const rows = children.map((row) => row.children.map((cell) => cell.children.length === 0));
  return tableTokens(position?.start.line ?? 1, rows, inside);
}

/** Finds the cells by their positions: for micromark, the table is a paragraph. */
function sourceTable(paragraph: Paragraph, { rows }: Table, context: Context): Token[] {
  const header = rows[0]?.line ?? 1;
  const indexOf = new Map(rows.map(({ line }, index) => [line, index]));
  const gap: Token = { kind: 'gap', what: '', line: header, column: 1 };
  const tokens = tokensOf(paragraph.children as PhrasingContent[], context);
  const inside = tokens.flatMap((token) => {
    const row = indexOf.get(token.line);
    if (row === undefined) return [];
    const cells = rows[row]?.cells ?? [];
    return inCell(
      token,
      row,
      Math.max(
        0,
        cells.findLastIndex(({ column }) => column <= token.column),
      ),
    );
  });
  const empty = rows.map(({ cells }) => cells.map(({ isEmpty }) => isEmpty));
  const before = tokens.filter(({ line }) => line < header);
  return [gap, ...before, gap, ...tableTokens(header, empty, inside)];
}

/** Joins texts that follow each other, and drops those without a character. */
function joined(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  let text: { pieces: string[]; line: number } | undefined;
  const end = () => {
    if (text) parts.push({ what: text.pieces.join(''), line: text.line });
    text = undefined;
  };
  for (const { kind, what, line } of tokens) {
    if (kind === 'text') {
      const piece = withoutSpace(what);
      if (piece === '') continue;
      text ??= { pieces: [], line };
      text.pieces.push(piece);
    } else {
      end();
      if (kind === 'mark') parts.push({ what, line });
    }
  }
  end();
  return parts;
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/gu, '').replace(/[“”]/gu, '"').replace(/[‘’]/gu, "'");
}
