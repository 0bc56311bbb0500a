/** A file's content in place of another, whole or not at all: written beside the file, flushed, renamed over it. */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';

const PARTIAL = '.partial';

/**
 * @param mode permissions, where they are not those that new files have
 * @throws what `node:fs` does; the file is then as it was
 */
export function replaceFile(file: string, content: string | Uint8Array, mode?: number): void {
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}${PARTIAL}`);
  try {
    removePartials(dirname(file), basename(file));
    const descriptor = openSync(partial, 'w');
    try {
      if (mode !== undefined) fchmodSync(descriptor, mode);
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, file);
  } catch (error) {
    removeQuietly(partial);
    throw error;
  }
}

/**
 * Makes the folder of a file that is to be written later, and tries whether it will be possible.
 * @throws what `node:fs` does
 */
export function checkReplaceable(file: string): void {
  makeFolder(dirname(file));
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new TypeError('it is a folder');
  if (existing) accessSync(file, constants.W_OK);
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}${PARTIAL}`);
  try {
    closeSync(openSync(partial, 'w'));
  } finally {
    removeQuietly(partial);
  }
}

/** Where a file cannot be written it may not be removable either; what is told is why it was not written. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

/** What writers that were killed left beside the file. */
function removePartials(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(`.${name}.`) && entry.endsWith(PARTIAL)) rmSync(join(folder, entry), { force: true });
  }
}
