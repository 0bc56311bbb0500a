/**
 * Refuses what a page cannot contain although it is valid MDX: JavaScript, and Markdown that hides a text from readers
 * or that the parser of `lint` and the renderer of the site read in different ways.
 */
import type { Definition, Image, ImageReference, Link, LinkReference, Text } from 'mdast';
import type { ReportProblem } from '../source/problem-list.ts';
import type { Script, SyntaxNodes } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';

export function checkMarkup(nodes: SyntaxNodes, report: ReportProblem): void {
  const { scripts, texts, links, references, definitions } = nodes;
  for (const script of scripts) checkScript(script, report);
  for (const text of texts) checkText(text, report);
  for (const link of [...links, ...definitions]) checkTitle(link, report);
  for (const link of [...links, ...references]) checkContent(link, report);
  for (const node of [...references, ...definitions]) if (node.label?.startsWith('^')) refuseFootnote(node, report);
}

function checkScript(script: Script, report: ReportProblem): void {
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
  const { value } = text;
  const at = (index: number) => {
    const { line, column } = startOf(text);
    const before = value.slice(0, index).split('\n');
    const last = before.at(-1)?.length ?? 0;
    return { line: line + before.length - 1, column: before.length === 1 ? column + last : last + 1 };
  };
  const tilde = value.indexOf('~');
  if (tilde >= 0) {
    const hint = 'Write it in `code`. A page cannot strike text out.';
    report('markup-refused', at(tilde), '"~" is not allowed in a text, because a pair of them strikes text out', hint);
  }
  const footnote = value.search(/\[\^[^\]\s]+\]/u);
  if (footnote >= 0) refuseFootnote({ position: { start: at(footnote) } }, report);
}

function refuseFootnote(node: Parameters<typeof startOf>[0], report: ReportProblem): void {
  report('markup-refused', startOf(node), 'a page cannot have footnotes', 'Write the text where it belongs.');
}

/** Refuses a link that nobody sees. */
function checkContent(link: Link | Image | LinkReference | ImageReference, report: ReportProblem): void {
  if (!('children' in link)) return;
  if (link.children.some((child) => child.type !== 'text' || child.value.trim() !== '')) return;
  report('markup-refused', startOf(link), 'the link has no text', 'Write what the link leads to between [ and ].');
}

function checkTitle(link: Link | Image | Definition, report: ReportProblem): void {
  if (typeof link.title !== 'string') return;
  const message = `the title "${link.title}" of the link is not shown to most readers`;
  report('markup-refused', startOf(link), message, 'Write it in the text, and leave the title out.');
}
