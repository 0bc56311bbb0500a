/** Calls the command line as people do, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const HOME = join(import.meta.dirname, '../../..');
export const BIN = join(HOME, 'snippets-runner/bin.mjs');

export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves when it has printed the text. Rejects if it ends before, or prints nothing new for a long time. */
  says(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Closes the pipes of its output. */
  hangUp(): void;
}

export interface SnippetsOptions {
  /** Its working directory. */
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

export function start(args: readonly string[], { cwd, env }: SnippetsOptions): Running {
  const child = spawn(process.execPath, [BIN, '--content', 'content', ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = once(child, 'close').then(([exit]): Ended => ({ exit, ...said }));
  return {
    pid: child.pid ?? 0,
    ended,
    says: (text) => saysInTime(child, said, text, ended),
    kill: (signal) => child.kill(signal),
    hangUp: () => {
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    },
  };
}

export function snippets(args: readonly string[], options: SnippetsOptions): Promise<Ended> {
  return start(args, options).ended;
}

async function saysInTime(
  child: ChildProcess,
  said: Omit<Ended, 'exit'>,
  text: string,
  ended: Promise<Ended>,
): Promise<void> {
  const over = ended.then(({ stdout, stderr }) => {
    throw new TypeError(`it ended without saying "${text}":\n${stdout}${stderr}`);
  });
  over.catch(() => undefined);
  while (!(said.stdout + said.stderr).includes(text)) {
    const heard = new AbortController();
    const { signal } = heard;
    const printed = [child.stdout, child.stderr].flatMap((stream) =>
      stream ? once(stream, 'data', { signal }).catch(() => undefined) : [],
    );
    const silent = delay(SILENT_MS, undefined, { signal }).then(
      () => {
        const { stdout, stderr } = said;
        throw new TypeError(`in ${SILENT_MS / 1_000} s it has not said "${text}", but:\n${stdout}${stderr}`);
      },
      () => undefined,
    );
    await Promise.race([...printed, over, silent]).finally(() => heard.abort());
  }
}

/** Well below the time limit of a test, which would not tell what has been printed. */
const SILENT_MS = 200_000;
