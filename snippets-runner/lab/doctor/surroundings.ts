/** What labs need around an engine: room on its disk, and a registry or none by design. */
import { setTimeout } from 'node:timers/promises';
import type { DiskRoom, RegistryState } from '../../model/examination.ts';
import type { Connection } from '../daemon/connect.ts';
import type { Labels } from '../labels.ts';
import { runInContainer } from '../run-in-container.ts';

const REGISTRY_WITHIN_MS = 5_000;

/** Of the file system that has the engine's images, containers and volumes. @throws as `printedBy` does */
export async function diskRoom({ docker }: Connection, image: string, labels: Labels): Promise<DiskRoom | undefined> {
  // POSIX: sizes in kibibytes, one line a file system; a container's root lies where Docker keeps it.
  const printed = await runInContainer(docker, { image, script: 'df -Pk /', labels, doing: 'measuring its disk' });
  const [, size, , free] = printed.trim().split('\n').at(-1)?.split(/\s+/u) ?? [];
  if (size === undefined || free === undefined || !/^\d+$/u.test(size + free)) return undefined;
  return { bytes: Number(size) * 1024, freeBytes: Number(free) * 1024 };
}

/** @param reference of an image that a lab would pull; the daemon asks, so what counts is what the daemon reaches */
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
