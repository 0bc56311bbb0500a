/**
 * Returns a key that an object of a JSON text has twice, which `JSON.parse` does not tell: the later value hides the
 * earlier one.
 * @param text valid JSON
 */
export function repeatedKey(text: string): string | undefined {
  // Of each open object its keys, of each open list nothing.
  const open: (Set<string> | undefined)[] = [];
  let isKey = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      isKey = character === '{';
    } else if (character === '}' || character === ']') {
      open.pop();
      isKey = false;
    } else if (character === ',') {
      isKey = open.at(-1) !== undefined;
    } else if (character === '"') {
      const end = endOfString(text, index);
      const keys = open.at(-1);
      if (isKey && keys) {
        const key = JSON.parse(text.slice(index, end + 1)) as string;
        if (keys.has(key)) return key;
        keys.add(key);
      }
      isKey = false;
      index = end;
    }
  }
  return undefined;
}

/** Returns the index of the quotation mark that ends a string. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (end < 0 || backslashes % 2 === 0) return end < 0 ? text.length : end;
  }
}
