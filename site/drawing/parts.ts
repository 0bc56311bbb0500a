/**
 * The parts of a drawing that a path is lit by: boxes, frames of hosts and the outside by the key of their party, and
 * networks by the key of this file.
 */
import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import { OUTSIDE, type Party, partyKey } from '../../snippets-runner/tutorial/reach/party.ts';
import { isDrawn } from './plan.ts';
import { endpointsOf, networkKey } from './step.ts';

export const OUTSIDE_PART = partyKey(OUTSIDE);

export function hostPart(name: string): string {
  return partyKey({ kind: 'host', name, node: name });
}

/** The head and the wire of a network. @param key of the planned network */
export function networkPartKey(key: string): string {
  return `network ${key}`;
}

/**
 * Returns the parts that a path between two parties has for sure: both ends, and the networks that both are on. If they
 * share none, which way the packets took is not measured, except for one who has a single network to leave by.
 */
export function pathParts(from: Party, to: Party, topology: Topology): readonly string[] {
  const [own, other] = [networksOf(from, topology), new Set(networksOf(to, topology))];
  const shared = own.filter((key) => other.has(key));
  const leaves = own.length === 1 && (to.kind === 'outside' || to.kind === 'host');
  const only = leaves ? own : [];
  const networks = shared.length > 0 ? shared : only;
  return [partyKey(from), partyKey(to), ...networks.map(networkPartKey)];
}

function networksOf({ kind, name, node = '' }: Party, topology: Topology): readonly string[] {
  const { containers, networks, services = [] } = topology;
  const keysOf = (found: readonly { readonly network: string; readonly node: string }[]) => [
    ...new Set(found.map((each) => networkKey(each.network, each.node, topology))),
  ];
  switch (kind) {
    case 'container':
      return keysOf(endpointsOf({ name, node }, topology));
    case 'service': {
      const tasks = containers.filter(({ service }) => service === name);
      const own = tasks.flatMap((task) => endpointsOf(task, topology));
      const virtual = services.find((each) => each.name === name)?.addresses ?? [];
      return [...new Set([...keysOf(own), ...virtual.map(({ network }) => network)])];
    }
    case 'new container':
      return keysOf([{ network: name, node }]);
    case 'host':
      // A host has an address on each of its bridges.
      return keysOf(
        networks
          .filter((each) => each.driver === 'bridge' && each.nodes.includes(node) && isDrawn(each, topology))
          .map((each) => ({ network: each.name, node })),
      );
    case 'outside':
      return [];
  }
}
