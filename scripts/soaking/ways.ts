/** The ways in which the soak test disturbs a run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { contentOf } from '../../snippets-runner/base/content-of.ts';
import { embeddedSocket, obstacleTo } from '../../snippets-runner/lab/engines/embedded.ts';
import type { OwnEngine } from '../../snippets-runner/test/e2e/own-engine.ts';
import { personAt } from '../../snippets-runner/test/e2e/person.ts';
import { HOME, type Running, start } from '../../snippets-runner/test/e2e/snippets.ts';

export interface Scene {
  /** An engine that only this test uses. Undefined if this machine cannot have one. */
  readonly engine: OwnEngine | undefined;
  /** Folder of the pages. It is a small disk of its own where that is possible. */
  readonly home: string;
  readonly hasSmallDisk: boolean;
}

/** Which pages a way disturbs: those of the engine, or the one in a virtual machine. */
export type Target = 'engine' | 'machine';

export interface Way {
  readonly target: Target;
  /** Returns why this machine cannot try it. */
  readonly obstacle: (scene: Scene) => string | undefined;
  /** Starts the run, disturbs it after a time, and waits for its end. Returns whether the run was still going on. */
  readonly disturb: (args: readonly string[], afterMs: number, scene: Scene) => Promise<boolean>;
  /** Undoes what would keep the next run from working. */
  readonly repair?: (scene: Scene) => void;
}

export type WayName = 'killed' | 'terminal-closed' | 'engine-killed' | 'engine-frozen' | 'disk-full' | 'machine-killed';

/** A frozen daemon is longer silent than a request may take. */
const FROZEN_MS = 8_000;

// The clock of the machine is not set: everybody on the machine would notice. libfaketime could set that of one process,
// but only the C library's, and Node reads the kernel's. Files and labels do not depend on the time of day.
export const WAYS: Readonly<Record<WayName, Way>> = {
  killed: {
    target: 'engine',
    obstacle: () => undefined,
    disturb: (args, afterMs, scene) => during(args, afterMs, scene, (run) => run.kill('SIGKILL')),
  },
  'terminal-closed': {
    target: 'engine',
    obstacle: () => (spawnSync('script', ['--version']).status === 0 ? undefined : 'it needs script of util-linux'),
    disturb: async (args, afterMs, { home }) => {
      const person = await personAt(args, { cwd: home });
      const isOver = await Promise.race([delay(afterMs, false), person.ended.then(() => true)]);
      person.leaves();
      await person.ended;
      await untilGone(args);
      return !isOver;
    },
  },
  'engine-killed': {
    target: 'engine',
    obstacle: ({ engine }) => (engine ? undefined : 'it needs an engine of its own: Linux, and root'),
    disturb: (args, afterMs, scene) => during(args, afterMs, scene, () => void process.kill(pidOf(scene), 'SIGKILL')),
    repair: ({ engine }) => engine?.start(),
  },
  'engine-frozen': {
    target: 'engine',
    obstacle: ({ engine }) => (engine ? undefined : 'it needs an engine of its own: Linux, and root'),
    disturb: (args, afterMs, scene) =>
      during(args, afterMs, scene, async () => {
        const daemons = daemonsOf(scene);
        for (const pid of daemons) process.kill(pid, 'SIGSTOP');
        await delay(FROZEN_MS);
        for (const pid of daemons) process.kill(pid, 'SIGCONT');
      }),
  },
  'disk-full': {
    target: 'engine',
    obstacle: ({ hasSmallDisk }) => (hasSmallDisk ? undefined : 'it needs the right to mount a small disk'),
    disturb: (args, afterMs, scene) => during(args, afterMs, scene, () => fill(scene)),
    repair: ({ home }) => rmSync(join(home, FILLER), { force: true }),
  },
  'machine-killed': {
    target: 'machine',
    obstacle: () => obstacleTo('vm'),
    disturb: (args, afterMs, scene) => during(args, afterMs, scene, killMachine),
  },
};

/** Kills all of the virtual machine, as the kernel would for lack of memory. It may not have been started yet. */
function killMachine(): void {
  const file = join(dirname(embeddedSocket(HOME, 'vm')), 'pid');
  if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL');
}

const FILLER = '.filler';

async function during(
  args: readonly string[],
  afterMs: number,
  { home }: Scene,
  disturb: (run: Running) => void | Promise<void>,
): Promise<boolean> {
  const run = start(args, { cwd: home });
  const isOver = await Promise.race([delay(afterMs, false), run.ended.then(() => true)]);
  await disturb(run);
  const { stdout, stderr } = await run.ended;
  if (stderr.includes('mistake in snippets')) throw new TypeError(`${args.join(' ')} ended with:\n${stdout}${stderr}`);
  return !isOver;
}

/** Fills the disk to its last byte. */
function fill({ home }: Scene): void {
  try {
    writeFileSync(join(home, FILLER), Buffer.alloc(SMALL_DISK_BYTES));
  } catch {
    // The disk is full now.
  }
}

export const SMALL_DISK_BYTES = 8_000_000;

/** The first process of the engine: its end is the end of all. */
function pidOf({ engine }: Scene): number {
  return Number(readFileSync(join(engine?.scratch ?? '', 'run/pid'), 'utf8'));
}

/** The daemon and its containerd, but not what runs in containers. */
function daemonsOf(scene: Scene): readonly number[] {
  const below = (pid: number): number[] => {
    const children = ofProcess(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean);
    return children.map(Number).flatMap((child) => [child, ...below(child)]);
  };
  return below(pidOf(scene)).filter((pid) => {
    const name = ofProcess(pid, 'comm').trim();
    const isOfEngine = !/\/docker\/|\/snippets-.*\/.*\//u.test(ofProcess(pid, 'cgroup'));
    return (name === 'dockerd' || name === 'containerd') && isOfEngine;
  });
}

/** Returns a file of a process, or an empty text if the process has ended. */
function ofProcess(pid: number, name: string): string {
  return contentOf(`/proc/${pid}/${name}`);
}

/** A run whose terminal was closed goes on until it has removed its labs. */
async function untilGone(args: readonly string[]): Promise<void> {
  const pattern = args.join(' ');
  for (;;) {
    const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
    if (!processes.some((line) => line.includes('bin.mjs') && line.includes(pattern))) return;
    await delay(200);
  }
}
