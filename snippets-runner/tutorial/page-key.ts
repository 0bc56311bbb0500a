/** The key of a page is its slug and its locale. Converts between keys and the paths of MDX files. */
import { join, relative, sep } from 'node:path';
import { LOCALES, type Locale } from './page.ts';

/** A page in one language. */
export interface PageKey {
  /** Path below the folder of its language without the extension, such as `bridge/user-defined`. */
  readonly slug: string;
  readonly locale: Locale;
}

/**
 * Returns the key of the page in a file: `content/zh-cn/bridge/user-defined.mdx` has the slug
 * `bridge/user-defined` and the locale `zh-cn`. Returns undefined if the file is not a page of the content folder.
 */
export function pageKeyOf(contentFolder: string, file: string): PageKey | undefined {
  const [folder, ...rest] = relative(contentFolder, file).split(sep);
  const locale = LOCALES.find((known) => known === folder);
  const path = rest.join('/');
  if (locale === undefined || !path.endsWith('.mdx')) return undefined;
  const slug = path.slice(0, -'.mdx'.length);
  return slug === '' || slug.endsWith('/') ? undefined : { slug, locale };
}

/** Returns the path of a page's MDX file. */
export function pageFile(contentFolder: string, { slug, locale }: PageKey): string {
  return join(contentFolder, locale, `${slug}.mdx`);
}
