/** Files that may change while `astro dev` runs. */
import { statSync } from 'node:fs';
import { keptInProcess } from '../kept-in-process.ts';
import { readable } from './readable.ts';

type Kind = 'captures' | 'drafts' | 'guides' | 'pages';

/**
 * Returns a function that reads a file, and reads it again only after the file has changed. It returns
 * undefined if there is no file.
 * @param kind names what is read
 * @throws SiteError if it is no regular file, or too large
 */
export function readOnChange<Args extends unknown[], Content>(
  kind: Kind,
  read: (file: string, ...args: Args) => Content,
): (file: string, ...args: Args) => Content | undefined {
  const known = knownFiles<Content>(kind);
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

/** By path. */
function knownFiles<Content>(kind: Kind): Map<string, FileRead<Content>> {
  return keptInProcess(kind, () => new Map<string, FileRead<Content>>());
}

/** Returns what a function of `readOnChange` has read of a file. Undefined if it has read nothing. */
export function keptRead(kind: Kind, file: string): FileRead | undefined {
  return knownFiles(kind).get(file);
}

/** Has all functions of `readOnChange` return what another thread has read of a file. */
export function keepRead(kind: Kind, file: string, read: FileRead): void {
  knownFiles(kind).set(file, read);
}

/** A file as it was read. */
export interface FileRead<Content = unknown> {
  readonly modifiedMs: number;
  readonly content: Content;
}
