/**
 * Partial files: a file is written under such a name first, beside its final place. The name says who writes it, so
 * that nobody else removes it. If its writer was killed, the next writer of the same file removes it, or
 * `snippets clean`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { processIdentity, processState, thisMachine } from './process-identity.ts';

const SUFFIX = '.partial';
/** `.NAME.MACHINE-PID-START-RANDOM.partial` */
const MAKER = /\.([0-9a-f]{16})-(\d+)-(\d+|-)-[0-9a-f]{8}\.partial$/u;
/** In bytes. The longest name of a file has 255, of which the rest of a partial file's name needs up to 80. */
const LONGEST_NAME = 150;
/** Nobody writes a file for this long. So nothing has to be known of a writer on another machine. */
const OLD_MS = 60 * 60 * 1000;

/** Returns a path beside a file that no other call returns. */
export function partialFile(file: string): string {
  const [, pid, start] = processIdentity(process.pid).split('/');
  const maker = `${machineHash()}-${pid}-${start}-${randomBytes(4).toString('hex')}`;
  return join(dirname(file), `${prefixOf(file)}${maker}${SUFFIX}`);
}

/**
 * Removes the partial files of writers that are gone. Those that cannot be removed stay.
 * @param file of which they are parts; default: of any file in the folder
 * @returns how many it has removed
 * @throws the errors of `node:fs` if the folder cannot be read
 */
export function removePartials(folder: string, file?: string): number {
  const prefix = file === undefined ? '' : prefixOf(file);
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith(SUFFIX));
  return names.filter((name) => isLeft(join(folder, name), prefix) && removeQuietly(join(folder, name))).length;
}

/** Ignores errors: if a file could not be written, the reason for that is reported, not why it cannot be removed. */
export function removeQuietly(file: string): boolean {
  try {
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}

function prefixOf(file: string): string {
  const name = basename(file);
  const isLong = Buffer.byteLength(name) > LONGEST_NAME;
  return `.${isLong ? createHash('sha256').update(name).digest('hex') : name}.`;
}

/** A name without a maker is of an earlier version, which did not run at the same time. */
function isLeft(path: string, prefix: string): boolean {
  const found = MAKER.exec(path);
  if (!found) return (prefix === '' ? /\.\d+\.partial$/u : /^\d+\.partial$/u).test(basename(path).slice(prefix.length));
  // `report` and `report.txt` have different partial files, although one name begins with the other.
  if (prefix !== '' && `${basename(path).slice(0, prefix.length - 1)}${found[0]}` !== basename(path)) return false;
  const [, machine, pid, start] = found;
  if (machine !== machineHash()) return isOld(path);
  return processState(`${thisMachine()}/${pid}/${start}`) === 'gone';
}

function isOld(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > OLD_MS;
}

function machineHash(): string {
  return createHash('sha256').update(thisMachine()).digest('hex').slice(0, 16);
}
