/**
 * Turns a tutorial's Markdown into what the site's components show:
 *
 * - each snippet of a source page becomes `<Snippet id="ID">`, as translations write it;
 * - every `<Snippet>` and `<Captured>` gets the page that it is on;
 * - links to `.mdx` files become addresses;
 * - short code in a text is marked, so that no line ends within it;
 * - lines of a Chinese paragraph are joined without a space.
 *
 * Which fence is a snippet is not decided here: the page has been read by the runner's `tutorial` module,
 * and its snippets are found by their lines. Components are given to a page when it is rendered, so pages
 * import nothing.
 */
import { fileURLToPath } from 'node:url';
import { defineMdastPlugin, type MdastPluginDefinition, type MdastVisitorContext } from 'satteri';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import { pageOfFile } from '../data/content-root.ts';
import { readPage } from '../data/page-source.ts';
import { publishedUrl } from './links.ts';
import { staysWhole } from './short-code.ts';

type Attributes = Readonly<Record<string, string>>;
type InlineCode = Parameters<NonNullable<MdastPluginDefinition['inlineCode']>>[0];
type JsxNode = Parameters<NonNullable<MdastPluginDefinition['mdxJsxFlowElement' | 'mdxJsxTextElement']>>[0];

/** Components that show a part of the page's capture. */
const CAPTURE_COMPONENTS = new Set(['Snippet', 'Captured']);

export function tutorialPlugin({ base }: { base: string }): MdastPluginDefinition {
  return defineMdastPlugin({
    name: 'tutorial',
    options: { position: true },
    code(node, context) {
      const key = pageOf(context);
      const id = key && snippetIdAt(node.position?.start.line, key);
      if (key && id !== undefined) context.replaceNode(node, snippetElement(id, key));
    },
    inlineCode(node, context) {
      if (!staysWhole(node.value)) return;
      context.setProperty(node, 'data', { hProperties: { class: 'whole' } });
      if (node.value.startsWith('-') && followsPunctuation(node, context)) {
        context.insertBefore(node, { type: 'mdxJsxTextElement', name: 'wbr', attributes: [], children: [] });
      }
    },
    link: (node, context) => rewritten(node, context, base),
    definition: (node, context) => rewritten(node, context, base),
    mdxJsxFlowElement: (node, context) => visitElement(node, context, base),
    mdxJsxTextElement: (node, context) => visitElement(node, context, base),
    text(node, context) {
      if (pageOf(context)?.locale !== 'zh-cn') return;
      const joined = joinLines(node.value);
      if (joined !== node.value) context.setProperty(node, 'value', joined);
    },
  });
}

function pageOf({ fileURL }: MdastVisitorContext): PageKey | undefined {
  return fileURL && pageOfFile(fileURLToPath(fileURL));
}

/** @throws SiteError when the page has mistakes */
function snippetIdAt(line: number | undefined, key: PageKey): string | undefined {
  return readPage(key)?.page.snippets.find(({ position }) => position.line === line)?.id;
}

function snippetElement(id: string, { slug, locale }: PageKey) {
  const attributes = jsxAttributes({ id, page: slug, locale });
  return { type: 'mdxJsxFlowElement' as const, name: 'Snippet', attributes, children: [] };
}

/** Returns undefined to leave the node as it is. */
function rewritten<Node extends Readonly<{ url: string }>>(
  node: Node,
  context: MdastVisitorContext,
  base: string,
): Node | undefined {
  const key = pageOf(context);
  const url = key && publishedUrl(node.url, key, base);
  return url === undefined || url === node.url ? undefined : { ...node, url };
}

function visitElement(node: JsxNode, context: MdastVisitorContext, base: string): void {
  const key = pageOf(context);
  if (!key || node.name === null) return;
  if (CAPTURE_COMPONENTS.has(node.name)) {
    const added = jsxAttributes({ page: key.slug, locale: key.locale });
    context.replaceNode(node, { ...node, attributes: [...node.attributes, ...added] });
  } else if (node.name === 'a') {
    const attributes = node.attributes.map((attribute) =>
      attribute.type === 'mdxJsxAttribute' && attribute.name === 'href' && typeof attribute.value === 'string'
        ? { ...attribute, value: publishedUrl(attribute.value, key, base) }
        : attribute,
    );
    context.replaceNode(node, { ...node, attributes });
  }
}

function jsxAttributes(attributes: Attributes) {
  return Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value }));
}

/**
 * Whether code follows Chinese punctuation directly. No browser ends a line before a hyphen, not even after
 * a full-width stop, where any other character may begin a line.
 */
function followsPunctuation(node: InlineCode, context: MdastVisitorContext): boolean {
  const before = context.parent(node)?.children[(context.indexOf(node) ?? 0) - 1];
  return before?.type === 'text' && /[，。；：、！？）]$/u.test(before.value);
}

/** A browser shows the end of a line as a space. Between two Chinese characters there must be none. */
function joinLines(text: string): string {
  return text.replace(
    /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu,
    '',
  );
}
