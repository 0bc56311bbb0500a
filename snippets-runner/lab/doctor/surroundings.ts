/** Measures what labs need besides the engine: space on its disk, and a registry. */
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import type { DiskRoom, RegistryState } from '../../model/examination.ts';
import type { Connection } from '../daemon/connection.ts';
import type { Labels } from '../labels.ts';
import { runInContainer } from '../run-in-container.ts';

const REGISTRY_WITHIN_MS = 5_000;

/**
 * Measures the file system with the engine's images, containers and volumes.
 * @throws SnippetsError as `runInContainer` does
 */
export async function diskRoom({ docker }: Connection, image: string, labels: Labels): Promise<DiskRoom | undefined> {
  // In POSIX format: sizes in kibibytes, one line for each file system. The root of a container is on the disk
  // where Docker keeps everything.
  const output = await runInContainer(docker, { image, script: 'df -Pk /', labels, doing: 'measuring its disk' });
  const [, size, , free] = output.trim().split('\n').at(-1)?.split(/\s+/u) ?? [];
  if (size === undefined || free === undefined || !/^\d+$/u.test(size + free)) return undefined;
  return { bytes: Number(size) * 1024, freeBytes: Number(free) * 1024 };
}

/**
 * Finds out whether the daemon reaches a registry. The daemon itself sends the request.
 * @param reference of an image that a lab would pull
 */
export async function registryState(
  { docker, isEmbedded }: Pick<Connection, 'docker' | 'isEmbedded'>,
  reference: string,
  withinMs = REGISTRY_WITHIN_MS,
): Promise<RegistryState> {
  if (isEmbedded) return { kind: 'none-by-design' };
  const abortSignal = AbortSignal.timeout(withinMs);
  try {
    await askRegistry(docker, reference, abortSignal);
    return { kind: 'reachable' };
  } catch (error) {
    const why = abortSignal.aborted ? `no answer within ${withinMs / 1000} s` : (error as Error).message;
    return { kind: 'unreachable', reason: why.split('\n')[0] ?? '' };
  }
}

/** Not `distribution` of dockerode, which cannot be aborted: the request would keep this process alive. */
async function askRegistry(docker: Docker, reference: string, abortSignal: AbortSignal): Promise<void> {
  const request = {
    path: `/distribution/${reference}/json`,
    method: 'GET',
    statusCodes: { 200: true, 401: 'no such image', 500: 'server error' },
    abortSignal,
  };
  await promisify(docker.modem.dial.bind(docker.modem))(request);
}
