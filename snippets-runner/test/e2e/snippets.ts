/** Calls the command line as people do, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ChangeNotifier } from '../../terminal/change-notifier.ts';
import { untilShown } from './until-shown.ts';

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
  /** Resolves when it has printed the text. Rejects if it ends before, or hangs. */
  says(text: string | RegExp): Promise<void>;
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
  const changes = new ChangeNotifier();
  const said = { stdout: '', stderr: '' };
  let hasEnded = false;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      changes.announce();
    });
  }
  const ended = once(child, 'close').then(([exit]): Ended => {
    hasEnded = true;
    changes.announce();
    return { exit, ...said };
  });
  return {
    pid: child.pid ?? 0,
    ended,
    says: async (text) => {
      const printed = () => said.stdout + said.stderr;
      await untilShown(
        { changes, hasEnded: () => hasEnded },
        () => (typeof text === 'string' ? printed().includes(text) : text.test(printed())) || null,
        () => `it does not say ${text}, but:\n${printed()}`,
      );
    },
    kill: (signal) => child.kill(signal),
    hangUp: () => {
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    },
  };
}

export function snippets(args: readonly string[], options: SnippetsOptions): Promise<Ended> {
  return start(args, options).ended;
}
