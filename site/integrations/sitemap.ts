import { LOCALE_FACTS, LOCALES, type Locale } from '../i18n/locales.ts';

/** Returns whether a page belongs in the sitemap. Error pages do not. */
export function isListed(url: string): boolean {
  return !/\/404(?:\.html)?\/?$/u.test(url);
}

/** Maps path prefixes to language tags. @astrojs/sitemap writes links between the languages from it. */
export const sitemapLocales: Record<Locale, string> = Object.fromEntries(
  LOCALES.map((locale) => [locale, LOCALE_FACTS[locale].tag]),
) as Record<Locale, string>;
