/**
 * Labels on everything that a lab makes on the engine. With them a later run, or `clean`, knows what belongs to
 * a lab, and whether the process that made it is still alive.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LabOrigin } from '../model/lab.ts';

const PREFIX = 'snippets.lab';

export const LAB_ID = `${PREFIX}.id`;
const PAGE = `${PREFIX}.page`;
const OWNER = `${PREFIX}.owner`;
const STARTED = `${PREFIX}.started`;

export type Labels = Readonly<Record<string, string>>;

export function labelsFor(labId: string, page: string): Labels {
  return { [LAB_ID]: labId, [PAGE]: page, [OWNER]: owner(process.pid), [STARTED]: new Date().toISOString() };
}

/** Reads the labels; undefined if they are not a lab's. */
export function originOf(labels: Labels | undefined): LabOrigin | undefined {
  const labId = labels?.[LAB_ID];
  if (labels === undefined || labId === undefined) return undefined;
  return {
    labId,
    page: labels[PAGE] ?? '?',
    started: labels[STARTED] ?? '?',
    ownerState: stateOf(labels[OWNER] ?? ''),
  };
}

/** Machine, process id and start time. Linux uses a process id again, but not with the same start time. */
function owner(pid: number): string {
  return `${machine()}/${pid}/${startTime(pid) ?? '-'}`;
}

function stateOf(label: string): LabOrigin['ownerState'] {
  const [where, pid] = label.split('/');
  if (where !== machine()) return 'elsewhere';
  return isAlive(Number(pid)) && owner(Number(pid)) === label ? 'alive' : 'gone';
}

/** The boot id is part of it, because no process lives longer than a boot. */
function machine(): string {
  return `${hostname()}:${read('/proc/sys/kernel/random/boot_id').trim().slice(0, 8)}:${pidNamespace()}`;
}

/** Two containers may have the same host name and boot id, but their process ids are not comparable. */
function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** In clock ticks since boot: field 22 of proc_pid_stat(5). Fields are counted after the name in brackets. */
function startTime(pid: number): string | undefined {
  return read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Returns an empty text if there is no /proc, as on macOS. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
