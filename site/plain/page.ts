/**
 * A page as plain Markdown that is complete by itself: snippets with outputs, captured values, URLs as links. The rest
 * is the author's text, byte for byte.
 */
import type { Nodes } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import type { Position } from '../../snippets-runner/tutorial/page.ts';
import type { ParsedPage } from '../../snippets-runner/tutorial/parsed-page.ts';
import { pageBeginning } from '../data/begins.ts';
import { capturedValue } from '../data/captured-value.ts';
import { capturedSnippet, readCapture } from '../data/captures.ts';
import { packetWayOf } from '../data/packet-way.ts';
import { readPage } from '../data/page-source.ts';
import { reachOf } from '../data/reach.ts';
import type { Tutorial } from '../data/tutorials.ts';
import { drawingsOf, stateAfter } from '../drawing/page-drawings.ts';
import { descriptionOf } from '../drawing/words.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';
import type { Strings } from '../i18n/strings.ts';
import { publishedUrl } from '../markdown/links.ts';
import { markdownUrl } from '../urls.ts';
import { exerciseFrames, type Frame } from './exercise.ts';
import { reachMarkdown } from './reach.ts';
import { beginningMarkdown, captureLine, codeSpan, terminalMarkdown } from './terminal.ts';
import { wayMarkdown } from './way.ts';

/** @param toPublicUrl turns a path of the site, base included, into a URL that works outside of the site */
export async function pageMarkdown(
  tutorial: Tutorial,
  base: string,
  toPublicUrl: (path: string) => string,
): Promise<string> {
  const { locale, slug, entry } = tutorial;
  const { text: source, page, tree } = readPage(tutorial) ?? raise(slug);
  const nodes = [...allNodes(tree.root)];
  const context = { source, page, base, toPublicUrl, frames: exerciseFrames(nodes, page) };
  const edits = nodes.flatMap((node) => editFor(node, context) ?? []);
  const body = rewritten(source, edits, { start: 0, end: source.length });
  const capture = readCapture(slug);
  const parts = [`# ${entry.data.title}`, entry.data.description, body.trim(), capture && captureLine(capture, locale)];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function raise(slug: string): never {
  throw new TypeError(`${slug} is in the list of tutorials, but its file does not exist`);
}

interface Range {
  readonly start: number;
  readonly end: number;
}
/** `text` replaces the range. Without it, `inner` is rewritten first, and `around` turns the result into the new text. */
type Edit = Range & ({ readonly text: string } | { readonly inner: Range; readonly around: (inner: string) => string });
type Element = MdxJsxFlowElement | MdxJsxTextElement;

interface Context {
  readonly source: string;
  readonly page: ParsedPage;
  readonly base: string;
  readonly toPublicUrl: (path: string) => string;
  /** Of the parts of exercises. */
  readonly frames: ReadonlyMap<Nodes, Frame>;
}

const ASIDES: ReadonlyMap<string, keyof Strings['asides']> = new Map([
  ['Caution', 'caution'],
  ['Goal', 'goal'],
  ['Note', 'note'],
  ['Tip', 'tip'],
]);

function editFor(node: Nodes, context: Context): Edit | undefined {
  const range = rangeOf(node);
  if (!range) return undefined;
  switch (node.type) {
    case 'yaml':
    case 'mdxjsEsm':
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return { ...range, text: '' };
    case 'paragraph': {
      const frame = context.frames.get(node);
      return frame && { ...empty(range), text: frame.before };
    }
    case 'code':
      return snippetEdit(at(node, context.page.snippets)?.id, range, context);
    case 'link':
    case 'definition':
      return urlEdit(node.url, range, context);
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return elementEdit(node, range, context);
    default:
      return undefined;
  }
}

/** Returns the part that the runner has read at the node's position. */
function at<Part extends { readonly position: Position }>({ position }: Nodes, parts: readonly Part[]) {
  const start = position?.start;
  return parts.find((part) => part.position.line === start?.line && part.position.column === start.column);
}

function elementEdit(element: Element, range: Range, context: Context): Edit | undefined {
  const { name } = element;
  const aside = ASIDES.get(name ?? '');
  if (name === 'Snippet') return snippetEdit(at(element, context.page.snippetReferences)?.id, range, context);
  if (name === 'Captured') return { ...range, text: capturedText(element, context.page) };
  if (name === 'Drawing') return { ...range, text: drawingText(element, context.page.locale) };
  if (name === 'Reach') return { ...range, text: reachText(element, context.page) };
  if (name === 'Path') return { ...range, text: wayText(element, context.page) };
  if (name === 'Says') return { ...range, text: '' };
  if (name === 'Keys') return { ...range, text: attributeOf(element, 'press') };
  if (aside !== undefined) {
    const title = stringsOf(context.page.locale).asides[aside];
    return {
      ...range,
      inner: innerRange(element) ?? empty(range),
      around: (inner) => `${quoted(`**${title}**\n\n${inner}`)}${name === 'Goal' ? beginningText(context) : ''}`,
    };
  }
  const frame = context.frames.get(element);
  if (frame) {
    const around = (inner: string) => `${frame.before}${inner.trimEnd()}${frame.after}`;
    return { ...range, inner: innerRange(element) ?? empty(range), around };
  }
  if (name === 'Exercise' || name === 'kbd' || name === 'Decision' || name === 'Question') {
    return { ...range, inner: innerRange(element) ?? empty(range), around: (inner) => inner };
  }
  const href = name === 'a' ? attributeOf(element, 'href') : '';
  if (href !== '') {
    const url = linkToMarkdown(href, context);
    return { ...range, inner: innerRange(element) ?? empty(range), around: (inner) => `[${inner}](${url})` };
  }
  return undefined;
}

/** Returns what has run before the first command, as a part of its own; empty if the page begins in a fresh lab. */
function beginningText({ page, base, toPublicUrl }: Context): string {
  const capture = readCapture(page.slug);
  const beginning = pageBeginning(page.slug, page.locale);
  if (!capture || !beginning) return '';
  const url = toPublicUrl(markdownUrl(base, page.locale, beginning.slug));
  return `\n\n${beginningMarkdown(beginning, capture, { url, locale: page.locale })}`;
}

/** Returns undefined for a fence without an id, which is ordinary code. */
function snippetEdit(id: string | undefined, range: Range, { source, page }: Context): Edit | undefined {
  const capture = readCapture(page.slug);
  const snippet = id === undefined ? undefined : capturedSnippet(capture, id);
  if (!capture || !snippet) return undefined;
  const text = snippet.hidden ? '' : terminalMarkdown(capture, snippet, page.locale);
  return { ...range, text: indented(text, range, source) };
}

/** Returns the captured value. The build has already checked that it exists. */
function capturedText(element: Element, page: ParsedPage): string {
  const capture = readCapture(page.slug);
  const value = at(element, page.capturedValues);
  const result = capture && value && capturedValue(capture, value);
  return codeSpan(result && 'value' in result ? result.value : '…');
}

/** Returns what a drawing shows, in words. */
function drawingText(element: Element, locale: Locale): string {
  const { drawing } = stringsOf(locale);
  const slug = attributeOf(element, 'of');
  const capture = readCapture(slug);
  const state = capture && stateAfter(attributeOf(element, 'after'), drawingsOf(capture));
  const title = readPage({ locale, slug })?.page.title;
  return state && title ? `*${drawing.ofPage(title)}: ${descriptionOf(state, drawing)}*` : '';
}

/** Returns the table, and below it the terminals that the page shows nowhere else. */
function reachText(element: Element, page: ParsedPage): string {
  const capture = readCapture(page.slug);
  const reach = capture && reachOf(capture, at(element, page.reachElements)?.of);
  if (!reach || 'fault' in reach) return '…';
  const below = reach.hidden.map((snippet) => terminalMarkdown(capture, snippet, page.locale));
  return [reachMarkdown(reach.table, page.locale), ...below].join('\n\n');
}

/** Returns the places in order, with their numbers. */
function wayText(element: Element, page: ParsedPage): string {
  const capture = readCapture(page.slug);
  const way = capture && packetWayOf(capture, at(element, page.pathElements)?.of ?? []);
  return way && 'path' in way ? wayMarkdown(way.path, page.locale) : '…';
}

/** Returns the URL of a page's Markdown for a link to the page. Returns any other link unchanged. */
function linkToMarkdown(url: string, { page, base, toPublicUrl }: Context): string {
  return publishedUrl(url, page, (slug) => toPublicUrl(markdownUrl(base, page.locale, slug)));
}

function urlEdit(url: string, range: Range, context: Context): Edit | undefined {
  const offset = context.source.slice(range.start, range.end).lastIndexOf(url);
  if (offset < 0 || url === '') return undefined;
  const start = range.start + offset;
  return { start, end: start + url.length, text: linkToMarkdown(url, context) };
}

function rewritten(source: string, edits: readonly Edit[], { start, end }: Range): string {
  const pieces: string[] = [];
  let at = start;
  for (const edit of edits) {
    // The edit is within a range that was already replaced.
    if (edit.start < at || edit.end > end) continue;
    pieces.push(source.slice(at, edit.start));
    pieces.push('text' in edit ? edit.text : edit.around(rewritten(source, edits, edit.inner)));
    at = edit.end;
    // Empty lines after a removed part are removed, too.
    if ('text' in edit && edit.text === '') at += /^(?:[ \t]*\n)*/u.exec(source.slice(at, end))?.[0].length ?? 0;
  }
  pieces.push(source.slice(at, end));
  return pieces.join('');
}

/** Yields nodes in the order of the document, each before its children. */
function* allNodes(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* allNodes(child);
}

function rangeOf({ position }: Nodes): Range | undefined {
  const [start, end] = [position?.start.offset, position?.end.offset];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function innerRange({ children }: Element): Range | undefined {
  const [first, last] = [children.at(0), children.at(-1)];
  const [start, end] = [first && rangeOf(first)?.start, last && rangeOf(last)?.end];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function empty({ start }: Range): Range {
  return { start, end: start };
}

/** Indents the lines of a text like its first line, so that it stays in its list item. */
function indented(text: string, { start }: Range, source: string): string {
  const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '' ? text.replaceAll('\n', `\n${before}`) : text;
}

function quoted(text: string): string {
  return text.replace(/^/gmu, '> ').replace(/[ \t]+$/gmu, '');
}

/** Returns the literal value of an attribute; empty if there is none. */
function attributeOf({ attributes }: Element, name: string): string {
  const found = attributes.find((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === name);
  return typeof found?.value === 'string' ? found.value : (found?.value?.value ?? '');
}
