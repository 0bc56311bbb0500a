/**
 * Links between pages are relative file paths, such as `./attach.mdx` or `../overview.mdx#drivers`: editors
 * can follow them, and the site turns them into addresses. A page links to pages of its own language.
 */
import { posix } from 'node:path';
import type { PageKey } from '../page-key.ts';

/** The parts of a URL that is not absolute. */
export interface UrlParts {
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
  /** Without its `#`; empty when there is none. */
  readonly hash: string;
}

const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/iu;

/** Returns undefined for a URL that leads to another site, such as `https://docs.docker.com`. */
export function urlParts(url: string): UrlParts | undefined {
  if (ABSOLUTE.test(url)) return undefined;
  const [, path = '', query = '', hash = ''] = /^([^#?]*)(\?[^#]*)?(?:#(.*))?$/su.exec(url) ?? [];
  return { path, query, hash };
}

/** Returns the slug of the page that a path means; undefined when the path is no relative path to an MDX file. */
export function linkedSlug(path: string, { locale, slug }: PageKey): string | undefined {
  if (path.startsWith('/') || !path.endsWith('.mdx')) return undefined;
  const file = posix.join(locale, posix.dirname(slug), decoded(path));
  return file.startsWith(`${locale}/`) ? file.slice(locale.length + 1, -'.mdx'.length) : undefined;
}

/** Returns the text itself when it is not valid percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
