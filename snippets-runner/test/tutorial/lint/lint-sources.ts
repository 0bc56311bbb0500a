import type { Capture } from '../../../tutorial/capture/capture.ts';
import type { PlacedGlossary } from '../../../tutorial/glossary/parse-glossary.ts';
import { lintPages } from '../../../tutorial/lint/lint-pages.ts';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import { type SitePage, SOURCE_LOCALE } from '../../../tutorial/page.ts';
import { pageKeyOf } from '../../../tutorial/page-key.ts';
import type { ParsedPage } from '../../../tutorial/parsed-page.ts';
import type { Problem } from '../../../tutorial/problem.ts';
import { snippetHash } from '../../../tutorial/snippet/snippet-hash.ts';

export interface Sources {
  /** Path below the content folder, to what stands below the front matter, or to a whole page with its own. */
  readonly pages: Readonly<Record<string, string>>;
  /** Instead of captures that are as the pages say. */
  readonly captures?: ReadonlyMap<string, Capture | Problem>;
  readonly images?: readonly string[];
  readonly glossary?: PlacedGlossary;
  /** Whether translations say by themselves what they translate; default: all of them are up to date. */
  readonly keepsTranslated?: boolean;
}

/** Problems as `file:line:column code message`. */
export function lintSources(sources: Sources): string[] {
  return lintProblems(sources).map(({ file, position, code, message }) => {
    const place = position ? `:${position.line}:${position.column}` : '';
    return `${file}${place} ${code} ${message}`;
  });
}

export function lintProblems({
  pages,
  captures,
  images = ['alpine'],
  glossary,
  keepsTranslated,
}: Sources): readonly Problem[] {
  const places = Object.keys(pages).map((file) => ({ file, place: pageKeyOf('.', file) ?? fail(file) }));
  const parsed = places.map(({ file, place }) => ({ place, ...parsePage(file, whole(pages[file] ?? ''), place) }));
  const found = parsed.flatMap(({ page }) => page ?? []);
  return lintPages({
    pages: keepsTranslated ? found : found.map((page) => upToDate(page, found)),
    unparsed: parsed.filter(({ page }) => !page).map(({ place }) => place),
    captures: captures ?? capturesOf(found),
    captureFile: (slug) => `captures/${slug}.yaml`,
    images: new Set(images),
    glossary,
  });
}

/** A page alone, as it is linted. */
export function parsedSource(file: string, text: string): ParsedPage {
  return parsePage(file, whole(text), pageKeyOf('.', file) ?? fail(file)).page ?? fail(file);
}

function fail(file: string): never {
  throw new TypeError(`${file} is no page`);
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

/** A capture of all of a page's snippets, in which each step printed the page's description. */
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
      steps: snippet.steps.map(({ text }) => ({ prompt: '$ ', text, output: description, exit: 0, duration: 1 })),
    })),
  };
}
