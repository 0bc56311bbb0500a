/** Markdown files, from and to the disk. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../base/replace-file.ts';
import { SnippetsError } from '../model/error.ts';

const MARKDOWN = /\.(?:md|markdown)$/iu;

/**
 * The Markdown files that a path means: itself, or all below a folder but for hidden ones and packages.
 * @throws SnippetsError `document-not-readable`
 */
export function markdownFiles(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return MARKDOWN.test(path) ? [path] : [];
  return readable(path, () => readdirSync(path, { withFileTypes: true }))
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return markdownFiles(inside);
      return entry.isFile() && MARKDOWN.test(entry.name) ? [inside] : [];
    });
}

/** @throws SnippetsError `document-not-readable` */
export function readDocument(path: string): Uint8Array {
  return readable(path, () => readFileSync(path));
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const hint = 'give a file or folder that you may read, or leave it out';
    throw new SnippetsError('document-not-readable', `${path} cannot be read: ${(cause as Error).message}`, hint, {
      cause,
    });
  }
}

/**
 * Puts a document in place of what was read of it.
 * @throws SnippetsError `document-changed`, `document-not-writable`; the file is then as it was
 */
export function replaceDocument(path: string, read: Uint8Array, next: Uint8Array): void {
  try {
    // A link stays one.
    const file = realpathSync(path);
    if (!readFileSync(file).equals(read)) {
      throw new SnippetsError('document-changed', `${path} has changed since the run began`, 'run it again');
    }
    replaceFile(file, next, statSync(file).mode & 0o7777);
  } catch (cause) {
    if (cause instanceof SnippetsError) throw cause;
    throw new SnippetsError(
      'document-not-writable',
      `${path} cannot be written: ${(cause as Error).message}`,
      'make room on the disk, or the file and its folder writable; the file is as it was',
      { cause },
    );
  }
}
