/**
 * The places of networks in all drawings of a page. They are computed once from all of its steps, so that no step moves
 * anything sideways.
 */
import type { Topology, TopologyNetwork } from '../../snippets-runner/tutorial/capture/topology.ts';
import { keyOf, networkKey, OWN_NETWORKS, type Step } from './step.ts';

export interface PlannedNetwork {
  readonly key: string;
  readonly name: string;
  readonly driver: string;
  /** Undefined for a network of a swarm, whose wire goes through all hosts. */
  readonly node: string | undefined;
  /** Place of the wire, counted from the right. */
  readonly lane: number;
  /** Class of its colour: its driver, and a number that tells networks of one driver apart. */
  readonly colour: string;
}

export interface PagePlan {
  /** In the order in which they are drawn. */
  readonly networks: readonly PlannedNetwork[];
  readonly lanes: number;
  readonly nodes: readonly string[];
  /** Whether the host's own stack is drawn: something leads to it. */
  readonly hasStrip: boolean;
}

/** Members of a network over all steps. */
type Memberships = ReadonlyMap<string, ReadonlySet<string>>;

export function planOf(steps: readonly Pick<Step, 'topology'>[]): PagePlan {
  const topologies = steps.map(({ topology }) => topology);
  const found = networksIn(topologies);
  const members = membershipsIn(topologies);
  const orderOn = (node: string | undefined) => {
    const networks = found.filter((each) => each.node === node);
    return ordered(networks, members);
  };
  const swarm = orderOn(undefined);
  const nodes = [...new Set(topologies.flatMap(({ hosts }) => hosts.map(({ name }) => name)))];
  const local = nodes.map(orderOn);
  const lanes = new Map(swarm.map(({ key }, lane) => [key, lane]));
  for (const networks of local)
    for (const [key, lane] of lanesOf(networks, members, swarm.length)) lanes.set(key, lane);
  const colours = coloursOf([...swarm, ...local.flat()]);
  return {
    networks: [...swarm, ...local.flat()].map((each) => ({
      ...each,
      lane: lanes.get(each.key) ?? 0,
      colour: colours.get(each.key) ?? 'own',
    })),
    lanes: Math.max(0, ...[...lanes.values()].map((lane) => lane + 1)),
    nodes,
    hasStrip: local.some((networks) => networks.length > 0) || topologies.some(usesHost),
  };
}

type Found = Omit<PlannedNetwork, 'lane' | 'colour'>;

function networksIn(topologies: readonly Topology[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const topology of topologies) {
    for (const network of topology.networks.filter((each) => isDrawn(each, topology))) {
      for (const node of network.scope === 'swarm' ? [undefined] : network.nodes) {
        const key = networkKey(network.name, network.nodes[0] ?? '', topology);
        const { name, driver } = network;
        if (!found.has(key) || found.get(key)?.driver === '') found.set(key, { key, name, driver, node });
      }
    }
  }
  return [...found.values()];
}

/**
 * Docker's own networks are drawn while something uses them. Of `docker_gwbridge`, a topology has no member, so it is drawn
 * only where a packet was seen on it.
 */
export function isDrawn(network: TopologyNetwork, { endpoints, services = [] }: Topology): boolean {
  const { name, nodes } = network;
  if (isNoNetwork(network)) return false;
  if (!OWN_NETWORKS.has(name)) return true;
  return (
    endpoints.some(({ network, node }) => network === name && nodes.includes(node)) ||
    services.some(({ addresses = [] }) => addresses.some(({ network }) => network === name))
  );
}

/** The networks `host` and `none` are names for having no network of one's own. */
export function isNoNetwork({ driver }: TopologyNetwork): boolean {
  return driver === 'host' || driver === 'null';
}

function usesHost({ containers, endpoints, hosts }: Topology): boolean {
  return (
    containers.some(({ ports = [] }) => ports.length > 0) ||
    endpoints.some(({ network }) => network === 'host') ||
    hosts.some(({ interfaces = [] }) => interfaces.length > 0)
  );
}

function membershipsIn(topologies: readonly Topology[]): Memberships {
  const members = new Map<string, Set<string>>();
  for (const topology of topologies) {
    for (const { container: name, node, network } of topology.endpoints) {
      const key = networkKey(network, node, topology);
      members.set(key, (members.get(key) ?? new Set()).add(keyOf({ name, node })));
    }
  }
  return members;
}

/** More networks than this are rarely on one host. Then they keep the order in which they appear. */
const TRIED = 6;

/** Returns the order in which containers that share networks have the least distance between these. */
function ordered(networks: readonly Found[], members: Memberships): readonly Found[] {
  const usual = networks.toSorted(
    ({ name: one }, { name: other }) => Number(OWN_NETWORKS.has(other)) - Number(OWN_NETWORKS.has(one)),
  );
  if (usual.length > TRIED) return usual;
  let best: readonly Found[] = usual;
  let least = spanOf(usual, members);
  for (const order of permutations(usual)) {
    const span = spanOf(order, members);
    if (span < least) [best, least] = [order, span];
  }
  return best;
}

function spanOf(order: readonly Found[], members: Memberships): number {
  const places = new Map<string, number[]>();
  for (const [place, { key }] of order.entries()) {
    for (const member of members.get(key) ?? []) places.set(member, [...(places.get(member) ?? []), place]);
  }
  return [...places.values()].reduce((sum, own) => sum + Math.max(...own) - Math.min(...own), 0);
}

/** Yields every order. The given one is the first. */
function* permutations<T>(all: readonly T[]): Generator<readonly T[]> {
  if (all.length <= 1) yield all;
  else
    for (const [index, first] of all.entries())
      for (const rest of permutations(all.toSpliced(index, 1))) yield [first, ...rest];
}

/** A wire is left of all wires that go on below its beginning. A container is drawn below its last network. */
function lanesOf(networks: readonly Found[], members: Memberships, first: number): ReadonlyMap<string, number> {
  const lastOf = (member: string) => networks.findLastIndex(({ key }) => members.get(key)?.has(member));
  const endOf = (index: number) => Math.max(index, ...[...(members.get(networks[index]?.key ?? '') ?? [])].map(lastOf));
  const lanes = new Map<string, number>();
  for (const [index, { key }] of networks.entries()) {
    const going = networks.slice(0, index).filter((_, before) => endOf(before) >= index);
    lanes.set(key, Math.max(first - 1, ...going.map((each) => lanes.get(each.key) ?? 0)) + 1);
  }
  return lanes;
}

const SHADES = 3;

function coloursOf(networks: readonly Found[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const byName = new Map<string, string>();
  return new Map(
    networks.map(({ key, name, driver }) => {
      if (OWN_NETWORKS.has(name)) return [key, 'own'];
      const kind = KINDS.has(driver) ? driver : 'other';
      // The networks of one name on several hosts have one colour.
      const known = byName.get(`${kind} ${name}`);
      if (known !== undefined) return [key, known];
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      const colour = `${kind}-${(count % SHADES) + 1}`;
      byName.set(`${kind} ${name}`, colour);
      return [key, colour];
    }),
  );
}

const KINDS: ReadonlySet<string> = new Set(['bridge', 'overlay', 'macvlan', 'ipvlan']);

/** Returns whether a host may have a network: its own, or one of the swarm. */
export function isPlannedOn({ node }: PlannedNetwork, host: string): boolean {
  return node === undefined || node === host;
}
