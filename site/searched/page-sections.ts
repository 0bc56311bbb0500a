/** The texts of a page, by section, as the search looks through them: without markup, with captured values filled in. */
import type { Nodes, Paragraph, Parent, RootContent } from 'mdast';
import { EXERCISE_PARTS } from '../../snippets-runner/tutorial/exercise/read-exercises.ts';
import { urlParts } from '../../snippets-runner/tutorial/page/page-link.ts';
import type { ParsedPage } from '../../snippets-runner/tutorial/parsed-page.ts';
import { isElement, type JsxElement } from '../../snippets-runner/tutorial/source/syntax-tree.ts';
import { pageBeginning } from '../data/begins.ts';
import { capturedValue } from '../data/captured-value.ts';
import { capturedSnippet, readCapture } from '../data/captures.ts';
import type { PageSource } from '../data/page-source.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import type { SearchedBlock, SearchedSection } from '../search/corpus.ts';
import { sectionsOf } from './sections.ts';
import { terminalBlocks } from './terminal-blocks.ts';

/**
 * @param headings of the rendered page, in order. Their ids are the anchors
 */
export function searchedSections(
  { page, tree }: PageSource,
  headings: readonly { readonly slug: string; readonly text: string }[],
): readonly SearchedSection[] {
  const [before, ...sections] = sectionsOf(tree.root.children, headings, (node) => blocksOf(node, page));
  const first = before && { ...before, blocks: [...before.blocks, ...beginningBlocks(page)] };
  return [...(first ? [first] : []), ...sections.filter(({ blocks }) => blocks.length > 0)];
}

/** The commands with which a page begins, before its first heading. */
function beginningBlocks({ slug }: ParsedPage): readonly SearchedBlock[] {
  const steps = pageBeginning(slug, SOURCE_LOCALE)?.terminals.flatMap((terminal) => terminal.steps) ?? [];
  return terminalBlocks({ steps: steps.map((step) => ({ ...step, output: '' })), output: 'show', hidden: false });
}

function blocksOf(node: RootContent, page: ParsedPage): readonly SearchedBlock[] {
  if (node.type === 'code') {
    const id = page.snippets.find(({ position }) => position.line === node.position?.start.line)?.id;
    return id === undefined ? [['typed', node.value]] : snippetBlocks(id, page);
  }
  if (isElement(node) && node.name === 'Snippet') return snippetBlocks(attribute(node, 'id'), page);
  if (node.type === 'paragraph') return isAboutAnotherPage(node) ? [] : textBlocks(shownText(node, page));
  // What a reader needs and how long it takes says nothing of what the page explains.
  const inner = 'children' in node ? (node as Parent).children : [];
  const own = isElement(node) && node.name === 'Goal' ? inner.filter(({ type }) => type !== 'list') : inner;
  // A hit must not show what a reader of an exercise seeks, or has folded.
  if (isElement(node) && FOLDED.has(node.name ?? '')) return [];
  return own.flatMap((child) => blocksOf(child, page));
}

/** Parts of an exercise. Its story, its task and what its check prints are found. */
const FOLDED: ReadonlySet<string> = new Set(EXERCISE_PARTS.filter((part) => part !== 'Check'));

function snippetBlocks(id: string, { slug }: ParsedPage): readonly SearchedBlock[] {
  const snippet = capturedSnippet(readCapture(slug), id);
  return snippet ? terminalBlocks(snippet) : [];
}

/** Returns whether a text begins with a link to another page, such as an item of the list at the end of a page. */
function isAboutAnotherPage({ children: [first] }: Paragraph): boolean {
  return first?.type === 'link' && /\.mdx$/u.test(urlParts(first.url)?.path ?? '');
}

/** Splits a table, which the parser reads as a paragraph, into rows. */
function textBlocks(text: string): readonly SearchedBlock[] {
  const lines = text.split('\n').map((line) => line.trim());
  if (!lines.some((line) => /^\|[\s:|-]+\|$/u.test(line))) return textBlock(joined(lines));
  const cells = lines.map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .filter(Boolean),
  );
  return cells
    .filter((row) => !row.every((cell) => /^:?-+:?$/u.test(cell)))
    .flatMap((row) => textBlock(row.join(' · ')));
}

function textBlock(text: string): readonly SearchedBlock[] {
  return text === '' ? [] : [['text', text]];
}

/** Between two Chinese characters, the end of a line is no space. */
export function joined(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/(?<=[\p{Script=Han}，。、：；！？）”])\n(?=[\p{Script=Han}（“])/gu, '')
    .replaceAll('\n', ' ');
}

function shownText(node: Nodes, page: ParsedPage): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return '\n';
  if (isElement(node)) {
    if (node.name === 'Captured') return capturedText(node, page);
    if (node.name === 'Keys') return attribute(node, 'press');
  }
  return 'children' in node ? node.children.map((child) => shownText(child, page)).join('') : '';
}

/** Returns the captured value. The build has already checked that it exists. */
function capturedText({ position }: JsxElement, { slug, capturedValues }: ParsedPage): string {
  const capture = readCapture(slug);
  const { line, column } = position?.start ?? {};
  const value = capturedValues.find(({ position: at }) => at.line === line && at.column === column);
  const result = capture && value && capturedValue(capture, value);
  return result && 'value' in result ? result.value : '';
}

function attribute({ attributes }: JsxElement, name: string): string {
  const found = attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name);
  return typeof found?.value === 'string' ? found.value : (found?.value?.value ?? '');
}
