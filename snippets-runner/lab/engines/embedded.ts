/**
 * The engines of `scripts/engine`. The runner starts one when a page needs it, and releases it at the end.
 * The script knows all users of an engine, and stops the engine with its last user.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cacheFolder } from '../../base/cache-folder.ts';
import { contentOf } from '../../base/content-of.ts';
import { IS_PACKAGE } from '../../base/installation.ts';
import { shellQuoted } from '../../base/shell-quote.ts';
import { SnippetsError } from '../../model/error.ts';

/** `native` runs on this machine's kernel. `vm` is a virtual machine whose kernel has every feature, `vm-2` another. */
const EMBEDDED_KINDS = ['native', 'vm', 'vm-2'] as const;
export type EmbeddedKind = (typeof EMBEDDED_KINDS)[number];

/** Folder below the cache, and the word that `scripts/engine` knows it by. */
const PLACES = {
  native: { folder: 'engine', words: [] },
  vm: { folder: 'engine-vm/machine-1', words: ['--vm'] },
  'vm-2': { folder: 'engine-vm/machine-2', words: ['--vm=2'] },
} as const satisfies Record<EmbeddedKind, { readonly folder: string; readonly words: readonly string[] }>;

export function isEmbeddedKind(name: string): name is EmbeddedKind {
  return (EMBEDDED_KINDS as readonly string[]).includes(name);
}

/** @param home folder of the checkout or package */
function embeddedFolder(home: string, kind: EmbeddedKind): string {
  return join(cacheFolder(home), PLACES[kind].folder);
}

/** @param home folder of the checkout or package */
export function embeddedSocket(home: string, kind: EmbeddedKind): string {
  return join(embeddedFolder(home, kind), 'run/docker.sock');
}

/** Returns why the engine cannot run on this machine; undefined if it can. */
export function obstacleTo(kind: EmbeddedKind): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root';
  if (kind !== 'native' && process.arch !== 'x64') return 'it is made for x86_64';
  return undefined;
}

const MACHINES = ['vm', 'vm-2'] as const satisfies readonly EmbeddedKind[];
const GIB = 2 ** 30;
/** A lab with three nodes takes 2.5 GiB in its machine, and the machine's kernel caches files in the rest of its 4. */
const MEMORY_OF_A_MACHINE = 5 * GIB;

/**
 * Returns the virtual machines that a run may use side by side. Each needs a processor of its own.
 * @param memory of this computer, in bytes
 */
export function machinesFor(processors: number, memory: number): readonly EmbeddedKind[] {
  const room = Math.min(processors, Math.floor(memory / MEMORY_OF_A_MACHINE));
  return MACHINES.slice(0, Math.max(1, room));
}

/** What `scripts/engines/vm.sh` writes about its choice, such as `uml there is no KVM`. */
const MACHINE_NAMES = { qemu: 'QEMU', uml: 'User Mode Linux' } as const;

/** Returns the folder of what all virtual machines share, such as their disk. @param home folder of the checkout or package */
export function machinesFolder(home: string): string {
  return join(cacheFolder(home), 'engine-vm');
}

/** Returns what the virtual machine is, and why; undefined before its first build. */
export function machineText(home: string): string | undefined {
  const [, kind, why] = /^(qemu|uml) (.+)$/mu.exec(contentOf(join(machinesFolder(home), 'machine'))) ?? [];
  return kind === undefined ? undefined : `${MACHINE_NAMES[kind as keyof typeof MACHINE_NAMES]}, because ${why}`;
}

export interface EmbeddedOptions {
  /** Folder of the checkout or package. */
  readonly home: string;
  /** Aborting it stops a start that is under way. */
  readonly signal: AbortSignal;
  /** Called with each line that `scripts/engine` prints. */
  readonly onProgress: (message: string) => void;
}

/** The embedded engines that this process uses. Disposing releases all of them. */
export class EmbeddedEngines implements AsyncDisposable {
  readonly #options: EmbeddedOptions;
  readonly #starts = new Map<EmbeddedKind, Promise<void>>();
  readonly #stops = new Map<EmbeddedKind, Promise<void>>();

  constructor(options: EmbeddedOptions) {
    this.#options = options;
    // The labs in a virtual machine go with it. Removing them one by one may take a minute, so a person who has
    // interrupted a run does not wait for that. Whoever disposes this gets the error, if there is one.
    const release = () => {
      for (const kind of this.#starts.keys()) if (kind !== 'native') this.#stop(kind).catch(() => undefined);
    };
    options.signal.addEventListener('abort', release, { once: true });
  }

  /**
   * Starts an engine, unless it runs, and holds it. Builds it first if needed.
   * @throws SnippetsError `engine-unreachable`, `interrupted`
   */
  async start(kind: EmbeddedKind): Promise<void> {
    const obstacle = obstacleTo(kind);
    if (obstacle !== undefined) {
      throw new SnippetsError(
        'engine-unreachable',
        `engine ${kind} cannot run on this machine: ${obstacle}`,
        'choose another',
      );
    }
    const start = this.#start(kind);
    this.#starts.set(kind, start);
    await start;
  }

  /** Also releases engines whose start has failed, because parts of them may run. */
  async [Symbol.asyncDispose](): Promise<void> {
    const stops = Array.from(this.#starts.keys(), (kind) => this.#stop(kind));
    const failure = (await Promise.allSettled(stops)).find((stop) => stop.status === 'rejected');
    if (failure) throw failure.reason;
  }

  /** Stops an engine once. */
  #stop(kind: EmbeddedKind): Promise<void> {
    const stop =
      this.#stops.get(kind) ??
      // A stop before the end of the start would stop nothing.
      Promise.allSettled([this.#starts.get(kind)]).then(() => this.#runStop(kind));
    this.#stops.set(kind, stop);
    return stop;
  }

  async #runStop(kind: EmbeddedKind): Promise<void> {
    const { home } = this.#options;
    const { exit, lines } = await runScript(home, ['stop', ...wordsFor(kind)], () => undefined);
    if (exit !== 0) throw scriptFailure(home, kind, 'stop', lines);
  }

  async #start(kind: EmbeddedKind): Promise<void> {
    const { home, signal, onProgress } = this.#options;
    if (signal.aborted) throw interrupted(kind);
    const { exit, lines } = await runScript(home, ['start', ...wordsFor(kind)], onProgress, signal);
    if (signal.aborted) throw interrupted(kind);
    if (exit !== 0) throw scriptFailure(home, kind, 'start', lines);
  }
}

const DONE = { start: 'started', stop: 'stopped' } as const;

/** @param lines what the script has printed */
function scriptFailure(
  home: string,
  kind: EmbeddedKind,
  verb: keyof typeof DONE,
  lines: readonly string[],
): SnippetsError {
  return new SnippetsError(
    'engine-unreachable',
    `engine ${kind} could not be ${DONE[verb]}: ${lines.join('\n')}`,
    `run \`${[scriptInWords(home), verb, ...PLACES[kind].words].join(' ')}\` to see why`,
  );
}

function interrupted(kind: EmbeddedKind): SnippetsError {
  return new SnippetsError('interrupted', `interrupted while engine ${kind} was starting`, '');
}

/** Returns the script as a person calls it: from the folder of the checkout, or from anywhere. */
function scriptInWords(home: string): string {
  return IS_PACKAGE ? shellQuoted(join(home, 'scripts/engine')) : 'scripts/engine';
}

function wordsFor(kind: EmbeddedKind): readonly string[] {
  return [...PLACES[kind].words, '--for', String(process.pid)];
}

/**
 * Runs `scripts/engine` in its own process group, so Ctrl-C in the terminal does not end it.
 * @param signal aborting it ends the script, and the programs that it waits for, such as a download
 * @returns its exit code, and what it printed to standard error
 */
function runScript(
  home: string,
  words: readonly string[],
  onProgress: (message: string) => void,
  signal?: AbortSignal,
): Promise<{ readonly exit: number; readonly lines: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(home, 'scripts/engine'), words, {
      env: { ...process.env, NODE: process.execPath, SNIPPETS_CACHE: cacheFolder(home) },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const lines: string[] = [];
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line);
      onProgress(line);
    });
    const onAbort = () => endGroup(child.pid);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('error', (cause) => {
      reject(new SnippetsError('engine-unreachable', `scripts/engine cannot be run: ${cause.message}`, '', { cause }));
    });
    child.on('close', (code) => {
      signal?.removeEventListener('abort', onAbort);
      resolve({ exit: code ?? 1, lines });
    });
  });
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGTERM');
  } catch {
    // All of it has ended, and `close` is about to say so.
  }
}
