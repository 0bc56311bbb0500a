/**
 * Links between pages are relative file paths, such as `./attach.mdx` or `../overview.mdx#drivers`. Editors can
 * follow them, and the site turns them into URLs. A page links to pages in its own language.
 */
import { posix } from 'node:path';
import type { PageKey } from '../page-key.ts';

/** The parts of a relative URL. */
export interface UrlParts {
  readonly path: string;
  /** With its question mark. Empty if there is none. */
  readonly query: string;
  /** Without its `#`. Empty if there is none. */
  readonly hash: string;
}

const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/iu;

/** Splits a URL. Returns undefined for an absolute URL, such as `https://docs.docker.com`. */
export function urlParts(url: string): UrlParts | undefined {
  if (ABSOLUTE.test(url)) return undefined;
  const [, path = '', query = '', hash = ''] = /^([^#?]*)(\?[^#]*)?(?:#(.*))?$/su.exec(url) ?? [];
  return { path, query, hash };
}

/** Returns the slug of the page that a path links to. Returns undefined if it is not a relative path to an MDX file. */
export function linkedSlug(path: string, { locale, slug }: PageKey): string | undefined {
  if (path.startsWith('/') || !path.endsWith('.mdx')) return undefined;
  const file = posix.join(locale, posix.dirname(slug), decoded(path));
  return file.startsWith(`${locale}/`) ? file.slice(locale.length + 1, -'.mdx'.length) : undefined;
}

/** Decodes percent-encoding. Returns the text unchanged if it is not valid percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
