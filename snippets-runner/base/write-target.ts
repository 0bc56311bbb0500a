/** Finds out what is at a path before something is written there. */
import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

export type WriteTarget =
  /** A regular file, or none yet. `path` has no links, if its folder exists. */
  | { readonly kind: 'file'; readonly path: string; readonly exists: boolean }
  /** A device or a named pipe. It has no content to replace: it is written to. */
  | { readonly kind: 'stream'; readonly path: string }
  /** An open file of this process, such as `/dev/stdout`. Opened again, it would be written from its start. */
  | { readonly kind: 'descriptor'; readonly descriptor: number };

/**
 * @param within folder that the file must be in, also after following links
 * @throws TypeError if nothing can be written there, and the errors of `node:fs`
 */
export function writeTarget(file: string, within?: string): WriteTarget {
  const target = lookUp(file);
  if (within === undefined) return target;
  const isInside = target.kind === 'file' && target.path.startsWith(realpathSync(within) + sep);
  if (isInside) return target;
  const isNamedInside = resolve(file).startsWith(resolve(within) + sep);
  throw new TypeError(`it ${isNamedInside ? 'leads out of' : 'is outside of'} ${within}`);
}

function lookUp(file: string): WriteTarget {
  const descriptor = openDescriptor(file);
  if (descriptor !== undefined) return { kind: 'descriptor', descriptor };
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined) {
    if (linkAt(file) !== undefined) throw new TypeError('it is a link to a file that does not exist');
    return { kind: 'file', path: withoutLinks(file), exists: false };
  }
  if (status.isCharacterDevice() || status.isFIFO()) return { kind: 'stream', path: file };
  if (status.isBlockDevice()) throw new TypeError('it is a disk');
  if (status.isSocket()) throw new TypeError('it is a socket');
  return { kind: 'file', path: realpathSync(file), exists: true };
}

/** Follows the links of a path whose last folders need not exist. */
function withoutLinks(file: string): string {
  const path = resolve(file);
  if (dirname(path) === path || statSync(path, { throwIfNoEntry: false })) return realpathSync(path);
  return join(withoutLinks(dirname(path)), basename(path));
}

/** Returns undefined if the path is not a link. */
function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

const STREAMS: Readonly<Record<string, number>> = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2 };
const DESCRIPTOR = new RegExp(`^/(?:dev|proc/(?:self|thread-self|${process.pid}))/fd/(\\d+)$`, 'u');
const MOST_LINKS = 40;

function openDescriptor(file: string): number | undefined {
  let path = resolve(file);
  for (let links = 0; links < MOST_LINKS; links++) {
    const found = STREAMS[path] ?? DESCRIPTOR.exec(path)?.[1];
    if (found !== undefined) return Number(found);
    const link = linkAt(path);
    if (link === undefined) return undefined;
    path = resolve(dirname(path), link);
  }
  return undefined;
}
