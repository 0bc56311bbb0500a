/**
 * Finds the features of the kernel that the commands of a document cannot work without. A document then runs on an engine
 * that has them, or is skipped, with the reason.
 */
import { typedCommands } from '../docker-commands.ts';
import { KERNEL_FEATURES, type KernelFeature, type Snippet } from '../page.ts';

const CREATES_NETWORK = /^docker network create /u;
/** A parent with a dot is the interface of a VLAN, which Docker makes. */
const NETWORK_OPTIONS: readonly (readonly [RegExp, KernelFeature])[] = [
  [/ (?:-d|--driver)[ =]?["']?macvlan\b/u, 'macvlan'],
  [/ (?:-d|--driver)[ =]?["']?ipvlan\b/u, 'ipvlan'],
  [/ (?:-o|--opt)[ =]?["']?parent=[\w-]+\.\d+/u, 'vlan'],
  [/ (?:-o|--opt)[ =]?["']?encrypted\b/u, 'esp'],
];
const MAKES_INTERFACE = /^ip (?:-\S+ )*link add .*\btype (ipvlan|macvlan|vlan|vxlan)\b/u;

/** @returns in the order of `KERNEL_FEATURES` */
export function kernelNeeds(snippets: readonly Snippet[]): readonly KernelFeature[] {
  const needed = new Set<string | undefined>();
  for (const { text } of typedCommands(snippets)) {
    needed.add(MAKES_INTERFACE.exec(text)?.[1]);
    if (!CREATES_NETWORK.test(text)) continue;
    for (const [option, feature] of NETWORK_OPTIONS) if (option.test(text)) needed.add(feature);
  }
  return KERNEL_FEATURES.filter((feature) => needed.has(feature));
}
