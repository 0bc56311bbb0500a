/**
 * The labels on everything a lab makes on the engine. They are how a later run, or `clean`, knows
 * what is ours and whether whoever made it still lives.
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

/** @returns undefined where the labels are not a lab's. */
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

/** Machine, process id and start time of the process: process ids are used again, start times are not. */
function owner(pid: number): string {
  return `${machine()}/${pid}/${startTime(pid) ?? '-'}`;
}

function stateOf(label: string): LabOrigin['ownerState'] {
  const [where, pid] = label.split('/');
  if (where !== machine()) return 'elsewhere';
  return isAlive(Number(pid)) && owner(Number(pid)) === label ? 'alive' : 'gone';
}

/** A process of before the last boot is gone, so the boot belongs to the machine's name. */
function machine(): string {
  return `${hostname()}:${read('/proc/sys/kernel/random/boot_id').trim().slice(0, 8)}:${pidNamespace()}`;
}

/** Two containers may share host name and boot, and yet their process ids do not mean the same. */
function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** In clock ticks since boot: field 22 of proc_pid_stat(5), counted behind the name in brackets. */
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

/** Empty where there is no /proc, as on macOS. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
