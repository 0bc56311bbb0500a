import { lstatSync } from 'node:fs';
import { FolderTooLarge } from '../base/folder-tree.ts';
import { type ReadOptions, readText, UnfitFile } from '../base/read-file.ts';
import { SnippetsError } from '../model/error.ts';

/**
 * Returns the text of a file that people name.
 * @throws SnippetsError `document-not-readable`
 */
export function readableText(path: string, options?: ReadOptions): string {
  return readable(path, () => readText(path, options));
}

/**
 * Reads something at a path that people name.
 * @param shown the path as messages show it
 * @throws SnippetsError `document-not-readable` in place of the errors of `node:fs` and of `base/`
 */
export function readable<T>(shown: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const why = whyUnreadable(cause, shown);
    if (why === undefined) throw cause;
    throw new SnippetsError('document-not-readable', `${shown} cannot be read: ${why}`, hintFor(cause), { cause });
  }
}

function hintFor(cause: unknown): string {
  if (cause instanceof UnfitFile) return cause.hint;
  return 'make it readable, or remove it';
}

/**
 * Says why something at a path cannot be read. Returns undefined for an error that is not about the path.
 * @param error of reading it
 */
export function whyUnreadable(error: unknown, path: string): string | undefined {
  if (error instanceof UnfitFile) return error.why;
  if (error instanceof FolderTooLarge) return error.message;
  if (!isOfFileSystem(error)) return undefined;
  if (error.code === 'EISDIR') return 'it is a folder';
  if (error.code === 'ENOENT' && isLink(path)) return 'it is a link to a file that does not exist';
  if (error.code === 'ELOOP') return 'it is a link that leads back to itself';
  return error.message;
}

export function isOfFileSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
