/** URLs within the site. Each begins with the base path that the site is deployed under. */
import { type Locale, SOURCE_LOCALE } from './i18n/locales.ts';

/** Returns `/docs/` for `docs`, `/docs` and `/docs/`. Returns `/` for no base. */
export function normaliseBase(base: string | undefined): string {
  const inner = (base ?? '').replace(/^\/+|\/+$/gu, '');
  return inner === '' ? '/' : `/${inner}/`;
}

/** Returns the URL of a file of the site, such as `favicon.svg`. */
export function fileUrl(base: string, file: string): string {
  return normaliseBase(base) + file;
}

/** Returns the URL of a page, such as `/en/bridge/user-defined/`; without a slug, of the locale's home page. */
export function pageUrl(base: string, locale: Locale, slug = ''): string {
  return fileUrl(base, slug === '' ? `${locale}/` : `${locale}/${slug}/`);
}

/** Returns the URL of a page's commands as a script. All languages have the same. */
export function scriptUrl(base: string, slug: string): string {
  return `${pageUrl(base, SOURCE_LOCALE, slug)}script.sh`;
}

/** Returns the URL of a page's Markdown. */
export function markdownUrl(base: string, locale: Locale, slug: string): string {
  return `${pageUrl(base, locale, slug)}index.md`;
}

/** Returns the URL of a locale's feed. */
export function feedUrl(base: string, locale: Locale): string {
  return `${pageUrl(base, locale)}feed.xml`;
}
