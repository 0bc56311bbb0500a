/** What "On this page" lists, and where the same sections are in the other languages. */
import { getEntry, render } from 'astro:content';
import type { MarkdownHeading } from 'astro';
import { LOCALES, type Locale } from '../i18n/locales.ts';
import type { Tutorial } from './tutorials.ts';

export interface ContentsHeading extends MarkdownHeading {
  /** Anchor of the same section in each other language, without `#`. */
  readonly elsewhere?: Readonly<Partial<Record<Locale, string>>>;
}

/** Adds to the headings of a page where the same sections are in the other languages. */
export async function contentsOf(
  collection: 'guides' | 'pages',
  { locale, slug }: Pick<Tutorial, 'locale' | 'slug'>,
  headings: readonly MarkdownHeading[],
): Promise<readonly ContentsHeading[]> {
  const others = await Promise.all(
    LOCALES.filter((other) => other !== locale).map(async (other) => {
      const entry = await getEntry(collection, `${other}/${slug}`);
      const theirs = entry ? (await render(entry)).headings : [];
      return { other, anchors: hasSameSections(headings, theirs) ? theirs.map((heading) => heading.slug) : [] };
    }),
  );
  return headings.map((heading, index) => ({
    ...heading,
    elsewhere: Object.fromEntries(
      others.flatMap(({ other, anchors }) => {
        const anchor = anchors[index];
        return anchor === undefined ? [] : [[other, anchor]];
      }),
    ),
  }));
}

/** A translation that is behind its source may have other sections. Then nobody knows which of them are the same. */
function hasSameSections(own: readonly MarkdownHeading[], theirs: readonly MarkdownHeading[]): boolean {
  return own.length === theirs.length && own.every(({ depth }, index) => depth === theirs[index]?.depth);
}
