/** Which page an address means that does not exist. */
import { nearest } from '../../snippets-runner/base/nearest.ts';

/** An address that nobody has typed may be long, and all of its parts are tried. */
const MOST_SEGMENTS = 6;
/** A name may have one typing mistake for so many letters. */
const LETTERS_FOR_A_MISTAKE = 4;

/** Returns the names in the path of an address: `Bridge/Default.html` is `bridge`, `default`. */
export function segmentsOf(path: string): readonly string[] {
  return decoded(path)
    .toLowerCase()
    .replace(/\/index\.\w+$|\.(?:html?|mdx?)$/u, '')
    .split('/')
    .filter((segment) => segment !== '')
    .slice(-MOST_SEGMENTS);
}

/**
 * Returns the page that is meant: whose slug is nearly the longest part of the address; or else whose name is nearly
 * that of the address, in another folder; or else the first of a folder that the address names.
 * @param slugs in the order of the sidebar
 */
export function nearestPage(segments: readonly string[], slugs: readonly string[]): string | undefined {
  for (const part of partsOf(segments)) {
    const slug = like(part, slugs);
    if (slug !== undefined) return slug;
  }
  const names = new Map(slugs.toReversed().map((slug) => [slug.slice(slug.lastIndexOf('/') + 1), slug]));
  const name = like(segments.at(-1) ?? '', names.keys());
  if (name !== undefined) return names.get(name);
  const folders = slugs.flatMap((slug) => (slug.includes('/') ? slug.slice(0, slug.indexOf('/')) : []));
  const folder = segments.map((segment) => like(segment, folders)).find((found) => found !== undefined);
  return slugs.find((slug) => slug.startsWith(`${folder}/`));
}

/** Yields all runs of neighbouring segments, the longest first. */
function* partsOf(segments: readonly string[]): Generator<string> {
  for (let length = segments.length; length > 0; length--) {
    for (let start = segments.length - length; start >= 0; start--) {
      yield segments.slice(start, start + length).join('/');
    }
  }
}

function like(typed: string, known: Iterable<string>): string | undefined {
  return nearest(typed, known, Math.floor(typed.length / LETTERS_FOR_A_MISTAKE));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
