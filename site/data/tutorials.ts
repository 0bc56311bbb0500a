/** The tutorials of a locale, in the order of the sidebar. */
import { type CollectionEntry, getCollection } from 'astro:content';
import { type Locale, SOURCE_LOCALE } from '../i18n/locales.ts';
import { SECTIONS, type Section } from '../i18n/strings.ts';
import { SiteError } from '../site-error.ts';

export interface Tutorial {
  readonly locale: Locale;
  readonly slug: string;
  /** Where the sidebar lists it: its folder, unless the source page names another. */
  readonly section: Section;
  readonly entry: CollectionEntry<'pages'>;
}

export interface TutorialGroup {
  readonly section: Section;
  readonly tutorials: readonly Tutorial[];
}

/**
 * Returns tutorials ordered by section, then by `order`, then by slug.
 * @throws SiteError if a section has no name in `i18n/strings.ts`
 */
export async function tutorialsOf(locale: Locale): Promise<readonly Tutorial[]> {
  const entries = await pagesOf(locale);
  const sources = new Map((await pagesOf(SOURCE_LOCALE)).map((entry) => [slugOf(entry), entry]));
  return entries
    .map((entry): Tutorial => {
      const slug = slugOf(entry);
      return { locale, slug, section: sectionOf(slug, sources.get(slug)?.data.section), entry };
    })
    .sort(bySidebarOrder);
}

export function groupBySection(tutorials: readonly Tutorial[]): readonly TutorialGroup[] {
  return SECTIONS.map((section) => ({
    section,
    tutorials: tutorials.filter((tutorial) => tutorial.section === section),
  })).filter((group) => group.tutorials.length > 0);
}

async function pagesOf(locale: Locale): Promise<CollectionEntry<'pages'>[]> {
  return getCollection('pages', ({ id }) => id.startsWith(`${locale}/`));
}

function slugOf({ id }: CollectionEntry<'pages'>): string {
  return id.slice(id.indexOf('/') + 1);
}

/** @param chosen what the front matter of the source page says */
function sectionOf(slug: string, chosen: string | undefined): Section {
  const folder = slug.includes('/') ? slug.slice(0, slug.indexOf('/')) : '';
  const name = chosen ?? folder;
  const section = SECTIONS.find((known) => known === name);
  if (section !== undefined) return section;
  throw new SiteError(
    `The ${chosen === undefined ? 'folder' : 'section'} "${name}" of ${slug} has no name for the sidebar.`,
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
