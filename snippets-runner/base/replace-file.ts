/** Replaces a file atomically: writes a file beside it, flushes that to the disk, and renames it to the file. */
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
 * @param mode permissions; default: those of new files
 * @throws the errors of `node:fs`; the file is then unchanged
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
 * Checks that a file can be written later. Makes its folder if there is none.
 * @throws the errors of `node:fs`
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

/** Ignores errors: if a file could not be written, the reason for that is reported, not why it cannot be removed. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

/** Removes the partial files of writers that were killed. */
function removePartials(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(`.${name}.`) && entry.endsWith(PARTIAL)) rmSync(join(folder, entry), { force: true });
  }
}
