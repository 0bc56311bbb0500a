/** The steps of a page that are drawn: its visible snippets after which the network is another one than before. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import {
  type Topology,
  type TopologyContainer,
  type TopologyEndpoint,
  type TopologyNetwork,
  type TopologyService,
  withoutPrefix,
} from '../../snippets-runner/tutorial/capture/topology.ts';

export interface Step {
  /** Id of the snippet. */
  readonly id: string;
  readonly topology: Topology;
  /**
   * The network after the last visible snippet before this one, or that with which the page begins. Undefined for a fresh
   * lab, which has no capture.
   */
  readonly before: Topology | undefined;
}

/** @param repeats ids of snippets that play others again. They leave the network as it was, and are not drawn */
export function stepsOf(
  { snippets, begins }: Pick<Capture, 'snippets' | 'begins'>,
  repeats: ReadonlySet<string> = new Set(),
): readonly Step[] {
  const steps: Step[] = [];
  let last = begins && withoutIdleAddresses(begins.topology);
  let now = last;
  for (const { id, hidden, topology } of snippets) {
    now = topology ? withoutIdleAddresses(topology) : now;
    if (repeats.has(id)) last = now;
    if (hidden || now === undefined || now === last) continue;
    steps.push({ id, topology: now, before: last });
    last = now;
  }
  return steps;
}

/** Docker goes on naming an address for a container that could not start. Nothing answers there, so it is no address. */
function withoutIdleAddresses(topology: Topology): Topology {
  const idle = new Set(topology.containers.filter(({ state }) => IDLE.has(state)).map(placeOf));
  const endpoints = topology.endpoints.map(({ ipv4, ipv6, ...endpoint }) =>
    idle.has(placeOf({ ...endpoint, name: endpoint.container })) ? endpoint : { ...endpoint, ipv4, ipv6 },
  );
  return { ...topology, endpoints };
}

/** States of a container in which it has no network. */
const IDLE: ReadonlySet<string> = new Set(['created', 'exited', 'dead']);

function placeOf({ name, node }: Member): string {
  return `${node}/${name}`;
}

/** Docker makes these networks itself. They are drawn while something uses them. */
export const OWN_NETWORKS: ReadonlySet<string> = new Set(['bridge', 'docker_gwbridge', 'ingress']);

export interface Member {
  readonly name: string;
  readonly node: string;
}

/** A container, in all steps. Of a task, the random part of its name is left out: a replaced task has its place. */
export function keyOf({ name, node }: Member): string {
  return `${node}/${shownName(name)}`;
}

/** Returns the name of a container as it is drawn: that of a task without its random part. */
export function shownName(name: string): string {
  return name.replace(/^(.+\.(?:\d+|[a-z0-9]{25}))\.[a-z0-9]{25}$/u, (_whole, own: string) =>
    own.replace(/\.[a-z0-9]{25}$/u, ''),
  );
}

/** A network, in all steps. A network of a swarm is one network on all nodes. */
export function networkKey(network: string, node: string, { networks }: Topology): string {
  const isOfSwarm = networks.some(
    ({ name, nodes, scope }) => name === network && scope === 'swarm' && nodes.includes(node),
  );
  return isOfSwarm ? network : `${node}/${network}`;
}

/**
 * Tells a network from one that was made anew under its name, with another driver or another subnet. The driver of a
 * swarm's network is not known on every node.
 */
export function likenessOf({ driver, scope, subnets = [] }: TopologyNetwork): string {
  return [...(scope === 'local' ? [driver] : []), ...subnets.map(({ subnet }) => subnet)].join(' ');
}

export function endpointsOf(member: Member, { endpoints }: Topology): readonly TopologyEndpoint[] {
  return endpoints.filter(({ container, node }) => container === member.name && node === member.node);
}

/** Returns the addresses of an endpoint without the lengths of their prefixes, that of IPv4 first. */
export function addressesOf({ ipv4, ipv6 }: TopologyEndpoint): readonly string[] {
  return [ipv4, ipv6].filter((address) => address !== undefined).map(withoutPrefix);
}

/** The services of a step, and those that it has removed, in the order of their names. */
export function servicesOf({ topology, before }: Step): readonly TopologyService[] {
  const now = topology.services ?? [];
  const gone = (before?.services ?? []).filter(({ name }) => !now.some((each) => each.name === name));
  return [...now, ...gone].toSorted(({ name: one }, { name: other }) => (one < other ? -1 : 1));
}

export function isTask({ service }: Pick<TopologyContainer, 'service'>): boolean {
  return service !== undefined;
}
