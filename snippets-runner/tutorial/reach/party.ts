/** Who takes part in a try, and who is meant by a container, a name or an address, in the topology of that moment. */
import { type Topology, type TopologyContainer, type TopologyEndpoint, withoutPrefix } from '../capture/topology.ts';
import type { Origin } from './command.ts';

/** One who reaches, or is reached. */
export interface Party {
  /** The tasks of a service are one party with it: which of them answers differs from run to run. */
  readonly kind: 'host' | 'container' | 'service' | 'new container' | 'outside';
  /** Of a new container: its network. Empty for the outside. */
  readonly name: string;
  /** Undefined for a service, which is on many nodes, and for the outside. */
  readonly node?: string;
}

export type Found = { readonly party: Party } | { readonly fault: string };

export const OUTSIDE: Party = { kind: 'outside', name: '' };

/** Equal for the same party at different moments. */
export function partyKey({ kind, name, node = '' }: Party): string {
  return `${kind} ${name} ${node}`;
}

/** @param node whose terminal the command was typed into */
export function partyFrom(origin: Origin, node: string, topology: Topology): Found {
  const here = topology.containers.filter((each) => each.node === node && each.state === 'running');
  switch (origin.kind) {
    case 'node':
      return { party: { kind: 'host', name: node, node } };
    case 'container': {
      const { name } = origin;
      return onlyOne(
        here.filter((each) => isNamed(each, name)),
        `no container "${name}" runs on "${node}"`,
      );
    }
    case 'listed': {
      const { filter } = origin;
      return onlyOne(
        here.filter(({ name }) => name.includes(filter)),
        `no container whose name has "${filter}" runs on "${node}"`,
      );
    }
    case 'new container': {
      const { network } = origin;
      const isThere =
        OWN_NETWORKS.has(network) ||
        topology.networks.some(
          ({ name, nodes, scope }) => name === network && (scope === 'swarm' || nodes.includes(node)),
        );
      if (!isThere) return { fault: `"${node}" has no network "${network}"` };
      return { party: { kind: 'new container', name: network, node } };
    }
  }
}

/** A topology leaves them out while no container uses them. */
const OWN_NETWORKS: ReadonlySet<string> = new Set(['bridge', 'none']);

export function isAddress(target: string): boolean {
  return /^[\d.]+$/u.test(target) || target.includes(':');
}

/** Returns whether a target is the place that it is tried from. */
export function isLoopback(target: string): boolean {
  return target === 'localhost' || target === '::1' || /^127\./u.test(target);
}

export function partyAt(target: string, from: Party, topology: Topology): Found {
  return isAddress(target) ? partyWithAddress(target, from, topology) : partyWithName(target, from, topology);
}

function partyWithAddress(address: string, from: Party, topology: Topology): Found {
  const { hosts, outside, networks, services = [] } = topology;
  if (address === outside) return { party: OUTSIDE };
  const host = hosts.find(({ ipv4, interfaces = [] }) =>
    [ipv4, ...interfaces.flatMap((each) => each.ipv4)].some((own) => isThis(own, address)),
  );
  if (host) return hostNamed(host.name);
  const service = services.find(({ addresses = [] }) => addresses.some(({ ipv4 }) => isThis(ipv4, address)));
  if (service) return { party: { kind: 'service', name: service.name } };
  const own = containersWith(address, from, topology);
  if (own.length > 0) return onlyOne(own, '');
  const bridge = networks.find(
    ({ driver, nodes, subnets = [] }) =>
      driver === 'bridge' && nodes.includes(from.node ?? '') && subnets.some(({ gateway }) => gateway === address),
  );
  return bridge ? hostNamed(from.node ?? '') : { fault: `nobody in the lab has the address ${address}` };
}

function containersWith(address: string, from: Party, topology: Topology): readonly TopologyContainer[] {
  const owned = topology.endpoints.filter(({ ipv4, ipv6 }) => isThis(ipv4, address) || isThis(ipv6, address));
  return nearFirst(ownersOf(owned, topology), from);
}

function ownersOf(owned: readonly TopologyEndpoint[], { containers }: Topology): readonly TopologyContainer[] {
  return containers.filter((each) =>
    owned.some(({ container, node }) => each.name === container && each.node === node),
  );
}

/** Two nodes may use the same name or address. Then those on the node of the try are meant: the others are behind theirs. */
function nearFirst(found: readonly TopologyContainer[], { node }: Party): readonly TopologyContainer[] {
  const near = found.filter((each) => each.node === node);
  return near.length > 0 ? near : found;
}

function isThis(own: string | undefined, address: string): boolean {
  return own !== undefined && withoutPrefix(own) === address;
}

/** A name that no name server knows is still the name of somebody: that is why it was tried. */
function partyWithName(name: string, from: Party, topology: Topology): Found {
  const { hosts, containers, endpoints, services = [] } = topology;
  const service = services.find((each) => each.name === name || `tasks.${each.name}` === name);
  if (service) return { party: { kind: 'service', name: service.name } };
  const named = containers.filter((each) => isNamed(each, name));
  if (named.length > 0) return onlyOne(nearFirst(named, from), '');
  const aliased = endpoints.filter(({ aliases = [] }) => aliases.includes(name));
  const owners = ownersOf(aliased, topology);
  if (owners.length > 0) return onlyOne(nearFirst(owners, from), '');
  return hosts.some((host) => host.name === name) ? hostNamed(name) : { fault: `nobody in the lab is named "${name}"` };
}

function isNamed({ name, id }: TopologyContainer, text: string): boolean {
  return name === text || (text.length >= 12 && text.startsWith(id));
}

function hostNamed(name: string): Found {
  return { party: { kind: 'host', name, node: name } };
}

/** Returns the party of containers, if they are one: a container, or tasks of one service. */
function onlyOne(containers: readonly TopologyContainer[], none: string): Found {
  const parties = new Map(containers.map(partyOf).map((party) => [partyKey(party), party]));
  const [party, ...others] = parties.values();
  if (!party) return { fault: none };
  if (others.length > 0)
    return { fault: `it may be any of ${[...parties.values()].map(({ name }) => name).join(', ')}` };
  return { party };
}

function partyOf({ name, node, service }: TopologyContainer): Party {
  return service === undefined ? { kind: 'container', name, node } : { kind: 'service', name: service };
}
