/** Finds problems with the disk, the registry and the isolation of an engine, and says how to solve them. */
import { COMMAND } from '../../base/installation.ts';
import type { DiskRoom, Examination, Finding, RegistryState } from '../../model/examination.ts';

const GIB = 2 ** 30;
/** A lab writes several hundred megabytes. */
const LITTLE_ROOM = 2 * GIB;
const NO_ROOM = GIB / 4;

export function diskFindings(disk: DiskRoom | undefined): readonly Finding[] {
  if (!disk || disk.freeBytes >= LITTLE_ROOM) return [];
  const message = `its disk has ${(disk.freeBytes / GIB).toFixed(1)} GiB left`;
  const hint = `free some space: \`docker system df\` shows what uses it, \`${COMMAND} clean\` removes what killed runs have left`;
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

/** The parts of `GET /info` that say how well labs are kept apart, and how the API is reached. */
export interface Isolation {
  readonly MemoryLimit?: boolean;
  readonly PidsLimit?: boolean;
  readonly CgroupVersion?: string;
  /** As DOCKER_HOST has it. */
  readonly address: string;
  readonly hasTls: boolean;
}

/** Finds limits that the engine cannot set, and an API that pages can reach. */
export function isolationFindings(engine: Isolation): readonly Finding[] {
  const unlimited = [
    ...(engine.MemoryLimit === false ? ['memory'] : []),
    ...(engine.PidsLimit === false ? ['processes'] : []),
  ];
  const findings: Finding[] = [];
  if (unlimited.length > 0) {
    const message = `it cannot limit the ${unlimited.join(' and the ')} of labs`;
    const hint =
      'a page that uses up all of it stops the other labs, too: enable these cgroup controllers in the kernel';
    findings.push({ severity: 'note', message, hint });
  }
  if (engine.CgroupVersion === '1') {
    const message = 'it has cgroup v1, where `docker run --privileged` fails in a lab';
    const hint = 'a page that needs it says so: lab.limits.devices: all. On cgroup v2 it works as it is';
    findings.push({ severity: 'note', message, hint });
  }
  if (/^(?:tcp|http):/u.test(engine.address) && !engine.hasTls) {
    const message = `its API needs no certificate, so everything that reaches ${engine.address} controls its machine, pages too`;
    findings.push({
      severity: 'note',
      message,
      hint: 'use TLS or ssh: https://docs.docker.com/engine/security/protect-access/',
    });
  }
  return findings;
}
