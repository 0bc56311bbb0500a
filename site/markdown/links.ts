import path from 'node:path';
import { pageUrl } from '../urls.ts';
import type { PagePlace } from './page-place.ts';

/**
 * Pages link to each other by file, `../overview.mdx#drivers`, so that editors can follow; readers get
 * the page's address. Other links stay as they are.
 */
export function publishedUrl(url: string, from: PagePlace, base: string): string {
  const [, target, anchor = ''] = /^(?![a-z][a-z0-9+.-]*:|\/)([^#]*\.mdx)(#.*)?$/iu.exec(url) ?? [];
  if (target === undefined) return url;
  const slug = path.posix.join(path.posix.dirname(from.slug), target).slice(0, -'.mdx'.length);
  return pageUrl(base, from.locale, slug) + anchor;
}
