/**
 * Writes files that people name. All writers of the project use it. A regular file is replaced atomically: a partial
 * file is written beside it, flushed to the disk, and renamed to the file. A device or a pipe is written to, as a shell
 * does: a rename would put a regular file in its place, for every program of the machine.
 */
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { partialFile, removePartials, removeQuietly } from './partial-files.ts';
import { writeAll } from './write-all.ts';
import { type WriteTarget, writeTarget } from './write-target.ts';

export interface WriteOptions {
  /** Permissions; default: those of the replaced file, or of new files. Devices and pipes keep theirs. */
  readonly mode?: number | undefined;
  /** Folder that the file must be in, also after following links. Default: any folder. */
  readonly within?: string | undefined;
}

/**
 * Writes a file. Follows links.
 * @throws TypeError if nothing can be written there, and the errors of `node:fs`; a regular file is then unchanged
 */
export function replaceFile(file: string, content: string | Uint8Array, { mode, within }: WriteOptions = {}): void {
  const target = writeTarget(file, within);
  if (target.kind === 'file') replace(target, content, mode);
  else if (target.kind === 'stream') writeAndClose(openStream(target.path), content);
  else writeAll(target.descriptor, content);
}

/**
 * Checks that a file can be written later. Makes its folder if there is none.
 * @throws TypeError if nothing can be written there, and the errors of `node:fs`
 */
export function checkReplaceable(file: string, { within }: Pick<WriteOptions, 'within'> = {}): void {
  const target = writeTarget(file, within);
  if (target.kind === 'descriptor') fstatSync(target.descriptor);
  else if (target.kind === 'stream') accessSync(target.path, constants.W_OK);
  else checkFile(target);
}

/** Makes the folder of a file, unless that would be out of `within`. */
export function makeFolderOf(file: string, { within }: Pick<WriteOptions, 'within'> = {}): void {
  writeTarget(file, within);
  makeFolder(dirname(file));
}

type FileTarget = Extract<WriteTarget, { kind: 'file' }>;

function replace({ path, exists }: FileTarget, content: string | Uint8Array, mode: number | undefined): void {
  removePartials(dirname(path), path);
  const before = exists ? statSync(path) : undefined;
  const partial = partialFile(path);
  const descriptor = openSync(partial, 'wx');
  try {
    try {
      writeFileSync(descriptor, content);
      if (before) keepOwner(partial, before);
      const permissions = mode ?? (before && before.mode & 0o7777);
      if (permissions !== undefined) fchmodSync(descriptor, permissions);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, path);
  } catch (error) {
    removeQuietly(partial);
    throw error;
  }
}

/** Only root can: the file of another user that root replaces stays that user's. */
function keepOwner(partial: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  if (process.getuid?.() === 0) chownSync(partial, uid, gid);
}

function checkFile({ path, exists }: FileTarget): void {
  if (exists && statSync(path).isDirectory()) throw new TypeError('it is a folder');
  makeFolder(dirname(path));
  if (exists) accessSync(path, constants.W_OK);
  const partial = partialFile(path);
  closeSync(openSync(partial, 'wx'));
  removeQuietly(partial);
}

/** Does not wait for a reader of a pipe: it may never come, and nothing could interrupt the wait. */
function openStream(path: string): number {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') throw new TypeError('no program reads this pipe');
    throw error;
  }
}

function writeAndClose(descriptor: number, content: string | Uint8Array): void {
  try {
    writeAll(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}
