/**
 * Matches paths with patterns that strangers may have written. `path.matchesGlob` of Node needs exponential time for
 * some of them, such as `*a*a*a*a*a*ab`, and is experimental in the oldest Node that works.
 */

/**
 * Returns whether a path matches a pattern: `*` stands for any characters of a name, `?` for one, `**` for any folders.
 * A pattern that ends with a plain name also matches everything in the folder of that name. Takes time by the product
 * of the two lengths.
 * @param path with `/` between its names
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const isFolder = !/[*?]/u.test(parts.at(-1) ?? '*');
  return isMatched(path.split('/'), isFolder ? [...parts, '**'] : parts, '**', isNameMatched);
}

function isNameMatched(name: string, pattern: string): boolean {
  return isMatched(Array.from(name), Array.from(pattern), '*', (character, part) => part === '?' || part === character);
}

/**
 * Returns whether each item fits its part. @param any a part that stands for any number of items
 * When an item does not fit, only the last `any` before it has to stand for more: what is before it has matched.
 */
function isMatched(
  items: readonly string[],
  parts: readonly string[],
  any: string,
  fits: (item: string, part: string) => boolean,
): boolean {
  let [item, part] = [0, 0];
  let last: { readonly part: number; readonly item: number } | undefined;
  while (item < items.length) {
    if (parts[part] === any) {
      last = { part, item };
      part += 1;
    } else if (part < parts.length && fits(items[item] as string, parts[part] as string)) {
      item += 1;
      part += 1;
    } else if (last) {
      last = { part: last.part, item: last.item + 1 };
      [item, part] = [last.item, last.part + 1];
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === any);
}
