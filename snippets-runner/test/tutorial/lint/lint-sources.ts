import type { Capture } from '../../../tutorial/capture/capture.ts';
import { typedStep } from '../../../tutorial/capture/page-match.ts';
import type { ParsedGlossary } from '../../../tutorial/glossary/parse-glossary.ts';
import { lintPages } from '../../../tutorial/lint/lint-pages.ts';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import { type SitePage, SOURCE_LOCALE } from '../../../tutorial/page.ts';
import { pageKeyOf } from '../../../tutorial/page-key.ts';
import type { ParsedPage } from '../../../tutorial/parsed-page.ts';
import type { Problem } from '../../../tutorial/problem.ts';
import { snippetHash } from '../../../tutorial/snippet/snippet-hash.ts';

export interface Sources {
  /** By path below the content folder: the text below the front matter, or a whole page that begins with `---`. */
  readonly pages: Readonly<Record<string, string>>;
  /** Default: captures that match the pages. */
  readonly captures?: ReadonlyMap<string, Capture | readonly Problem[]>;
  readonly images?: readonly string[];
  readonly glossary?: ParsedGlossary;
  /** Whether to keep `translated` as it is. Default: all translations are marked as up to date. */
  readonly keepsTranslated?: boolean;
}

/** Problems as `file:line:column code message`. */
export function lintSources(sources: Sources): string[] {
  return lintProblems(sources).map(({ file, position, code, message }) => {
    const at = position ? `:${position.line}:${position.column}` : '';
    return `${file}${at} ${code} ${message}`;
  });
}

export function lintProblems({
  pages,
  captures,
  images = ['alpine'],
  glossary,
  keepsTranslated,
}: Sources): readonly Problem[] {
  const files = Object.keys(pages).map((file) => ({ file, key: pageKeyOf('.', file) ?? fail(file) }));
  const parsed = files.map(({ file, key }) => ({ key, ...parsePage(file, whole(pages[file] ?? ''), key) }));
  const found = parsed.flatMap(({ page }) => page ?? []);
  return lintPages({
    pages: keepsTranslated ? found : found.map((page) => upToDate(page, found)),
    unparsed: parsed.filter(({ page }) => !page).map(({ key }) => key),
    captures: captures ?? capturesOf(found),
    captureFile: (slug) => `captures/${slug}.yaml`,
    images: new Set(images),
    glossary,
    content: { files: [], folders: [], repeated: new Map(), misnamed: new Map() },
    shownInContent: (name) => name,
  });
}

/** Parses one page. */
export function parsedSource(file: string, text: string): ParsedPage {
  return parsePage(file, whole(text), pageKeyOf('.', file) ?? fail(file)).page ?? fail(file);
}

function fail(file: string): never {
  throw new TypeError(`${file} is not a page`);
}

function whole(text: string): string {
  return text.startsWith('---\n') ? text : `---\ntitle: 标题\ndescription: 说明\n---\n\n${text}`;
}

function upToDate(page: ParsedPage, pages: readonly ParsedPage[]): ParsedPage {
  const source = pages.find(({ locale, slug }) => locale === SOURCE_LOCALE && slug === page.slug);
  if (!source || page === source) return page;
  return { ...page, translated: source.sections.map(({ proseHash }) => proseHash) };
}

function capturesOf(pages: readonly ParsedPage[]): Map<string, Capture> {
  return new Map(pages.filter(({ locale }) => locale === SOURCE_LOCALE).map((page) => [page.slug, captureOf(page)]));
}

/** Returns a capture of all snippets of a page. Each step has printed the page's description. */
export function captureOf({
  slug,
  snippets,
  description,
}: Pick<SitePage, 'slug' | 'snippets' | 'description'>): Capture {
  return {
    schema: 1,
    slug,
    engine: { version: '28.5.2', api: '1.51', kernel: '6.12', os: 'linux', arch: 'x86_64' },
    images: {},
    snippets: snippets.map((snippet) => ({
      id: snippet.id,
      node: snippet.node,
      hash: snippetHash(snippet),
      captured: '2026-11-24T00:00:00Z',
      exit: snippet.exit,
      output: snippet.output,
      hidden: snippet.hidden,
      steps: snippet.steps.map((step) => ({ ...typedStep(step), output: description, exit: 0, duration: 1 })),
    })),
  };
}
