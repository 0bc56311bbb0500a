/** Tests that cannot run on every machine. Where one cannot, it is skipped, and the run says why. */
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { TestContext } from 'vitest';

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

/** Skips the running test if there is an obstacle. For what only the test itself can find out. */
export function skipNow({ task, skip }: TestContext, obstacle: string | undefined): void {
  if (obstacle === undefined) return;
  task.meta.skipReason = obstacle;
  skip(obstacle);
}

export function noRoot(): string | undefined {
  return process.getuid?.() === 0 ? undefined : 'it needs root';
}

export function noLinux(): string | undefined {
  return process.platform === 'linux' ? undefined : 'it needs Linux';
}

/** `ssh` refuses to run for a user without a name, such as a user id that only a container was given. */
export function noUserName(): string | undefined {
  try {
    userInfo();
    return undefined;
  } catch {
    return `it needs a name for user id ${process.getuid?.()}`;
  }
}

/** Without this controller, a page could take all memory of the machine. */
export function noMemoryLimit(): string | undefined {
  const root = '/sys/fs/cgroup';
  const controllers = existsSync(`${root}/cgroup.controllers`)
    ? readFileSync(`${root}/cgroup.controllers`, 'utf8')
    : '';
  const hasLimit = controllers.split(/\s/u).includes('memory') || existsSync(`${root}/memory/memory.limit_in_bytes`);
  return hasLimit ? undefined : 'it needs a kernel that limits memory';
}

export function noFile(path: string): string | undefined {
  return existsSync(path) ? undefined : `it needs ${path}`;
}

/** @param host as DOCKER_HOST has it */
export function noSocket(host: string): string | undefined {
  return host.startsWith('unix://') ? undefined : `it needs a Docker daemon on a unix socket, not on ${host}`;
}
