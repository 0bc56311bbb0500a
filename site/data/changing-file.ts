/** Files that may change while `astro dev` runs. */
import { statSync } from 'node:fs';
import { keptInProcess } from '../kept-in-process.ts';
import { readable } from './readable.ts';

/**
 * Returns a function that reads a file, and reads it again only after the file has changed. It returns
 * undefined if there is no file.
 * @param kind names what is read
 * @throws SiteError if it is no regular file, or too large
 */
export function readOnChange<Args extends unknown[], Content>(
  kind: 'captures' | 'drafts' | 'guides' | 'pages',
  read: (file: string, ...args: Args) => Content,
): (file: string, ...args: Args) => Content | undefined {
  const known = keptInProcess(kind, () => new Map<string, Read<Content>>());
  return (file, ...args) => {
    const before = known.get(file);
    // A build reads a file once, so all of its pages show the same.
    if (before && process.env.NODE_ENV === 'production') return before.content;
    const modifiedMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (modifiedMs === undefined) return undefined;
    if (before?.modifiedMs === modifiedMs) return before.content;
    const content = readable(file, () => read(file, ...args));
    known.set(file, { modifiedMs, content });
    return content;
  };
}

/** A file as it was read. */
interface Read<Content> {
  readonly modifiedMs: number;
  readonly content: Content;
}
