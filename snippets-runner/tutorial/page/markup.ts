/**
 * Refuses what a page cannot contain although it is valid MDX: JavaScript, and Markdown that hides a text from readers
 * or that the parser of `lint` and the renderer of the site read in different ways.
 */
import type { Definition, Image, Link, ListItem, Nodes, Text } from 'mdast';
import type { Position } from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Script, SyntaxNodes } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';
import { checkEmptiness } from './emptiness.ts';
import { plainUrl } from './plain-url.ts';
import { positionIn, type ShownText } from './shown-text.ts';

export function checkMarkup(
  nodes: SyntaxNodes,
  shown: readonly ShownText[],
  source: SourceText,
  report: ReportProblem,
): void {
  const { root, items, scripts, texts, links, references, definitions } = nodes;
  for (const script of scripts) checkScript(script, report);
  const inLinks = new Set([...links, ...references].flatMap(textsIn));
  for (const text of texts) {
    checkText(text, report);
    if (!inLinks.has(text)) checkPlainUrl(text, report);
  }
  for (const text of shown) checkTilde(text, source, report);
  for (const item of items) checkTask(item, source, report);
  checkEmptiness(root, report);
  for (const link of [...links, ...definitions]) checkTitle(link, report);
  for (const node of [...references, ...definitions]) if (node.label?.startsWith('^')) refuseFootnote(node, report);
}

/** Refuses all JavaScript but comments. */
export function checkScript(script: Script, report: ReportProblem): void {
  const position = startOf(script);
  if (script.type === 'mdxjsEsm') {
    const hint = 'Delete it: a page uses the components without an import, and defines none.';
    report('script-in-page', position, 'a page cannot have import or export', hint);
  } else if (withoutComments(script.value).trim() !== '') {
    const hint = 'Write the text itself. To show a brace, put it in `code`, or write \\{. A comment is {/* … */}.';
    report('script-in-page', position, 'a page cannot have an expression between { and }', hint);
  }
}

/** Removes the comments of JavaScript. What is left of a string that contains such marks is not empty. */
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/gu, '');
}

function checkText(text: Text, report: ReportProblem): void {
  const footnote = text.value.search(/\[\^[^\]\s]+\]/u);
  if (footnote >= 0) refuseFootnote({ position: { start: positionOf(text, footnote) } }, report);
}

/** One tilde by itself, as in 1~4094, strikes nothing out. */
function checkTilde(shown: ShownText, source: SourceText, report: ReportProblem): void {
  const index = shown.text.indexOf('~');
  if (index < 0 || (/\d ?~ ?\d/u.test(shown.text) && !shown.text.includes('~', index + 1))) return;
  const hint = 'Write it in `code`. A page cannot strike text out.';
  const message = '"~" is not allowed in a text, because a pair of them strikes text out';
  report('markup-refused', positionIn(shown, index, 1, source), message, hint);
}

/** Returns the position of an offset in the text, if it has no escapes. */
function positionOf(text: Text, index: number): Position {
  const { line, column } = startOf(text);
  const before = text.value.slice(0, index).split(/\r\n|\n|\r/u);
  const last = before.at(-1)?.length ?? 0;
  return { line: line + before.length - 1, column: before.length === 1 ? column + last : last + 1 };
}

function checkPlainUrl(text: Text, report: ReportProblem): void {
  const url = plainUrl(text.value);
  if (!url) return;
  const hint = 'Write [text](https://…). To show an address that is no link, put it in `code`.';
  report('markup-refused', positionOf(text, url.index), `"${url.text}" would become a link by itself`, hint);
}

function textsIn(node: Nodes): Text[] {
  if (node.type === 'text') return [node];
  return 'children' in node ? node.children.flatMap(textsIn) : [];
}

function refuseFootnote(node: Parameters<typeof startOf>[0], report: ReportProblem): void {
  report('markup-refused', startOf(node), 'a page cannot have footnotes', 'Write the text where it belongs.');
}

/** CommonMark has no task lists, but the site renders them: as boxes, without the mark. */
function checkTask({ children }: ListItem, source: SourceText, report: ReportProblem): void {
  const [first] = children;
  const offset = first?.type === 'paragraph' ? first.position?.start.offset : undefined;
  if (!first || offset === undefined || !/^\[[\sx]\]/iu.test(source.text.slice(offset, offset + 3))) return;
  report('markup-refused', startOf(first), 'a page cannot have task lists', 'Write what is done in words.');
}

function checkTitle(link: Link | Image | Definition, report: ReportProblem): void {
  if (typeof link.title !== 'string') return;
  const message = `the title "${link.title}" of the link is not shown to most readers`;
  report('markup-refused', startOf(link), message, 'Write it in the text, and leave the title out.');
}
