/**
 * A page as Markdown that stands alone: snippets with what they printed, values filled in, links as
 * addresses. All else stays as the author wrote it, to the byte.
 */
import { readFileSync } from 'node:fs';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { type MdxJsxFlowElement, type MdxJsxTextElement, mdxFromMarkdown } from 'mdast-util-mdx';
import { frontmatter } from 'micromark-extension-frontmatter';
import { mdxjs } from 'micromark-extension-mdxjs';
import { resolveCaptured } from '../../snippets-runner/tutorial/capture/captured-value.ts';
import { capturedSnippet, readCapture } from '../data/captures.ts';
import { pageFile } from '../data/content-root.ts';
import { notCapturableReason, type Tutorial } from '../data/tutorials.ts';
import { type Strings, stringsOf } from '../i18n/strings.ts';
import { snippetId } from '../markdown/fence.ts';
import { publishedUrl } from '../markdown/links.ts';
import { capturedRequest } from '../markdown/references.ts';
import { uncapturedLines } from '../terminal/uncaptured.ts';
import { captureLine, codeSpan, terminalMarkdown, uncapturedMarkdown } from './terminal.ts';

/** @param toAddress makes a path of the site, base included, into what others can follow */
export async function pageMarkdown(
  tutorial: Tutorial,
  base: string,
  toAddress: (path: string) => string,
): Promise<string> {
  const { locale, slug, entry } = tutorial;
  const source = readFileSync(pageFile(locale, slug), 'utf8');
  const root = fromMarkdown(source, {
    extensions: [mdxjs({ addResult: false }), frontmatter()],
    mdastExtensions: [mdxFromMarkdown(), frontmatterFromMarkdown()],
  });
  const nodes = [...allNodes(root)];
  const edits = await Promise.all(nodes.map((node) => editFor(node, source, tutorial, base, toAddress)));
  const body = rewritten(
    source,
    edits.filter((edit) => edit !== undefined),
    { start: 0, end: source.length },
  );
  const capture = readCapture(slug);
  const parts = [`# ${entry.data.title}`, entry.data.description, body.trim(), capture && captureLine(capture, locale)];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

interface Range {
  readonly start: number;
  readonly end: number;
}
/** `inner` is rewritten by itself and then given to `around`. */
type Edit = Range & ({ readonly text: string } | { readonly inner: Range; readonly around: (inner: string) => string });
type Element = MdxJsxFlowElement | MdxJsxTextElement;

const ASIDES: Readonly<Record<string, keyof Strings['asides']>> = {
  Caution: 'caution',
  Goal: 'goal',
  Note: 'note',
  Tip: 'tip',
};

async function editFor(
  node: Nodes,
  source: string,
  tutorial: Tutorial,
  base: string,
  toAddress: (path: string) => string,
): Promise<Edit | undefined> {
  const range = rangeOf(node);
  if (!range) return undefined;
  switch (node.type) {
    case 'yaml':
    case 'mdxjsEsm':
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return { ...range, text: '' };
    case 'code': {
      const id = snippetId(node.meta);
      return id === undefined ? undefined : { ...range, text: indented(await terminalOf(id, tutorial), range, source) };
    }
    case 'link':
    case 'definition':
      return urlEdit(node.url, range, source, (url) => address(url, tutorial, base, toAddress));
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return elementEdit(node, range, source, tutorial);
    default:
      return undefined;
  }
}

async function elementEdit(
  element: Element,
  range: Range,
  source: string,
  tutorial: Tutorial,
): Promise<Edit | undefined> {
  const attributes = attributesOf(element);
  const { name } = element;
  const aside = ASIDES[name ?? ''];
  if (name === 'Snippet') {
    return { ...range, text: indented(await terminalOf(attributes.id ?? '', tutorial), range, source) };
  }
  if (name === 'Captured') return { ...range, text: capturedText(attributes, tutorial) };
  if (name === 'Keys') return { ...range, text: attributes.press ?? '' };
  if (aside !== undefined) {
    const title = stringsOf(tutorial.locale).asides[aside];
    return {
      ...range,
      inner: innerRange(element) ?? empty(range),
      around: (inner) => quoted(`**${title}**\n\n${inner}`),
    };
  }
  if (name === 'kbd') return { ...range, inner: innerRange(element) ?? empty(range), around: (inner) => inner };
  return undefined;
}

async function terminalOf(id: string, { locale, slug }: Tutorial): Promise<string> {
  const capture = readCapture(slug);
  const snippet = capturedSnippet(capture, id);
  if (capture && snippet) return snippet.hidden ? '' : terminalMarkdown(capture, snippet, locale);
  const reason = await notCapturableReason(locale, slug);
  return uncapturedMarkdown((await uncapturedLines(slug, id)) ?? [], reason ?? '', locale);
}

/** That it is there was seen to before anything was built. */
function capturedText(attributes: Readonly<Record<string, string>>, { slug }: Tutorial): string {
  const capture = readCapture(slug);
  const result = capture && resolveCaptured(capture, capturedRequest(attributes));
  return codeSpan(result && 'value' in result ? result.value : '…');
}

/** Pages are linked as Markdown, too. */
function address(url: string, { locale, slug }: Tutorial, base: string, toAddress: (path: string) => string): string {
  const published = publishedUrl(url, { locale, slug }, base);
  if (published === url) return url;
  const [path = '', anchor] = published.split('#');
  return `${toAddress(`${path}index.md`)}${anchor === undefined ? '' : `#${anchor}`}`;
}

function urlEdit(url: string, range: Range, source: string, published: (url: string) => string): Edit | undefined {
  const offset = source.slice(range.start, range.end).lastIndexOf(url);
  if (offset < 0 || url === '') return undefined;
  const start = range.start + offset;
  return { start, end: start + url.length, text: published(url) };
}

function rewritten(source: string, edits: readonly Edit[], { start, end }: Range): string {
  const pieces: string[] = [];
  let at = start;
  for (const edit of edits) {
    // Those inside of one that was dealt with as a whole are behind by now.
    if (edit.start < at || edit.end > end) continue;
    pieces.push(source.slice(at, edit.start));
    pieces.push('text' in edit ? edit.text : edit.around(rewritten(source, edits, edit.inner)));
    at = edit.end;
    // What is left out takes the empty lines after it along.
    if ('text' in edit && edit.text === '') at += /^(?:[ \t]*\n)*/u.exec(source.slice(at, end))?.[0].length ?? 0;
  }
  pieces.push(source.slice(at, end));
  return pieces.join('');
}

/** In the order of the document, a node before what is in it. */
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

/** What takes several lines stays in the list that it stands in. */
function indented(text: string, { start }: Range, source: string): string {
  const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '' ? text.replaceAll('\n', `\n${before}`) : text;
}

function quoted(text: string): string {
  return text.replace(/^/gmu, '> ').replace(/[ \t]+$/gmu, '');
}

function attributesOf({ attributes }: Element): Readonly<Record<string, string>> {
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      if (attribute.type !== 'mdxJsxAttribute') return [];
      const { name, value } = attribute;
      return [[name, typeof value === 'string' ? value : (value?.value ?? '')]];
    }),
  );
}
