/**
 * What keeps a page in its node. A node is root with most capabilities, because its daemon mounts file systems and
 * sets up networks. So this holds against mistakes, and makes attacks harder; it is no wall against them. SECURITY.md
 * says what remains.
 *
 * - **Devices.** /dev has the devices of any container, and the engine refuses the others.
 * - **Settings of the kernel**, /proc/sys and /sys, are read-only, but for /proc/sys/net (`content/images/node/start`).
 * - **Capabilities** that no daemon in a node needs are dropped.
 * - **Limits** of processes, memory and file size.
 */

import type Docker from 'dockerode';
import type { LabLimits } from '../../tutorial/page.ts';

const GIB = 2 ** 30;

/** Three nodes of a swarm with a dozen tasks use 300 processes and threads, and 200 MB, each. */
export const USUAL_LIMITS = { processes: 2_048, memory: 2 * GIB, file: 4 * GIB } as const satisfies LabLimits;

/**
 * Capabilities that reach beyond a node: to the kernel and its modules, the hardware, the clock, and, with
 * DAC_READ_SEARCH, to every file on a disk of which the node has a single folder (open_by_handle_at(2)).
 */
const DROPPED = [
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_BOOT',
  'SYS_TIME',
  'DAC_READ_SEARCH',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'AUDIT_CONTROL',
  'SYSLOG',
  'WAKE_ALARM',
] as const;

/** dockerode's type lacks `CgroupnsMode`, which Docker has since API version 1.41. */
type Confinement = Docker.HostConfig & { readonly CgroupnsMode: 'private' };

export function confinement(limits: LabLimits = {}): Confinement {
  const { processes, memory, file } = { ...USUAL_LIMITS, ...limits };
  return {
    CapAdd: ['ALL'],
    CapDrop: [...DROPPED],
    // The usual profiles forbid to mount.
    SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined', 'label=disable'],
    // Otherwise a node on cgroup v1 could mount the groups of the whole machine.
    CgroupnsMode: 'private',
    PidsLimit: processes,
    Memory: memory,
    // Memory and swap together.
    MemorySwap: memory,
    Ulimits: [{ Name: 'fsize', Soft: file, Hard: file }],
    ...(limits.devices === 'all' && { DeviceCgroupRules: ['a *:* rwm'] }),
  };
}

/**
 * Creates a container. If the engine itself lacks a capability, as an engine in a container does, it refuses to drop it.
 * Then the container is created without naming this capability.
 */
export async function createConfined(
  docker: Docker,
  options: Docker.ContainerCreateOptions,
): Promise<Docker.Container> {
  try {
    return await docker.createContainer(options);
  } catch (error) {
    const lacking = /capability[^"]*"CAP_(\w+)"/u.exec((error as Error).message)?.[1];
    const drops = (options.HostConfig?.CapDrop ?? []) as readonly string[];
    if (lacking === undefined || !drops.includes(lacking)) throw error;
    const HostConfig = { ...options.HostConfig, CapDrop: drops.filter((name) => name !== lacking) };
    return createConfined(docker, { ...options, HostConfig });
  }
}
