/**
 * URLs and addresses of mail that are written in a text without the marks of a link. The site makes links of them. Where
 * such a link ends depends on the renderer, so a page has none.
 */
const PLAIN_URL = /[a-z]:\/\/|www\.|[\w.+-]@[\w-]+\.\w/iu;

/** In UTF-16 code units. */
const LONGEST_SHOWN = 200;

/** Returns the word with the first plain URL of a text, and its offset in UTF-16 code units. */
export function plainUrl(text: string): { readonly text: string; readonly index: number } | undefined {
  const at = text.search(PLAIN_URL);
  if (at < 0) return undefined;
  const before = /\S*$/u.exec(text.slice(Math.max(0, at - LONGEST_SHOWN), at))?.[0] ?? '';
  const after = /^\S*/u.exec(text.slice(at, at + LONGEST_SHOWN))?.[0] ?? '';
  return { text: before + after, index: at - before.length };
}
