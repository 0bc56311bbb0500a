/** Which page a file is, and where the file of a page is. */
import { join, relative, sep } from 'node:path';
import { LOCALES, type Locale } from './page.ts';

/** A page in one language. */
export interface PageKey {
  /** Path below the folder of its language without the extension, such as `bridge/user-defined`. */
  readonly slug: string;
  readonly locale: Locale;
}

/**
 * Returns the page that a file is: `content/zh-cn/bridge/user-defined.mdx` is `bridge/user-defined` in
 * `zh-cn`. Returns undefined for a file that is not a page of the content folder.
 */
export function pageKeyOf(contentFolder: string, file: string): PageKey | undefined {
  const [folder, ...rest] = relative(contentFolder, file).split(sep);
  const locale = LOCALES.find((known) => known === folder);
  const path = rest.join('/');
  if (locale === undefined || !path.endsWith('.mdx')) return undefined;
  const slug = path.slice(0, -'.mdx'.length);
  return slug === '' || slug.endsWith('/') ? undefined : { slug, locale };
}

export function pageFile(contentFolder: string, { slug, locale }: PageKey): string {
  return join(contentFolder, locale, `${slug}.mdx`);
}
