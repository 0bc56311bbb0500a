import type { SitemapItem } from '@astrojs/sitemap';
import { LOCALE_FACTS, LOCALES, type Locale, SOURCE_LOCALE } from '../i18n/locales.ts';

/** Returns whether a page belongs in the sitemap. Error pages do not. */
export function isListed(url: string): boolean {
  return !/\/404(?:\.html)?\/?$/u.test(url);
}

/** Maps path prefixes to language tags. @astrojs/sitemap writes links between the languages from it. */
export const sitemapLocales: Record<Locale, string> = Object.fromEntries(
  LOCALES.map((locale) => [locale, LOCALE_FACTS[locale].tag]),
) as Record<Locale, string>;

/**
 * Returns a function that gives a page the same links to other languages as its head has. @astrojs/sitemap knows no
 * `x-default`, and takes the root for a page in English.
 * @param root URL of the site's root
 */
export function withDefault(root: string): (item: SitemapItem) => SitemapItem {
  return (item) => {
    const links = item.links?.filter(({ url }) => url !== root) ?? [];
    const source = links.find(({ lang }) => lang === LOCALE_FACTS[SOURCE_LOCALE].tag);
    if (!source) return item;
    const isHome = links.length !== item.links?.length;
    return { ...item, links: [...links, { lang: 'x-default', url: isHome ? root : source.url }] };
  };
}
