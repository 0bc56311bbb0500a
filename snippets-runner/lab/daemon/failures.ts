/** What dockerode throws, told as what the tool could not do. */
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
]);

/** Runs something on the daemon; whatever it throws comes out as a SnippetsError that says `doing`. */
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
  if (name === 'AbortError')
    return new SnippetsError('interrupted', `interrupted while ${doing}`, '', { cause: error });
  if (error instanceof SshError || LOST_CONNECTION.has(code ?? '') || /socket hang up/.test(message)) {
    return new SnippetsError(
      'engine-lost',
      `the Docker daemon went away while ${doing}: ${message}`,
      'see whether it still runs (`snippets doctor`), start it, and run this again',
      { cause: error },
    );
  }
  return new SnippetsError(
    'docker-refused',
    `the Docker daemon refused while ${doing}: ${reasonOf(error)}`,
    hintFor(message),
    {
      cause: error,
    },
  );
}

/** HTTP status of a refusal by the daemon. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number }).statusCode;
}

function reasonOf(error: unknown): string {
  return (error as { json?: { message?: string } }).json?.message ?? (error as Error).message;
}

function hintFor(message: string): string {
  if (/no space left/.test(message)) return "the engine's disk is full: `docker system df` shows what takes it";
  if (/privileged|operation not permitted/i.test(message)) {
    return 'nodes are privileged containers; a rootless or restricted daemon cannot run them';
  }
  return '`snippets doctor` looks at the engine';
}
