/** Addresses within the site. Every one begins with the base that the site is deployed under. */
import type { Locale } from './i18n/locales.ts';

/** `docs`, `/docs` and `/docs/` are all `/docs/`; none is `/`. */
export function normaliseBase(base: string | undefined): string {
  const inner = (base ?? '').replace(/^\/+|\/+$/gu, '');
  return inner === '' ? '/' : `/${inner}/`;
}

/** Address of a file of the site, such as `favicon.svg`. */
export function fileUrl(base: string, file: string): string {
  return normaliseBase(base) + file;
}

/** Address of a page: `/en/bridge/user-defined/`; without a slug, of the locale's home. */
export function pageUrl(base: string, locale: Locale, slug = ''): string {
  return fileUrl(base, slug === '' ? `${locale}/` : `${locale}/${slug}/`);
}

/** Address of a page's Markdown. */
export function markdownUrl(base: string, locale: Locale, slug: string): string {
  return `${pageUrl(base, locale, slug)}index.md`;
}
