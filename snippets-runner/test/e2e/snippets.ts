/** Calls the command line as people do, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

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
  /** Resolves when it has printed the text. Rejects if it ends before. */
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
    const printed = [child.stdout, child.stderr].flatMap((stream) =>
      stream ? once(stream, 'data', { signal: heard.signal }).catch(() => undefined) : [],
    );
    await Promise.race([...printed, over]);
    heard.abort();
  }
}
