/**
 * The engines of `scripts/engine` as the runner uses them: started when a page needs one, let go of at
 * the end. The script knows who uses an engine, and ends it with its last user.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SnippetsError } from '../../model/error.ts';

export const EMBEDDED_KINDS = ['native', 'vm'] as const;
/** On this machine's kernel, or on Debian's in a virtual machine. */
export type EmbeddedKind = (typeof EMBEDDED_KINDS)[number];

const FOLDERS = { native: 'engine', vm: 'engine-vm' } as const satisfies Record<EmbeddedKind, string>;

export function isEmbeddedKind(name: string): name is EmbeddedKind {
  return (EMBEDDED_KINDS as readonly string[]).includes(name);
}

/** @param home folder of the checkout */
export function embeddedSocket(home: string, kind: EmbeddedKind): string {
  return join(home, '.cache', FOLDERS[kind], 'run/docker.sock');
}

/** Why this machine cannot have it; undefined where it can. */
export function obstacleTo(kind: EmbeddedKind): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root';
  if (kind === 'vm' && process.arch !== 'x64') return 'it is made for x86_64';
  return undefined;
}

export interface EmbeddedOptions {
  readonly home: string;
  readonly kind: EmbeddedKind;
  readonly onProgress: (message: string) => void;
}

/**
 * Builds it if need be and starts it unless it runs. To be let go of in any case.
 * @throws SnippetsError `engine-unreachable`
 */
export async function holdEmbedded({ home, kind, onProgress }: EmbeddedOptions, signal: AbortSignal): Promise<void> {
  const { exit, said } = await script(home, ['start', ...wordsFor(kind)], onProgress, signal);
  if (signal.aborted) throw new SnippetsError('interrupted', `interrupted while engine ${kind} was starting`, '');
  if (exit === 0) return;
  throw new SnippetsError(
    'engine-unreachable',
    `engine ${kind} could not be started: ${said.join('\n')}`,
    `see what \`scripts/engine start${kind === 'vm' ? ' --vm' : ''}\` says`,
  );
}

export async function letGoOfEmbedded({ home, kind }: Omit<EmbeddedOptions, 'onProgress'>): Promise<void> {
  await script(home, ['stop', ...wordsFor(kind)], () => undefined);
}

function wordsFor(kind: EmbeddedKind): readonly string[] {
  return [...(kind === 'vm' ? ['--vm'] : []), '--for', String(process.pid)];
}

/** In a process group of its own: a Ctrl-C in the terminal is for the runner, which then lets go. */
function script(
  home: string,
  words: readonly string[],
  onProgress: (message: string) => void,
  signal?: AbortSignal,
): Promise<{ readonly exit: number; readonly said: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(home, 'scripts/engine'), words, {
      env: { ...process.env, NODE: process.execPath },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const said: string[] = [];
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      onProgress(line);
    });
    const onAbort = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('error', (cause) => {
      reject(new SnippetsError('engine-unreachable', `scripts/engine cannot be run: ${cause.message}`, '', { cause }));
    });
    child.on('close', (code) => {
      signal?.removeEventListener('abort', onAbort);
      resolve({ exit: code ?? 1, said });
    });
  });
}
