/** Names a process so that it can be recognised later, also by another process. */
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { contentOf } from './content-of.ts';

/** `elsewhere`: of another machine, another boot or another container, so nothing is known about it. */
export type ProcessState = 'alive' | 'gone' | 'elsewhere';

/**
 * Returns the machine, the process id and the start time, separated by slashes. Linux uses a process id again, but not
 * with the same start time.
 */
export function processIdentity(pid: number): string {
  return `${thisMachine()}/${pid}/${startTime(pid) ?? '-'}`;
}

/** @param identity as `processIdentity` returns it */
export function processState(identity: string): ProcessState {
  const [where, pid] = identity.split('/');
  if (where !== thisMachine()) return 'elsewhere';
  return isAlive(Number(pid)) && processIdentity(Number(pid)) === identity ? 'alive' : 'gone';
}

/** The boot id is part of it, because no process lives longer than a boot. */
export function thisMachine(): string {
  return `${hostname()}:${contentOf('/proc/sys/kernel/random/boot_id').trim().slice(0, 8)}:${pidNamespace()}`;
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
  return contentOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
