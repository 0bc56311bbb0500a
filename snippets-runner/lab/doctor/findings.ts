/** Finds problems with the disk and the registry of an engine, and says how to solve them. */
import type { DiskRoom, Examination, Finding, RegistryState } from '../../model/examination.ts';

const GIB = 2 ** 30;
/** A lab writes several hundred megabytes. */
const LITTLE_ROOM = 2 * GIB;
const NO_ROOM = GIB / 4;

export function diskFindings(disk: DiskRoom | undefined): readonly Finding[] {
  if (!disk || disk.freeBytes >= LITTLE_ROOM) return [];
  const message = `its disk has ${(disk.freeBytes / GIB).toFixed(1)} GiB left`;
  const hint =
    'free some space: `docker system df` shows what uses it, `snippets clean` removes what killed runs have left';
  return [{ severity: disk.freeBytes < NO_ROOM ? 'blocking' : 'note', message, hint }];
}

/** A registry that does not answer is a problem only for images that are not made yet. */
export function registryFindings(registry: RegistryState, images: Examination['images']): readonly Finding[] {
  if (registry.kind !== 'unreachable') return [];
  const missing = images.filter(({ state }) => state === 'not made yet').map(({ name }) => name);
  const message = `it reaches no registry: ${registry.reason}`;
  const hint =
    missing.length > 0
      ? `${missing.join(', ')} will be stand-ins made of Debian's packages; for the real ones, check the daemon's network, proxy or login`
      : 'no registry is needed now: all images are there';
  return [{ severity: 'note', message, hint }];
}
