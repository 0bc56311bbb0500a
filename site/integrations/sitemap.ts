import { LOCALE_FACTS, LOCALES, type Locale } from '../i18n/locales.ts';

/** Pages that search engines are told of: not those for errors. */
export function isListed(url: string): boolean {
  return !/\/404(?:\.html)?\/?$/u.test(url);
}

/** Path prefix to language tag, as @astrojs/sitemap wants it for its alternates. */
export const sitemapLocales: Record<Locale, string> = Object.fromEntries(
  LOCALES.map((locale) => [locale, LOCALE_FACTS[locale].tag]),
) as Record<Locale, string>;
