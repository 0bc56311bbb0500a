/** The Markdown syntax tree of a document. What of it matters to us is picked out in one walk. */
import type { Code, Definition, Heading, Html, Image, Link, Nodes, Root, Text, Yaml } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { type MdxJsxFlowElement, type MdxJsxTextElement, mdxFromMarkdown } from 'mdast-util-mdx';
import { frontmatter } from 'micromark-extension-frontmatter';
import { mdxjs } from 'micromark-extension-mdxjs';
import type { ReportProblem } from './problem-list.ts';
import type { SourceText } from './source-text.ts';

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

/** In the order of the document. */
export interface SyntaxNodes {
  readonly yaml: Yaml | undefined;
  readonly fences: readonly Code[];
  readonly headings: readonly Heading[];
  readonly elements: readonly JsxElement[];
  readonly links: readonly (Link | Image | Definition)[];
  readonly texts: readonly Text[];
  /** Of Markdown; MDX has none. */
  readonly html: readonly Html[];
}

export interface PageNodes {
  readonly nodes: SyntaxNodes;
  /** False when it is not MDX: then only front matter, fences, and headings are to be relied on. */
  readonly isMdx: boolean;
}

/**
 * A syntax error ends the MDX parser, so the rest is read as plain Markdown, for the other mistakes of
 * the page to be reported as well.
 */
export function parsePageNodes(source: SourceText, report: ReportProblem): PageNodes {
  try {
    return { nodes: nodesOf(parseMdx(source.text)), isMdx: true };
  } catch (error) {
    reportSyntax(error as SyntaxFault, source, report);
  }
  try {
    return { nodes: nodesOf(fromMarkdown(source.text, MDX_AS_MARKDOWN)), isMdx: false };
  } catch {
    return { nodes: NO_NODES, isMdx: false };
  }
}

/**
 * Parses MDX with its front matter. Positions and offsets count in UTF-16 code units.
 * @throws Error for text that is not MDX
 */
export function parseMdx(text: string): Root {
  return fromMarkdown(text, MDX);
}

const NO_NODES: SyntaxNodes = {
  yaml: undefined,
  fences: [],
  headings: [],
  elements: [],
  links: [],
  texts: [],
  html: [],
};

const MDX = {
  // Expressions are checked, but their own trees are not asked for: an eighth of the time.
  extensions: [mdxjs({ addResult: false }), frontmatter()],
  mdastExtensions: [mdxFromMarkdown(), frontmatterFromMarkdown()],
};
/** Without what MDX is without. */
const MDX_AS_MARKDOWN = {
  extensions: [frontmatter(), { disable: { null: ['autolink', 'codeIndented', 'htmlFlow', 'htmlText'] } }],
  mdastExtensions: [frontmatterFromMarkdown()],
};

/** CommonMark, with front matter of either usual kind, in which nothing is looked for. */
const MARKDOWN = {
  extensions: [frontmatter(['yaml', 'toml'])],
  mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml'])],
};

/** Everything is Markdown; undefined for what is nested beyond the parser's limits. */
export function parseMarkdownNodes(source: SourceText): SyntaxNodes | undefined {
  try {
    return nodesOf(fromMarkdown(source.text, MARKDOWN));
  } catch {
    return undefined;
  }
}

function nodesOf(root: Root): SyntaxNodes {
  let yaml: Yaml | undefined;
  const fences: Code[] = [];
  const headings: Heading[] = [];
  const elements: JsxElement[] = [];
  const links: (Link | Image | Definition)[] = [];
  const texts: Text[] = [];
  const html: Html[] = [];
  // Not recursive: a document may be nested deeper than the call stack.
  const ahead: Nodes[] = [root];
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    if (node.type === 'text') texts.push(node);
    else if (node.type === 'code') fences.push(node);
    else if (node.type === 'heading') headings.push(node);
    else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') elements.push(node);
    else if (node.type === 'link' || node.type === 'image' || node.type === 'definition') links.push(node);
    else if (node.type === 'html') html.push(node);
    else if (node.type === 'yaml') yaml = node;
    if ('children' in node) {
      for (let index = node.children.length - 1; index >= 0; index--) ahead.push(node.children[index] as Nodes);
    }
  }
  return { yaml, fences, headings, elements, links, texts, html };
}

/** What micromark throws: a VFileMessage, or an error of its own for documents beyond its limits. */
type SyntaxFault = Error & { line?: number; column?: number; place?: unknown };

const SYNTAX_HINT =
  'In MDX "{" begins an expression and "<" a component; where they are meant as text, put them in `code`, or write \\{ and \\<.';

function reportSyntax(fault: SyntaxFault, source: SourceText, report: ReportProblem): void {
  const position = positionOf(fault);
  if (!fault.message.startsWith('Unexpected end of file in expression')) {
    report('mdx-syntax', position, messageOf(fault), SYNTAX_HINT);
    return;
  }
  const brace = lastBrace(source, position);
  report('mdx-syntax', brace ?? position, 'an expression is not closed: "}" is missing', SYNTAX_HINT);
}

function messageOf({ message }: SyntaxFault): string {
  if (message === 'Could not parse expression with acorn') return 'what stands between braces is not JavaScript';
  if (message === 'Could not parse import/exports with acorn') {
    return 'a line that begins with "import" or "export" is not JavaScript';
  }
  return message.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());
}

/** Messages about pairs of tags have their place in the text only: `(1:1-1:6)`. */
function positionOf({ line, column, message }: SyntaxFault) {
  if (line !== undefined && column !== undefined) return { line, column };
  const [, first, second] = /\((\d+):(\d+)(?:-\d+:\d+)?\)/u.exec(message) ?? [];
  return { line: Number(first ?? 1), column: Number(second ?? 1) };
}

/** The end is where the parser notices, but the brace is what is wrong. */
function lastBrace(source: SourceText, before: { line: number; column: number }) {
  for (let line = Math.min(before.line, source.lines.length); line >= 1; line--) {
    const index = (source.lines[line - 1] ?? '').lastIndexOf('{');
    if (index >= 0) return { line, column: index + 1 };
  }
  return undefined;
}
