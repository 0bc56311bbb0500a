/** Hashes of everything in a checkout or package on which the result of a page depends. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf } from '../base/content-of.ts';
import { folderTree } from '../base/folder-tree.ts';
import { hashFile, isRegular } from '../base/read-file.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import type { Page } from '../tutorial/page.ts';

/** Returns the hash of the runner, of the versions of its dependencies, and of the recipes of the images. */
export function checkoutHash(home: string, imagesFolder: string): string {
  return hashOf([
    contentHash(imagesFolder),
    contentHash(join(home, 'snippets-runner')),
    contentOf(join(home, 'scripts/debian-root')),
    contentOf(join(home, 'scripts/debian.lock')),
    contentOf(join(home, 'package-lock.json')),
  ]);
}

/**
 * Returns the hash of what is installed on this machine: Node, and the packages that npm has noted. They are in the
 * checkout, or beside the package. Undefined if another program than npm has installed them.
 */
export function installedHash(home: string): string | undefined {
  const noted = ['node_modules', '..'].map((folder) => contentOf(join(home, folder, '.package-lock.json')));
  return noted.every((text) => text === '') ? undefined : hashOf([process.version, ...noted]);
}

/** Returns the hash of what a page does and must print. Positions are left out: they do not change that. */
export function pageHash(page: Page, capture: Capture | undefined): string {
  const shown = page.kind === 'document' ? [page.shown, page.values] : [page.beginning, capture];
  return hashOf([
    JSON.stringify([page.slug, page.lab, page.snippets, shown], (key, value) =>
      // The value of a placeholder may have this name, too.
      key === 'position' && typeof value === 'object' ? undefined : value,
    ),
  ]);
}

export function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Returns the hash of all files but tests; an empty text if there is no such folder. */
export function contentHash(folder: string): string {
  if (!existsSync(folder)) return '';
  const { files } = folderTree(folder);
  return filesHash(
    folder,
    files.filter((path) => !path.startsWith('test/') && isRegular(join(folder, path))),
  );
}

/** Returns the hash of regular files, with their names. @throws the errors of `node:fs` */
export function filesHash(folder: string, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names) hashFile(join(folder, name), hash.update(`${name}\0`));
  return hash.digest('hex');
}
