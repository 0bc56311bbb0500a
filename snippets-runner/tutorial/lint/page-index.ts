/** The pages, captures, images and glossary that the rules compare. Indexed once. */
import type { FolderTree } from '../../base/folder-tree.ts';
import type { Capture } from '../capture/capture.ts';
import { type PageMismatch, pageMismatches } from '../capture/page-match.ts';
import type { ParsedGlossary } from '../glossary/parse-glossary.ts';
import { type Locale, SOURCE_LOCALE } from '../page.ts';
import type { PageKey } from '../page-key.ts';
import type { ParsedPage } from '../parsed-page.ts';
import type { Problem } from '../problem.ts';

export interface LintInput {
  /** All pages of all locales, even if only some are linted: rules compare pages with each other. */
  readonly pages: readonly ParsedPage[];
  /** Pages that exist but are not valid MDX. The rules do not check them. */
  readonly unparsed: readonly PageKey[];
  /** By slug. A file that is not a valid capture has its problems instead. */
  readonly captures: ReadonlyMap<string, Capture | readonly Problem[]>;
  /** Returns the path of a slug's capture file; problems show it. */
  readonly captureFile: (slug: string) => string;
  /** Names of the folders under content/images. */
  readonly images: ReadonlySet<string>;
  readonly glossary: ParsedGlossary | undefined;
  /** What is in the content folder. */
  readonly content: FolderTree;
  /** Returns a path below the content folder as problems show it. */
  readonly shownInContent: (name: string) => string;
}

/** A problem without its code. The code is the name of the rule. */
export type RuleProblem = Omit<Problem, 'code'>;

export interface PageIndex extends LintInput {
  /** Pages of the source locale. */
  readonly sources: readonly ParsedPage[];
  /** Pages of the other locales. */
  readonly translations: readonly Translation[];
  /** How captures differ from the source pages. If a capture is not valid, its page is left out. */
  readonly mismatches: ReadonlyMap<ParsedPage, readonly PageMismatch[]>;
  /** Returns whether a page exists, even if it is not valid MDX. */
  has(locale: Locale, slug: string): boolean;
  /** Returns undefined if the page does not exist or is not valid MDX. */
  page(locale: Locale, slug: string): ParsedPage | undefined;
  /** Returns the slugs of all pages that exist in a locale. */
  slugs(locale: Locale): Iterable<string>;
}

export interface Translation {
  readonly page: ParsedPage;
  /** The page that it translates. Undefined if that page does not exist or is not valid MDX. */
  readonly source: ParsedPage | undefined;
}

export function indexPages(input: LintInput): PageIndex {
  const pages = new Map(input.pages.map((page) => [pathOf(page), page]));
  const existing = new Map([...input.unparsed, ...input.pages].map((key) => [pathOf(key), key]));
  const page = (locale: Locale, slug: string) => pages.get(pathOf({ locale, slug }));
  const sources = input.pages.filter(({ locale }) => locale === SOURCE_LOCALE);
  return {
    ...input,
    sources,
    mismatches: mismatchesOf(sources, input),
    translations: input.pages
      .filter(({ locale }) => locale !== SOURCE_LOCALE)
      .map((translation) => ({ page: translation, source: page(SOURCE_LOCALE, translation.slug) })),
    has: (locale, slug) => existing.has(pathOf({ locale, slug })),
    page,
    slugs: (locale) => [...existing.values()].filter((key) => key.locale === locale).map(({ slug }) => slug),
  };
}

function mismatchesOf(sources: readonly ParsedPage[], { captures }: LintInput): PageIndex['mismatches'] {
  return new Map(
    sources.flatMap((page): [ParsedPage, readonly PageMismatch[]][] => {
      const capture = captures.get(page.slug) ?? NOT_CAPTURED;
      if (isInvalid(capture)) return [];
      const known = pageMismatches(page, capture).filter(({ kind }) => kind !== 'orphaned' || !page.hasUnreadExercise);
      return [[page, known]];
    }),
  );
}

const NOT_CAPTURED: Pick<Capture, 'snippets'> = { snippets: [] };

/** Returns whether a capture could not be read, and has problems instead. */
export function isInvalid(capture: object): capture is readonly Problem[] {
  return Array.isArray(capture);
}

function pathOf({ locale, slug }: PageKey): string {
  return `${locale}/${slug}`;
}
