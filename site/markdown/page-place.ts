import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentRoot } from '../data/content-root.ts';
import { isLocale, type Locale } from '../i18n/locales.ts';

export interface PagePlace {
  readonly locale: Locale;
  /** Path below the locale's folder without its ending, such as `bridge/user-defined`. */
  readonly slug: string;
}

/** Which page a file of the content folder is; undefined for other files. */
export function pagePlace(file: URL | string | undefined): PagePlace | undefined {
  if (file === undefined) return undefined;
  const relative = path.relative(contentRoot, typeof file === 'string' ? file : fileURLToPath(file));
  const [locale, ...rest] = relative.split(path.sep);
  if (!isLocale(locale) || !relative.endsWith('.mdx')) return undefined;
  return { locale, slug: rest.join('/').slice(0, -'.mdx'.length) };
}
