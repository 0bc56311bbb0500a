/**
 * Makes a tutorial's Markdown into what the site's components show:
 *
 * - a fence with `snippet=ID` becomes `<Snippet id="ID">`, as translations write it;
 * - every `<Snippet>` and `<Captured>` is told which page it stands on;
 * - links to `.mdx` files become addresses;
 * - short code in a text is marked, so that it is not broken at the end of a line;
 * - lines of a Chinese paragraph are joined without a space.
 *
 * Components are given to the page when it is rendered, so pages import nothing.
 */
import { defineMdastPlugin, type MdastPluginDefinition, type MdastVisitorContext } from 'satteri';
import { snippetId } from './fence.ts';
import { publishedUrl } from './links.ts';
import { pagePlace } from './page-place.ts';
import { staysWhole } from './short-code.ts';

type Attributes = Readonly<Record<string, string>>;
type InlineCode = Parameters<NonNullable<MdastPluginDefinition['inlineCode']>>[0];
type JsxNode = Parameters<NonNullable<MdastPluginDefinition['mdxJsxFlowElement' | 'mdxJsxTextElement']>>[0];

/** Components that show something of the page's capture. */
const CAPTURE_COMPONENTS = new Set(['Snippet', 'Captured']);

export function tutorialPlugin({ base }: { base: string }): MdastPluginDefinition {
  return defineMdastPlugin({
    name: 'tutorial',
    code(node, context) {
      const id = snippetId(node.meta);
      const place = pagePlace(context.fileURL);
      if (id === undefined || place === undefined) return;
      context.replaceNode(node, snippetElement({ id, page: place.slug, locale: place.locale }));
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
      if (pagePlace(context.fileURL)?.locale !== 'zh-cn') return;
      const joined = joinLines(node.value);
      if (joined !== node.value) context.setProperty(node, 'value', joined);
    },
  });
}

function snippetElement(attributes: Attributes) {
  return { type: 'mdxJsxFlowElement' as const, name: 'Snippet', attributes: jsxAttributes(attributes), children: [] };
}

/** Undefined leaves the node as it is. */
function rewritten<Node extends Readonly<{ url: string }>>(
  node: Node,
  context: MdastVisitorContext,
  base: string,
): Node | undefined {
  const place = pagePlace(context.fileURL);
  const url = place && publishedUrl(node.url, place, base);
  return url === undefined || url === node.url ? undefined : { ...node, url };
}

function visitElement(node: JsxNode, context: MdastVisitorContext, base: string): void {
  const place = pagePlace(context.fileURL);
  if (!place || node.name === null) return;
  if (CAPTURE_COMPONENTS.has(node.name)) {
    const added = jsxAttributes({ page: place.slug, locale: place.locale });
    context.replaceNode(node, { ...node, attributes: [...node.attributes, ...added] });
  } else if (node.name === 'a') {
    const attributes = node.attributes.map((attribute) =>
      attribute.type === 'mdxJsxAttribute' && attribute.name === 'href' && typeof attribute.value === 'string'
        ? { ...attribute, value: publishedUrl(attribute.value, place, base) }
        : attribute,
    );
    context.replaceNode(node, { ...node, attributes });
  }
}

function jsxAttributes(attributes: Attributes) {
  return Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value }));
}

/** Before a hyphen no browser ends a line, not even behind a full-width stop, where every other character may begin one. */
function followsPunctuation(node: InlineCode, context: MdastVisitorContext): boolean {
  const before = context.parent(node)?.children[(context.indexOf(node) ?? 0) - 1];
  return before?.type === 'text' && /[，。；：、！？）]$/u.test(before.value);
}

/** A browser shows a line's end as a space, which does not belong between two Chinese characters. */
function joinLines(text: string): string {
  return text.replace(
    /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu,
    '',
  );
}
