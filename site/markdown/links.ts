import { linkedSlug, urlParts } from '../../snippets-runner/tutorial/page/page-link.ts';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import { pageUrl } from '../urls.ts';

/** Returns the URL of the page that a link in a page's source leads to. Returns any other link unchanged. */
export function publishedUrl(url: string, from: PageKey, base: string): string {
  const parts = urlParts(url);
  const slug = parts && linkedSlug(parts.path, from);
  if (!parts || slug === undefined) return url;
  return pageUrl(base, from.locale, slug) + parts.query + (parts.hash === '' ? '' : `#${parts.hash}`);
}
