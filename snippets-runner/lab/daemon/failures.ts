/** Turns what dockerode throws into a SnippetsError that names the task that failed. */
import { COMMAND } from '../../base/installation.ts';
import { SnippetsError } from '../../model/error.ts';
import { SshError } from './ssh-agent.ts';

const LOST_CONNECTION = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
]);

/**
 * Runs a task on the daemon.
 * @param doing the task, such as `listing labs`
 * @throws SnippetsError for every error, with `doing` in its message
 */
export async function onDaemon<T>(doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw asSnippetsError(doing, error);
  }
}

export function asSnippetsError(doing: string, error: unknown): SnippetsError {
  if (error instanceof SnippetsError) return error;
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError') {
    return new SnippetsError('interrupted', `interrupted while ${doing}`, '', { cause: error });
  }
  if (error instanceof SshError || LOST_CONNECTION.has(code ?? '') || /socket hang up/.test(message)) {
    return new SnippetsError(
      'engine-lost',
      `the Docker daemon went away while ${doing}: ${message}`,
      `check with \`${COMMAND} doctor\` whether it still runs, start it if not, and run this again`,
      { cause: error },
    );
  }
  return new SnippetsError(
    'docker-refused',
    `the Docker daemon reported an error while ${doing}: ${reasonOf(error)}`,
    hintFor(message),
    { cause: error },
  );
}

/** Returns the HTTP status of the daemon's answer; undefined if there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number }).statusCode;
}

function reasonOf(error: unknown): string {
  return (error as { json?: { message?: string } }).json?.message ?? (error as Error).message;
}

function hintFor(message: string): string {
  if (/no space left/.test(message)) return "the engine's disk is full: `docker system df` shows what uses the space";
  if (/privileged|operation not permitted/i.test(message)) {
    return 'nodes need nearly all rights of root; a rootless or restricted daemon cannot run them';
  }
  return `\`${COMMAND} doctor\` checks the engine`;
}
