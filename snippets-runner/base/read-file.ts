/** Reads files that people name or write. A path may also lead to a device that never ends, or to a huge file. */
import type { Hash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readSync, type Stats, statfsSync, statSync } from 'node:fs';

/** In bytes. */
const MEGABYTE = 1_000_000;

/**
 * The largest file that a person writes, such as a page or the glossary. Parsing a file of this size takes twice the
 * time that parsing may take. The largest page has less than a hundredth of it.
 */
const LARGEST_DOCUMENT = 8 * MEGABYTE;

/**
 * The largest file that the tool writes and reads again: a capture or a report. This is half of the longest text that
 * V8 can hold.
 */
export const LARGEST_RECORD = 256 * MEGABYTE;

/** In bytes. */
const CHUNK = 64 * 1024;

export interface ReadOptions {
  /** In bytes. Default: `LARGEST_DOCUMENT`. */
  readonly largest?: number;
  /** Whether a named pipe, or the pipe of `<(command)` in a shell, is read to its end. Default: false. */
  readonly acceptsPipes?: boolean;
}

/** A path that leads to something other than a file of usual size. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
  /** What is wrong, such as `it is a device`. */
  readonly why: string;
  readonly hint: string;

  constructor(path: string, why: string, hint: string) {
    super(`${path} cannot be read: ${why}`);
    this.why = why;
    this.hint = hint;
  }
}

/** Returns the text of a file, as `readFile` reads it. */
export function readText(path: string, options?: ReadOptions): string {
  return readFile(path, options).toString('utf8');
}

/**
 * Reads a regular file, also through links.
 * @throws UnfitFile if it is larger than it may be, or a device, pipe or socket; the errors of `node:fs`
 */
export function readFile(path: string, { largest = LARGEST_DOCUMENT, acceptsPipes = false }: ReadOptions = {}): Buffer {
  const stats = statSync(path);
  const kind = kindOf(stats);
  if (kind !== undefined && !(acceptsPipes && stats.isFIFO())) {
    throw new UnfitFile(path, `it is a ${kind}`, 'put a regular file in its place');
  }
  if (stats.isFile() && KERNEL_FILES.has(statfsSync(path).type)) {
    throw new UnfitFile(path, 'it is not stored on a disk, but made by the kernel', 'put a regular file in its place');
  }
  if (stats.size > largest) throw tooLarge(path, largest);
  const file = openSync(path, 'r');
  try {
    return readTo(file, largest, stats.size) ?? fail(tooLarge(path, largest));
  } finally {
    closeSync(file);
  }
}

/**
 * File systems whose files look regular, but reading one may never end: `/proc/kmsg`, `trace_pipe` of
 * `/sys/kernel/tracing`. From Linux's `include/uapi/linux/magic.h`: proc, sysfs, debugfs, tracefs.
 */
const KERNEL_FILES: ReadonlySet<number> = new Set([0x9fa0, 0x62656572, 0x64626720, 0x74726163]);

/** Returns whether a path leads to a regular file, also through links. */
export function isRegular(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Returns whether a path is a regular file itself, and no link to one. @throws the errors of `node:fs` */
export function isRegularItself(path: string): boolean {
  return lstatSync(path).isFile();
}

/** Adds a regular file of any size to a hash. @throws the errors of `node:fs` */
export function hashFile(path: string, hash: Hash): void {
  const file = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      hash.update(chunk.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
}

/** Undefined for a regular file; also for a folder, whose error `node:fs` throws. */
function kindOf(stats: Stats): string | undefined {
  if (stats.isFIFO()) return 'pipe';
  if (stats.isSocket()) return 'socket';
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'device' : undefined;
}

/**
 * Reads until the end. A size is only a hint: a file may grow.
 * @returns undefined if there is more than `largest`
 */
function readTo(file: number, largest: number, size: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= largest) {
    const chunk = Buffer.allocUnsafe(Math.max(CHUNK, size - total + 1));
    const count = readSync(file, chunk);
    if (count === 0) return Buffer.concat(chunks, total);
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return undefined;
}

function tooLarge(path: string, largest: number): UnfitFile {
  return new UnfitFile(path, `it is larger than ${largest / MEGABYTE} MB`, 'split it, or name another file');
}

function fail(error: Error): never {
  throw error;
}
