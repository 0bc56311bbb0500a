/** What of an engine's surroundings is amiss, and what to do about it. */
import type { DiskRoom, Examination, Finding, RegistryState } from '../../model/examination.ts';

const GIB = 2 ** 30;
/** A lab writes some hundred megabytes. */
const LITTLE_ROOM = 2 * GIB;
const NO_ROOM = GIB / 4;

export function diskFindings(disk: DiskRoom | undefined): readonly Finding[] {
  if (!disk || disk.freeBytes >= LITTLE_ROOM) return [];
  const message = `its disk has ${(disk.freeBytes / GIB).toFixed(1)} GiB left`;
  const hint = 'make room: `docker system df` says what takes it, `snippets clean` removes what killed runs have left';
  return [{ severity: disk.freeBytes < NO_ROOM ? 'blocking' : 'note', message, hint }];
}

/** Images that are there need no registry. */
export function registryFindings(registry: RegistryState, images: Examination['images']): readonly Finding[] {
  if (registry.kind !== 'unreachable') return [];
  const missing = images.filter(({ state }) => state === 'not made yet').map(({ name }) => name);
  const message = `it reaches no registry: ${registry.reason}`;
  const hint =
    missing.length > 0
      ? `${missing.join(', ')} will be stand-ins made of Debian's packages; for the real ones, see to the daemon's network, proxy or login`
      : 'nothing needs one now: all images are there';
  return [{ severity: 'note', message, hint }];
}
