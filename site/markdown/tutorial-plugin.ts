/**
 * Prepares a tutorial's Markdown for the site's components:
 *
 * - replaces each snippet of a source page by `<Snippet id="ID">`, as translations write it;
 * - adds the page's slug and locale to every `<Snippet>`, `<Captured>`, `<Drawing>`, `<Exercise>`, `<Goal>`, `<Path>`
 *   and `<Reach>`;
 * - replaces the parts of an exercise, such as `<Hint>`, by `<ExercisePart part="Hint">`, and removes `<Says>`;
 * - adds fields for the reader's values before the first section with commands. Pages that readers look things up in
 *   have the button of the player there, too;
 * - replaces links to `.mdx` files by URLs;
 * - marks short code in a text, so that no line break splits it, and words with a hyphen in longer code;
 * - joins the lines of a Chinese paragraph without a space.
 *
 * In a guide, blocks of commands and files become `<GuideBlock>`.
 *
 * The runner's `tutorial` module decides which fences are snippets. They are found here by their lines. A page fails
 * the build if the renderer reads it otherwise than that module, which is what `lint` has checked, or if it sees no
 * fence where a snippet is. Pages import no components: `PageContent.astro` adds them.
 */
import { fileURLToPath } from 'node:url';
import type { Root } from 'mdast';
import {
  defineMdastPlugin,
  type Features,
  type MdastPluginDefinition,
  type MdastVisitorContext,
  mdxToMdast,
} from 'satteri';
import { EXERCISE_PARTS } from '../../snippets-runner/tutorial/exercise/read-exercises.ts';
import { renderedDifference } from '../../snippets-runner/tutorial/page/reading.ts';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import { fileOfGuide, fileOfPage, guideKeyOfFile, pageKeyOfFile, shownPath } from '../data/content-root.ts';
import { blockAt, blockLines, readGuide } from '../data/guide-source.ts';
import { headingOfFirstCommands, isLookupPage, readPage } from '../data/page-source.ts';
import { staysWhole } from '../html.ts';
import { SiteError } from '../site-error.ts';
import { pageUrl } from '../urls.ts';
import { publishedUrl } from './links.ts';

type Attributes = Readonly<Record<string, string>>;
type Code = Parameters<NonNullable<MdastPluginDefinition['code']>>[0];
type InlineCode = Parameters<NonNullable<MdastPluginDefinition['inlineCode']>>[0];
type JsxNode = Parameters<NonNullable<MdastPluginDefinition['mdxJsxFlowElement' | 'mdxJsxTextElement']>>[0];

/** Components that read the page's capture. */
const CAPTURE_COMPONENTS = new Set(['Snippet', 'Captured', 'Drawing', 'Exercise', 'Goal', 'Path', 'Reach']);
const PARTS: ReadonlySet<string> = new Set(EXERCISE_PARTS);

/** What the renderer makes of Markdown. `--network` and `...` mean something in a text about commands. */
export const FEATURES = { smartPunctuation: { dashes: false, ellipses: false } } satisfies Features;

export function tutorialPlugin({ base }: { base: string }): MdastPluginDefinition {
  return defineMdastPlugin({
    name: 'tutorial',
    options: { position: true },
    before(_root, context) {
      const file = context.fileURL && fileURLToPath(context.fileURL);
      context.data[KEY] = file && pageKeyOfFile(file);
      context.data[GUIDE_KEY] = file && guideKeyOfFile(file);
      if (file && !pageKeyOf(context) && !guideKeyIn(context)) refuseStranger(file);
      context.data[REPLACED] = new Set<string>();
      checkReading(context);
    },
    code(node, context) {
      const guide = guideKeyIn(context);
      if (guide) return replaceGuideBlock(node, guide, context);
      const key = pageKeyOf(context);
      const id = key && snippetIdAt(node.position?.start.line, key);
      if (!key || id === undefined) return;
      context.replaceNode(node, element('Snippet', { id, slug: key.slug, locale: key.locale }));
      replacedIn(context).add(id);
    },
    heading(node, context) {
      const key = pageKeyOf(context);
      if (key && node.position?.start.line === headingOfFirstCommands(key)) {
        const name = isLookupPage(key.slug) ? 'BeforeCommands' : 'YourValues';
        context.insertBefore(node, element(name, { slug: key.slug, locale: key.locale }));
      }
    },
    after(_root, context) {
      checkReplaced(context);
      checkGuideReplaced(context);
    },
    inlineCode(node, context) {
      if (!staysWhole(node.value)) {
        if (node.value.includes('-')) context.replaceNode(node, codeOfWords(node.value));
        return;
      }
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
      if (pageKeyOf(context)?.locale !== 'zh-cn') return;
      const joined = joinLines(node.value);
      if (joined !== node.value) context.setProperty(node, 'value', joined);
    },
  });
}

/**
 * Vite follows links, so this may be what a link in the content folder leads to. No rule would see it.
 * @throws SiteError
 */
function refuseStranger(file: string): never {
  throw new SiteError(
    `${shownPath(file)} is no page of the content folder, but a link there leads to it.`,
    'Put the file itself there.',
  );
}

/** Key of the document's data: the key of the page, if it is one. */
const KEY = 'pageKey';

function pageKeyOf({ data }: MdastVisitorContext): PageKey | undefined {
  return data[KEY] as PageKey | undefined;
}

/** Key of the document's data: the key of the guide, if it is one. */
const GUIDE_KEY = 'guideKey';

function guideKeyIn({ data }: MdastVisitorContext): PageKey | undefined {
  return data[GUIDE_KEY] as PageKey | undefined;
}

function replaceGuideBlock(node: Code, key: PageKey, context: MdastVisitorContext): void {
  const guide = readGuide(key);
  const line = node.position?.start.line;
  if (!guide || line === undefined || !blockAt(line, guide)) return;
  const { slug, locale } = key;
  context.replaceNode(node, element('GuideBlock', { slug, locale, line: String(line) }));
  replacedIn(context).add(String(line));
}

/** @throws SiteError if the renderer has not seen every block of the guide */
function checkGuideReplaced(context: MdastVisitorContext): void {
  const key = guideKeyIn(context);
  const guide = key && readGuide(key);
  const unseen = guide ? blockLines(guide).filter((line) => !replacedIn(context).has(String(line))) : [];
  if (!key || unseen.length === 0) return;
  throw new SiteError(
    `The renderer reads no fenced block on these lines of ${shownPath(fileOfGuide(key))}: ${unseen.join(', ')}`,
    'Move the block out of what surrounds it, such as a list.',
  );
}

/**
 * Has the renderer's parser read the page once more. The tree that a plugin is given is read from native memory node by
 * node, which takes four times as long as that.
 * @throws SiteError if the renderer reads the page otherwise than the runner's parser
 */
function checkReading(context: MdastVisitorContext): void {
  const key = pageKeyOf(context);
  const source = key && readPage(key);
  if (!source) return;
  const rendered = mdxToMdast(context.source, { features: FEATURES, position: true }) as Root;
  const difference = renderedDifference(source.page, source.tree.reading, rendered);
  if (!difference) return;
  const { line, own, other } = difference;
  throw new SiteError(
    `${shownPath(fileOfPage(key))}:${line}: the renderer reads this as ${shownPart(other)}, but lint as ${shownPart(own)}`,
    'Write it in another way, so that both read the same.',
  );
}

function shownPart(what: string | undefined): string {
  if (what === undefined) return 'nothing';
  const [first = ''] = what.split('\n');
  return first.length > 80 ? `${first.slice(0, 80)}…` : first;
}

/** Key of the document's data: ids of the snippets that were replaced so far. */
const REPLACED = 'replacedSnippets';

function replacedIn({ data }: MdastVisitorContext): Set<string> {
  return data[REPLACED] as Set<string>;
}

/** @throws SiteError if the renderer has not seen every snippet of the page */
function checkReplaced(context: MdastVisitorContext): void {
  const key = pageKeyOf(context);
  const snippets = (key && readPage(key)?.page.snippets) ?? [];
  const unseen = snippets.filter(({ id, repeats }) => repeats === undefined && !replacedIn(context).has(id));
  if (!key || unseen.length === 0) return;
  const file = shownPath(fileOfPage(key));
  const lines = unseen.map(({ id, position }) => `  ${file}:${position.line}: snippet "${id}"`);
  throw new SiteError(
    `The renderer reads these lines as something else than a fenced block:\n${lines.join('\n')}`,
    'Move the block out of what surrounds it, such as a list or a component.',
  );
}

/** @throws SiteError if the page has mistakes */
function snippetIdAt(line: number | undefined, key: PageKey): string | undefined {
  return readPage(key)?.page.snippets.find(({ position }) => position.line === line)?.id;
}

function element(name: string, attributes: Attributes) {
  return { type: 'mdxJsxFlowElement' as const, name, attributes: jsxAttributes(attributes), children: [] };
}

/** Returns undefined if the node needs no change. */
function rewritten<Node extends Readonly<{ url: string }>>(
  node: Node,
  context: MdastVisitorContext,
  base: string,
): Node | undefined {
  const key = pageKeyOf(context);
  const url = key && publishedLink(node.url, key, base);
  return url === undefined || url === node.url ? undefined : { ...node, url };
}

function publishedLink(url: string, key: PageKey, base: string): string {
  return publishedUrl(url, key, (slug) => pageUrl(base, key.locale, slug));
}

function visitElement(node: JsxNode, context: MdastVisitorContext, base: string): void {
  const key = pageKeyOf(context);
  if (!key || node.name === null) return;
  if (CAPTURE_COMPONENTS.has(node.name)) {
    const added = jsxAttributes({ slug: key.slug, locale: key.locale });
    context.replaceNode(node, { ...node, attributes: [...node.attributes, ...added] });
  } else if (PARTS.has(node.name)) {
    context.replaceNode(node, { ...node, name: 'ExercisePart', attributes: jsxAttributes({ part: node.name }) });
  } else if (node.name === 'Says') {
    context.removeNode(node);
  } else if (node.name === 'a') {
    const attributes = node.attributes.map((attribute) =>
      attribute.type === 'mdxJsxAttribute' && attribute.name === 'href' && typeof attribute.value === 'string'
        ? { ...attribute, value: publishedLink(attribute.value, key, base) }
        : attribute,
    );
    context.replaceNode(node, { ...node, attributes });
  }
}

function jsxAttributes(attributes: Attributes) {
  return Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value }));
}

/**
 * Returns whether code follows Chinese punctuation directly. Browsers allow a line break after full-width
 * punctuation, but not before a hyphen, so such code needs a `<wbr>`.
 */
function followsPunctuation(node: InlineCode, context: MdastVisitorContext): boolean {
  const before = context.parent(node)?.children[(context.indexOf(node) ?? 0) - 1];
  return before?.type === 'text' && /[，。；：、！？）]$/u.test(before.value);
}

/** Returns code whose lines are broken at spaces only. A browser would also break `--network` behind its hyphens. */
function codeOfWords(code: string) {
  const parts = code.split(/(\S*-\S+)/u).map((value, index) => {
    const text = { type: 'text' as const, value };
    return index % 2 === 1 && staysWhole(value)
      ? { ...textElement('span', { class: 'whole' }), children: [text] }
      : text;
  });
  return { ...textElement('code', {}), children: parts.filter((part) => part.type !== 'text' || part.value !== '') };
}

function textElement(name: string, attributes: Attributes) {
  return { type: 'mdxJsxTextElement' as const, name, attributes: jsxAttributes(attributes) };
}

/** Removes line breaks between Chinese characters, because a browser would show them as spaces. */
function joinLines(text: string): string {
  return text.replace(
    /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu,
    '',
  );
}
