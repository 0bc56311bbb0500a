/** Finds, reads and replaces Markdown files. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderTree } from '../base/folder-tree.ts';
import { isRegularItself, readFile } from '../base/read-file.ts';
import { replaceFile } from '../base/replace-file.ts';
import { SnippetsError } from '../model/error.ts';
import { readable, whyUnreadable } from './readable.ts';

const MARKDOWN = /\.(?:md|markdown)$/iu;

/**
 * Returns the Markdown file at a path, or all Markdown files in a folder and below. Hidden files and folders are
 * skipped, and so are `node_modules` and links.
 * @throws SnippetsError `document-not-readable`
 */
export function markdownFiles(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return MARKDOWN.test(path) ? [path] : [];
  const isLeftOut = (name: string) => name.startsWith('.') || name === 'node_modules';
  const { files } = readable(path, () => folderTree(path, { followsLinks: false, isLeftOut }));
  return files
    .filter((name) => MARKDOWN.test(name))
    .map((name) => join(path, name))
    .filter(isRegularItself);
}

/** @throws SnippetsError `document-not-readable` */
export function readDocument(path: string): Uint8Array {
  return readable(path, () => readFile(path));
}

/**
 * Replaces a document by its next version.
 * @param read what the file was when the run began: it is not replaced if it has changed since
 * @param within folder that the file must be in, also after following links; default: any folder
 * @throws SnippetsError `document-changed`, `document-not-writable`; the file is unchanged then
 */
export function replaceDocument(path: string, read: Uint8Array, next: Uint8Array, within?: string): void {
  try {
    if (!readFile(path).equals(read)) {
      throw new SnippetsError('document-changed', `${path} has changed since the run began`, 'run the command again');
    }
    replaceFile(path, next, { within });
  } catch (cause) {
    if (cause instanceof SnippetsError) throw cause;
    throw new SnippetsError(
      'document-not-writable',
      `${path} cannot be written: ${whyUnreadable(cause, path) ?? (cause as Error).message}`,
      'free some disk space, or make the file and its folder writable; the file is unchanged',
      { cause },
    );
  }
}
