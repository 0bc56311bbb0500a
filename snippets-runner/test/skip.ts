/** Tests that cannot run on every machine. Where one cannot, it is skipped, and the run says why. */
import { existsSync } from 'node:fs';

declare module 'vitest' {
  interface TaskMeta {
    skipReason?: string;
  }
}

interface SkipOptions {
  readonly skip?: boolean;
  readonly meta?: { readonly skipReason: string };
}

/**
 * Options for `test` and `describe`: skips if there is an obstacle.
 * The body of a skipped `describe` still runs, without its hooks and tests. So it must change nothing.
 *
 * @param obstacle completes "skipped: …", such as `it needs root`
 */
export function skipIf(obstacle: string | undefined): SkipOptions {
  return obstacle === undefined ? {} : { skip: true, meta: { skipReason: obstacle } };
}

export function noRoot(): string | undefined {
  return process.getuid?.() === 0 ? undefined : 'it needs root';
}

export function noLinux(): string | undefined {
  return process.platform === 'linux' ? undefined : 'it needs Linux';
}

export function noFile(path: string): string | undefined {
  return existsSync(path) ? undefined : `it needs ${path}`;
}

/** @param host as DOCKER_HOST has it */
export function noSocket(host: string): string | undefined {
  return host.startsWith('unix://') ? undefined : `it needs a Docker daemon on a unix socket, not on ${host}`;
}
