/** The guides of a locale: pages whose commands are for the reader's own computer. */
import { type CollectionEntry, getCollection } from 'astro:content';
import type { Locale } from '../i18n/locales.ts';

export interface GuidePage {
  readonly locale: Locale;
  readonly slug: string;
  readonly entry: CollectionEntry<'guides'>;
}

/** Returns them ordered by slug. */
export async function guidesOf(locale: Locale): Promise<readonly GuidePage[]> {
  const entries = await getCollection('guides', ({ id }) => id.startsWith(`${locale}/`));
  return entries
    .map((entry) => ({ locale, slug: entry.id.slice(locale.length + 1), entry }))
    .sort((a, b) => a.slug.localeCompare(b.slug, 'en'));
}
