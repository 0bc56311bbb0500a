/** The tutorials of a locale, in the order of the sidebar. */
import { type CollectionEntry, getCollection } from 'astro:content';
import type { Locale } from '../i18n/locales.ts';
import { SECTIONS, type Section } from '../i18n/strings.ts';
import { SiteError } from '../site-error.ts';

export interface Tutorial {
  readonly locale: Locale;
  readonly slug: string;
  readonly section: Section;
  readonly entry: CollectionEntry<'pages'>;
}

export interface TutorialGroup {
  readonly section: Section;
  readonly tutorials: readonly Tutorial[];
}

/**
 * Returns tutorials ordered by section, then by `order`, then by slug.
 * @throws SiteError if a folder has no name in `i18n/strings.ts`
 */
export async function tutorialsOf(locale: Locale): Promise<readonly Tutorial[]> {
  const entries = await getCollection('pages', ({ id }) => id.startsWith(`${locale}/`));
  return entries.map((entry) => tutorialOf(entry, locale)).sort(bySidebarOrder);
}

export function groupBySection(tutorials: readonly Tutorial[]): readonly TutorialGroup[] {
  return SECTIONS.map((section) => ({
    section,
    tutorials: tutorials.filter((tutorial) => tutorial.section === section),
  })).filter((group) => group.tutorials.length > 0);
}

function tutorialOf(entry: CollectionEntry<'pages'>, locale: Locale): Tutorial {
  const slug = entry.id.slice(locale.length + 1);
  return { locale, slug, section: sectionOf(slug), entry };
}

function sectionOf(slug: string): Section {
  const folder = slug.includes('/') ? slug.slice(0, slug.indexOf('/')) : '';
  const section = SECTIONS.find((known) => known === folder);
  if (section !== undefined) return section;
  throw new SiteError(
    `The folder "${folder}" of ${slug} has no name for the sidebar.`,
    'Add it to SECTIONS in site/i18n/strings.ts. The compiler then asks each language for its name.',
  );
}

function bySidebarOrder(a: Tutorial, b: Tutorial): number {
  return (
    SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) ||
    (a.entry.data.order ?? Number.MAX_SAFE_INTEGER) - (b.entry.data.order ?? Number.MAX_SAFE_INTEGER) ||
    a.slug.localeCompare(b.slug, 'en')
  );
}
