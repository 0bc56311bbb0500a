import { relative, sep } from 'node:path';
import { LOCALES } from './page.ts';
import type { PageKey } from './parsed-page.ts';

/**
 * What a page's path says of it: `content/zh-cn/bridge/user-defined.mdx` is `bridge/user-defined` in
 * `zh-cn`. Undefined for a file that is no page of the content folder.
 */
export function pageKeyOf(contentRoot: string, file: string): PageKey | undefined {
  const [folder, ...rest] = relative(contentRoot, file).split(sep);
  const locale = LOCALES.find((known) => known === folder);
  const path = rest.join('/');
  if (locale === undefined || !path.endsWith('.mdx')) return undefined;
  const slug = path.slice(0, -'.mdx'.length);
  return slug === '' || slug.endsWith('/') ? undefined : { slug, locale };
}
