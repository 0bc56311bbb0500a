/** All pages with what they are held against, indexed once for the rules. */
import type { Capture } from '../capture/capture.ts';
import type { ParsedGlossary } from '../glossary/parse-glossary.ts';
import { type Locale, SOURCE_LOCALE } from '../page.ts';
import type { PageKey } from '../page-key.ts';
import type { ParsedPage } from '../parsed-page.ts';
import type { Problem } from '../problem.ts';

export interface LintInput {
  /** Every page of every locale, also when only some are asked about: rules look across. */
  readonly pages: readonly ParsedPage[];
  /** Pages that are there but are not MDX; nothing is held against them, and they count as present. */
  readonly unparsed: readonly PageKey[];
  /** By slug; a problem (`capture-invalid`) for a file that could not be read as one. */
  readonly captures: ReadonlyMap<string, Capture | Problem>;
  /** Path of a slug's capture file, for messages. */
  readonly captureFile: (slug: string) => string;
  /** Names under content/images. */
  readonly images: ReadonlySet<string>;
  readonly glossary: ParsedGlossary | undefined;
}

/** A problem whose code is the name of the rule that found it. */
export type RuleProblem = Omit<Problem, 'code'>;

export interface PageIndex extends LintInput {
  readonly sources: readonly ParsedPage[];
  /** Pages of the other locales, with the page they translate; undefined where that is not MDX or not there. */
  readonly translations: readonly Translation[];
  /** Whether there is such a page, readable or not. */
  has(locale: Locale, slug: string): boolean;
  page(locale: Locale, slug: string): ParsedPage | undefined;
  slugs(locale: Locale): Iterable<string>;
}

export interface Translation {
  readonly page: ParsedPage;
  readonly source: ParsedPage | undefined;
}

export function indexPages(input: LintInput): PageIndex {
  const pages = new Map(input.pages.map((page) => [keyOf(page), page]));
  const places = new Map([...input.unparsed, ...input.pages].map((place) => [keyOf(place), place]));
  const page = (locale: Locale, slug: string) => pages.get(keyOf({ locale, slug }));
  return {
    ...input,
    sources: input.pages.filter(({ locale }) => locale === SOURCE_LOCALE),
    translations: input.pages
      .filter(({ locale }) => locale !== SOURCE_LOCALE)
      .map((translation) => ({ page: translation, source: page(SOURCE_LOCALE, translation.slug) })),
    has: (locale, slug) => places.has(keyOf({ locale, slug })),
    page,
    slugs: (locale) => [...places.values()].filter((place) => place.locale === locale).map(({ slug }) => slug),
  };
}

function keyOf({ locale, slug }: PageKey): string {
  return `${locale}/${slug}`;
}

/** The same page in another language, as a path like that of the page. */
export function fileIn(locale: Locale, page: ParsedPage): string {
  const ending = `${page.locale}/${page.slug}.mdx`;
  const folder = page.file.endsWith(ending) ? page.file.slice(0, -ending.length) : 'content/';
  return `${folder}${locale}/${page.slug}.mdx`;
}
