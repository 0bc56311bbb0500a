/**
 * Makes a tutorial's Markdown into what the site's components show:
 *
 * - a fence with `snippet=ID` becomes `<Snippet id="ID">`, as translations write it;
 * - every `<Snippet>` and `<Captured>` is told which page it stands on;
 * - links to `.mdx` files become addresses;
 * - lines of a Chinese paragraph are joined without a space.
 *
 * Components are given to the page when it is rendered, so pages import nothing.
 */
import { defineMdastPlugin, type MdastPluginDefinition, type MdastVisitorContext } from 'satteri';
import { snippetId } from './fence.ts';
import { publishedUrl } from './links.ts';
import { pagePlace } from './page-place.ts';

type Attributes = Readonly<Record<string, string>>;
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
    link: (node, context) => rewriteUrl(node, context, base),
    definition: (node, context) => rewriteUrl(node, context, base),
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

function rewriteUrl(
  node: Parameters<NonNullable<MdastPluginDefinition['link' | 'definition']>>[0],
  context: MdastVisitorContext,
  base: string,
): void {
  const place = pagePlace(context.fileURL);
  if (place) context.setProperty(node, 'url', publishedUrl(node.url, place, base));
}

function visitElement(node: JsxNode, context: MdastVisitorContext, base: string): void {
  const place = pagePlace(context.fileURL);
  if (!place || node.name === null) return;
  if (CAPTURE_COMPONENTS.has(node.name)) {
    const added = jsxAttributes({ page: place.slug, locale: place.locale });
    context.replaceNode(node, { ...node, attributes: [...node.attributes, ...added] });
  } else if (node.name === 'a') {
    const rewritten = node.attributes.map((attribute) =>
      attribute.type === 'mdxJsxAttribute' && attribute.name === 'href' && typeof attribute.value === 'string'
        ? { ...attribute, value: publishedUrl(attribute.value, place, base) }
        : attribute,
    );
    context.replaceNode(node, { ...node, attributes: rewritten });
  }
}

function jsxAttributes(attributes: Attributes) {
  return Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value }));
}

/** A browser shows a line's end as a space, which does not belong between two Chinese characters. */
function joinLines(text: string): string {
  return text.replace(/(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu, '');
}
