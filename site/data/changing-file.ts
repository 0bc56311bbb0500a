/** Files that may change while `astro dev` runs. */
import { statSync } from 'node:fs';
import { readable } from './readable.ts';

/**
 * Returns a function that reads a file, and reads it again only after the file has changed. It returns
 * undefined if there is no file.
 * @throws SiteError if it is no regular file, or too large
 */
export function readOnChange<Args extends unknown[], Content>(
  read: (file: string, ...args: Args) => Content,
): (file: string, ...args: Args) => Content | undefined {
  const known = new Map<string, { readonly modifiedMs: number; readonly content: Content }>();
  return (file, ...args) => {
    const modifiedMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (modifiedMs === undefined) return undefined;
    const before = known.get(file);
    if (before?.modifiedMs === modifiedMs) return before.content;
    const content = readable(file, () => read(file, ...args));
    known.set(file, { modifiedMs, content });
    return content;
  };
}
