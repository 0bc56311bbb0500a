/** Finds the kernel features of an engine's nodes, by trying each one in a container. */
import type Docker from 'dockerode';
import { KERNEL_FEATURES, type KernelFeature } from '../tutorial/page.ts';
import type { Labels } from './labels.ts';
import { runInContainer } from './run-in-container.ts';

/**
 * Modules that Docker's networks use, and that the kernel does not load by itself. IPVS serves the virtual addresses of
 * swarm services. A node must not load modules. Asking for an interface with the name of a module makes the kernel load
 * it, though the container has no module files.
 */
const LOAD = 'for module in ip_vs br_netfilter; do ip link show $module >/dev/null 2>&1; done';

/**
 * Prints the name of each feature that works. The container has its own network namespace, so everything is
 * removed with it. The kernel loads the modules of interfaces and ciphers by itself.
 */
const SCRIPT = `
  tries() { feature=$1; shift; if "$@" >/dev/null 2>&1; then echo "$feature"; fi; }
  ip link add near type veth peer name far
  tries macvlan ip link add link near name try-macvlan type macvlan mode bridge
  tries ipvlan ip link add link far name try-ipvlan type ipvlan mode l2
  tries vlan ip link add link near name try-vlan type vlan id 10
  tries vxlan ip link add try-vxlan type vxlan id 4097 dev near dstport 4789
  tries esp ip xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 1 mode transport \\
    aead 'rfc4106(gcm(aes))' 0x000102030405060708090a0b0c0d0e0f10111213 64
  ${LOAD}
  tries ipvs test -e /proc/net/ip_vs`;

/**
 * @param image image of the nodes
 * @throws SnippetsError `engine-lost`, `docker-refused`
 */
export async function probeFeatures(
  docker: Docker,
  image: string,
  labels: Labels,
): Promise<ReadonlySet<KernelFeature>> {
  const output = await runInContainer(docker, { image, script: SCRIPT, labels, doing: 'probing the kernel' });
  const features = output.split(/\s+/u);
  return new Set(KERNEL_FEATURES.filter((feature) => features.includes(feature)));
}

/**
 * Loads modules for nodes; the kernel keeps them. A module that it does not have is no error.
 * @param image image of the nodes
 * @throws SnippetsError `engine-lost`, `docker-refused`
 */
export async function loadModules(docker: Docker, image: string, labels: Labels): Promise<void> {
  await runInContainer(docker, { image, script: LOAD, labels, doing: 'loading modules of the kernel' });
}
