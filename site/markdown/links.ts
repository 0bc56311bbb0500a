import { linkedSlug, urlParts } from '../../snippets-runner/tutorial/page/page-link.ts';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';

/**
 * Returns the URL that a link in a page's source leads to. Returns a link that is not to a page unchanged.
 *
 * @param urlOf gives the URL of a page in the language of `from`
 */
export function publishedUrl(url: string, from: PageKey, urlOf: (slug: string) => string): string {
  const parts = urlParts(url);
  const slug = parts && linkedSlug(parts.path, from);
  if (!parts || slug === undefined) return url;
  return urlOf(slug) + parts.query + (parts.hash === '' ? '' : `#${parts.hash}`);
}
