/** Finds the kernel features of an engine's nodes, by trying each one in a container. */
import type Docker from 'dockerode';
import { KERNEL_FEATURES, type KernelFeature } from '../tutorial/page.ts';
import type { Labels } from './labels.ts';
import { runInContainer } from './run-in-container.ts';

/**
 * Prints the name of each feature that works. The container has its own network namespace, so everything is
 * removed with it. The kernel loads the modules of interfaces and ciphers by itself. For other modules, the
 * script asks for an interface with the module's name: then the kernel loads the module of that name.
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
  ip link show ip_vs >/dev/null 2>&1
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
