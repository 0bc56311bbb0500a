import { lstatSync } from 'node:fs';
import { SnippetsError } from '../model/error.ts';

/**
 * Reads something at a path that people name.
 * @param shown the path as messages show it
 * @throws SnippetsError `document-not-readable` in place of the errors of `node:fs`
 */
export function readable<T>(shown: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!isOfFileSystem(cause)) throw cause;
    const message = `${shown} cannot be read: ${whyUnreadable(cause, shown)}`;
    throw new SnippetsError('document-not-readable', message, 'make it readable, or remove it', { cause });
  }
}

/** @param error of `node:fs`, about this path */
export function whyUnreadable({ code, message }: NodeJS.ErrnoException, path: string): string {
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ENOENT' && isLink(path)) return 'it is a link to a file that does not exist';
  return message;
}

export function isOfFileSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
