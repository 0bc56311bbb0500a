/** Finds, reads and replaces documents: Markdown and MDX files outside of the content folder. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderTree } from '../base/folder-tree.ts';
import { isRegularItself, readFile } from '../base/read-file.ts';
import { replaceFile } from '../base/replace-file.ts';
import { SnippetsError } from '../model/error.ts';
import { isDocument, unreadFormat } from '../tutorial/markdown/formats.ts';
import { readable, whyUnreadable } from './readable.ts';

export interface DocumentFiles {
  /** Paths of Markdown and MDX files. */
  readonly files: readonly string[];
  /** Documents in formats that are not read, and documents and folders whose names are not UTF-8. */
  readonly unread: readonly UnreadFile[];
}

export interface UnreadFile {
  readonly path: string;
  /** Undefined: its name is not UTF-8. It may be a folder then. */
  readonly format: string | undefined;
  readonly isFolder: boolean;
}

/**
 * Finds the document at a path, or all documents in a folder and below. Hidden files and folders are skipped, and so are
 * `node_modules` and links.
 * @throws SnippetsError `document-not-readable`
 */
export function documentFiles(path: string): DocumentFiles {
  if (!existsSync(path)) return { files: [], unread: [] };
  if (!statSync(path).isDirectory()) return sorted([path]);
  return readable(path, () => {
    const tree = folderTree(path, { followsLinks: false, isLeftOut });
    const isOne = (name: string) => isDocument(name) || unreadFormat(name) !== undefined;
    const paths = tree.files.filter(isOne).map((name) => join(path, name));
    const misnamed = [...tree.misnamed].flatMap(([name, kind]): UnreadFile[] => {
      const isFolder = kind === 'folder';
      return isFolder || isOne(name) ? [{ path: join(path, name), format: undefined, isFolder }] : [];
    });
    const { files, unread } = sorted(paths.filter(isRegularItself));
    return { files, unread: [...unread, ...misnamed] };
  });
}

function sorted(paths: readonly string[]): DocumentFiles {
  return {
    files: paths.filter(isDocument),
    unread: paths.flatMap((path) => {
      const format = unreadFormat(path);
      return format === undefined ? [] : { path, format, isFolder: false };
    }),
  };
}

/** Returns whether a file or folder of a repository is hidden, or has the packages of npm. */
export function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
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
