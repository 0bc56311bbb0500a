/** Parses MDX and Markdown. One walk over the syntax tree collects the nodes that the parsers read. */
import type {
  Code,
  Definition,
  Heading,
  Html,
  Image,
  ImageReference,
  InlineCode,
  Link,
  LinkReference,
  ListItem,
  Nodes,
  Root,
  Text,
  Yaml,
} from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import {
  type MdxFlowExpression,
  type MdxJsxFlowElement,
  type MdxJsxTextElement,
  type MdxjsEsm,
  type MdxTextExpression,
  mdxFromMarkdown,
} from 'mdast-util-mdx';
import { frontmatter } from 'micromark-extension-frontmatter';
import { mdxjs } from 'micromark-extension-mdxjs';
import { isStackOverflow } from '../../base/stack-overflow.ts';
import type { ReportProblem } from './problem-list.ts';
import type { SourceText } from './source-text.ts';

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;
/** JavaScript in MDX: `{…}`, `import` and `export`. A comment of MDX is an expression, too. */
export type Script = MdxFlowExpression | MdxTextExpression | MdxjsEsm;

/** The nodes of a document that are read, in the order of the document. */
export interface SyntaxNodes {
  readonly root: Root;
  readonly yaml: Yaml | undefined;
  readonly fences: readonly Code[];
  readonly codeSpans: readonly InlineCode[];
  readonly headings: readonly Heading[];
  readonly items: readonly ListItem[];
  readonly elements: readonly JsxElement[];
  readonly links: readonly (Link | Image)[];
  /** Links and images whose URL is in a definition. */
  readonly references: readonly (LinkReference | ImageReference)[];
  readonly definitions: readonly Definition[];
  readonly scripts: readonly Script[];
  readonly texts: readonly Text[];
  /** Only in Markdown: MDX has no HTML. */
  readonly html: readonly Html[];
}

export interface PageNodes {
  readonly nodes: SyntaxNodes;
  /** False if the text is not valid MDX. Then only front matter, fences and headings are reliable. */
  readonly isMdx: boolean;
}

/**
 * Parses a page. The MDX parser stops at the first syntax error. The page is then parsed as Markdown, so that
 * its other mistakes are reported, too.
 * @throws RangeError if it is nested deeper than the parsers can read
 */
export function parsePageNodes(source: SourceText, report: ReportProblem): PageNodes {
  try {
    return { nodes: nodesOf(parseMdx(source.text)), isMdx: true };
  } catch (error) {
    if (isStackOverflow(error)) throw error;
    reportSyntax(error as SyntaxFault, source, report);
  }
  return { nodes: nodesOf(fromMarkdown(source.text, MDX_AS_MARKDOWN)), isMdx: false };
}

/**
 * Parses MDX with its front matter. Columns and offsets are in UTF-16 code units.
 * @throws Error if the text is not valid MDX
 */
function parseMdx(text: string): Root {
  return fromMarkdown(text, MDX);
}

const MDX = {
  // Expressions are checked, but their syntax trees are not built. That takes an eighth of the time.
  extensions: [mdxjs({ addResult: false }), frontmatter()],
  mdastExtensions: [mdxFromMarkdown(), frontmatterFromMarkdown()],
};
const WITHOUT_HTML = { disable: { null: ['autolink', 'codeIndented', 'htmlFlow', 'htmlText'] } };
/** Markdown without the syntax that MDX does not have. */
const MDX_AS_MARKDOWN = {
  extensions: [frontmatter(), WITHOUT_HTML],
  mdastExtensions: [frontmatterFromMarkdown()],
};

/** CommonMark with YAML or TOML front matter. The front matter of a Markdown file is not read. */
const MARKDOWN = {
  extensions: [frontmatter(['yaml', 'toml'])],
  mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml'])],
};

const FOREIGN_MDX = {
  extensions: [...MARKDOWN.extensions, WITHOUT_HTML],
  mdastExtensions: MARKDOWN.mdastExtensions,
};

/** Parses plain Markdown. Every text is valid. @throws RangeError if it is nested deeper than the parser can read */
export function parseMarkdownNodes(source: SourceText): SyntaxNodes {
  return nodesOf(fromMarkdown(source.text, MARKDOWN));
}

/**
 * Parses an MDX file that anybody has written, for a site that may allow more than MDX does. So it is read as Markdown
 * without the syntax that MDX does not have: a component is text, and indented text is no code.
 * @param text without its comments, which may contain anything
 * @throws as `parseMarkdownNodes`
 */
export function parseForeignMdxNodes(text: string): SyntaxNodes {
  return nodesOf(fromMarkdown(text, FOREIGN_MDX));
}

/** Parses a part of a Markdown file, which has no front matter. @throws as `parseMarkdownNodes` */
export function parseMarkdownPart(text: string): Root {
  return fromMarkdown(text);
}

function nodesOf(root: Root): SyntaxNodes {
  let yaml: Yaml | undefined;
  const fences: Code[] = [];
  const codeSpans: InlineCode[] = [];
  const headings: Heading[] = [];
  const items: ListItem[] = [];
  const elements: JsxElement[] = [];
  const links: (Link | Image)[] = [];
  const references: (LinkReference | ImageReference)[] = [];
  const definitions: Definition[] = [];
  const scripts: Script[] = [];
  const texts: Text[] = [];
  const html: Html[] = [];
  const ahead: Nodes[] = [root];
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    if (node.type === 'text') texts.push(node);
    else if (node.type === 'inlineCode') codeSpans.push(node);
    else if (node.type === 'code') fences.push(node);
    else if (node.type === 'heading') headings.push(node);
    else if (node.type === 'listItem') items.push(node);
    else if (isElement(node)) elements.push(node);
    else if (node.type === 'link' || node.type === 'image') links.push(node);
    else if (node.type === 'linkReference' || node.type === 'imageReference') references.push(node);
    else if (node.type === 'definition') definitions.push(node);
    else if (isScript(node)) scripts.push(node);
    else if (node.type === 'html') html.push(node);
    else if (node.type === 'yaml') yaml = node;
    pushChildren(ahead, node);
  }
  const named = { links, references, definitions };
  return { root, yaml, fences, codeSpans, headings, items, elements, scripts, texts, html, ...named };
}

/** Returns all nodes, in the order of the document. */
export function nodesIn(root: Root): readonly Nodes[] {
  const nodes: Nodes[] = [];
  const ahead: Nodes[] = [root];
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    nodes.push(node);
    pushChildren(ahead, node);
  }
  return nodes;
}

/**
 * Puts the children of a node on a stack, so that the first one is taken first. Walks over a tree use a stack because a
 * document may be nested deeper than the call stack allows.
 */
export function pushChildren(ahead: { push(node: Nodes): unknown }, node: Nodes): void {
  if (!('children' in node)) return;
  for (let index = node.children.length - 1; index >= 0; index--) ahead.push(node.children[index] as Nodes);
}

export function isElement(node: Nodes): node is JsxElement {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

function isScript(node: Nodes): node is Script {
  return node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression' || node.type === 'mdxjsEsm';
}

/** An error of micromark: a VFileMessage, or another error for documents that exceed its limits. */
type SyntaxFault = Error & { line?: number; column?: number; place?: unknown };

const SYNTAX_HINT =
  'In MDX, "{" begins an expression and "<" begins a component. To show the character, put it in `code`, or write \\{ or \\<.';

function reportSyntax(fault: SyntaxFault, source: SourceText, report: ReportProblem): void {
  const position = positionOf(fault);
  // The message of acorn for a stack overflow.
  if ((fault.cause as Error | undefined)?.message === 'Not enough stack space to parse input') {
    const hint = 'Use fewer levels of brackets inside each other.';
    report('nesting-too-deep', position, 'the JavaScript here is nested too deep for the parser', hint);
    return;
  }
  if (!fault.message.startsWith('Unexpected end of file in expression')) {
    report('mdx-syntax', position, messageOf(fault), SYNTAX_HINT);
    return;
  }
  const brace = lastBrace(source, position);
  report('mdx-syntax', brace ?? position, 'an expression is not closed: its "}" is missing', SYNTAX_HINT);
}

function messageOf({ message }: SyntaxFault): string {
  if (message === 'Could not parse expression with acorn') return 'the text between { and } is not valid JavaScript';
  if (message === 'Could not parse import/exports with acorn') {
    return 'a line begins with "import" or "export" but is not valid JavaScript';
  }
  return message.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());
}

/** Returns the position of an error. Errors about pairs of tags have it only in their message: `(1:1-1:6)`. */
function positionOf({ line, column, message }: SyntaxFault) {
  if (line !== undefined && column !== undefined) return { line, column };
  const [, first, second] = /\((\d+):(\d+)(?:-\d+:\d+)?\)/u.exec(message) ?? [];
  return { line: Number(first ?? 1), column: Number(second ?? 1) };
}

/** Returns the position of the last `{`. The parser reports the end of the file, but the brace is the mistake. */
function lastBrace(source: SourceText, before: { line: number; column: number }) {
  for (let line = Math.min(before.line, source.lines.length); line >= 1; line--) {
    const index = (source.lines[line - 1] ?? '').lastIndexOf('{');
    if (index >= 0) return { line, column: index + 1 };
  }
  return undefined;
}
