/** Measures what labs need besides the engine: space on its disk, and a registry. */
import { setTimeout } from 'node:timers/promises';
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
export async function registryState({ docker, isEmbedded }: Connection, reference: string): Promise<RegistryState> {
  if (isEmbedded) return { kind: 'none-by-design' };
  const silence = setTimeout(REGISTRY_WITHIN_MS, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${REGISTRY_WITHIN_MS / 1000} s`);
  });
  try {
    await Promise.race([docker.getImage(reference).distribution(), silence]);
    return { kind: 'reachable' };
  } catch (error) {
    return { kind: 'unreachable', reason: (error as Error).message.split('\n')[0] ?? '' };
  }
}
