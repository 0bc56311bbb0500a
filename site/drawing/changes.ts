/** What a step has changed, in the order in which it is told. */
import {
  type Topology,
  type TopologyContainer,
  withoutPrefix,
} from '../../snippets-runner/tutorial/capture/topology.ts';
import { onceFor } from '../once-for.ts';
import { isNoNetwork } from './plan.ts';
import {
  addressesOf,
  endpointsOf,
  isTask,
  keyOf,
  likenessOf,
  networkKey,
  OWN_NETWORKS,
  type Step,
  shownName,
} from './step.ts';

export interface Change {
  readonly kind: 'new' | 'gone' | 'other';
  readonly what: 'node' | 'interface' | 'network' | 'service' | 'container' | 'tasks' | 'endpoint' | 'port' | 'place';
  readonly name: string;
  /** Of a node: its role in the swarm. Of tasks: how many there are. Of a container of kind `other`: its state. */
  readonly detail?: string;
  /** Networks and addresses. */
  readonly at: readonly { readonly network?: string; readonly address?: string }[];
}

/** The line below a terminal and the description of the drawing tell the same changes, in every language. */
export const changesOf = onceFor(({ topology, before }: Step): readonly Change[] => {
  const old = before ?? { hosts: topology.hosts, networks: [], containers: [], endpoints: [] };
  const changes = thingsChanged(old, topology);
  return changes.length > 0 ? changes : placeChanges(old, topology);
});

function thingsChanged(old: Topology, topology: Topology): readonly Change[] {
  return [
    ...roleChanges(old, topology),
    ...difference(networksIn(old), networksIn(topology)),
    ...difference(servicesIn(old), servicesIn(topology)),
    ...difference(containersIn(old), containersIn(topology)),
    ...difference(interfacesIn(old), interfacesIn(topology)),
    ...stateChanges(old, topology),
    ...endpointChanges(old, topology),
    ...portChanges(old, topology),
    ...taskChanges(old, topology),
  ];
}

/**
 * Networks of a swarm that are on other nodes than before, though they go on. Wherever a container has moved, they
 * follow it, so they are told only where nothing else is.
 */
function placeChanges(old: Topology, now: Topology): readonly Change[] {
  const placesIn = (topology: Topology): Things =>
    new Map(
      topology.networks
        .filter(({ name, scope }) => scope === 'swarm' && !OWN_NETWORKS.has(name))
        .flatMap(({ name, nodes }) =>
          nodes.map((node) => [`${node}/${name}`, { what: 'place', name, at: [{ network: node }] }] as const),
        ),
    );
  return difference(placesIn(old), placesIn(now));
}

type Things = ReadonlyMap<string, Omit<Change, 'kind'>>;

function difference(before: Things, now: Things): Change[] {
  return [
    ...[...now].flatMap(([key, thing]) => (before.has(key) ? [] : [{ kind: 'new' as const, ...thing }])),
    ...[...before].flatMap(([key, thing]) => (now.has(key) ? [] : [{ kind: 'gone' as const, ...thing }])),
  ];
}

function roleChanges({ swarm: old = {} }: Topology, { swarm = {} }: Topology): Change[] {
  const told = (roles: Readonly<Record<string, string>>): Things =>
    new Map(
      Object.entries(roles).map(([name, role]) => [`${name} ${role}`, { what: 'node', name, detail: role, at: [] }]),
    );
  return difference(told(old), told(swarm));
}

function networksIn(topology: Topology): Things {
  const shown = topology.networks.filter((network) => !OWN_NETWORKS.has(network.name) && !isNoNetwork(network));
  return new Map(
    shown.map((network) => {
      const { name, nodes, subnets = [] } = network;
      return [
        `${networkKey(name, nodes[0] ?? '', topology)} ${likenessOf(network)}`,
        { what: 'network', name, at: subnets.map(({ subnet }) => ({ address: subnet })) },
      ];
    }),
  );
}

function servicesIn({ services = [] }: Topology): Things {
  return new Map(
    services.map(({ name, addresses = [] }) => [
      name,
      { what: 'service', name, at: addresses.map(({ network, ipv4 }) => ({ network, address: withoutPrefix(ipv4) })) },
    ]),
  );
}

/** Tasks are told by their number. */
function containersIn(topology: Topology): Things {
  return new Map(
    ownContainers(topology).map((container) => {
      const at = endpointsOf(container, topology).map((endpoint) => {
        const [address] = addressesOf(endpoint);
        return { network: endpoint.network, ...(address && { address }) };
      });
      return [keyOf(container), { what: 'container', name: container.name, at }];
    }),
  );
}

function ownContainers({ containers }: Topology): readonly TopologyContainer[] {
  return containers.filter((container) => !isTask(container));
}

/** Interfaces that the page has made on hosts. */
function interfacesIn({ hosts }: Topology): Things {
  return new Map(
    hosts.flatMap(({ name: host, interfaces = [] }) =>
      interfaces.map(({ name, ipv4 }) => [
        `${host} ${name}`,
        { what: 'interface' as const, name, at: ipv4.map((address) => ({ address: withoutPrefix(address) })) },
      ]),
    ),
  );
}

function stateChanges(old: Topology, now: Topology): Change[] {
  return staying(old, now).flatMap(([before, after]) =>
    before.state === after.state
      ? []
      : [{ kind: 'other', what: 'container', name: after.name, detail: after.state, at: [] }],
  );
}

type Staying = readonly [before: TopologyContainer, now: TopologyContainer];

/** Returns the containers that are in both, each with its former self. */
function staying(old: Topology, now: Topology): readonly Staying[] {
  return inBoth(ownContainers(old), ownContainers(now), keyOf);
}

/** The same of tasks. One that takes the place of another is drawn under the same name, but has a name of its own. */
function stayingTasks(old: Topology, now: Topology): readonly Staying[] {
  return inBoth(old.containers.filter(isTask), now.containers.filter(isTask), ({ name }) => name);
}

function inBoth(
  old: readonly TopologyContainer[],
  now: readonly TopologyContainer[],
  nameOf: (container: TopologyContainer) => string,
): readonly Staying[] {
  const before = new Map(old.map((container) => [nameOf(container), container]));
  return now.flatMap((container) => {
    const known = before.get(nameOf(container));
    return known ? [[known, container] as const] : [];
  });
}

/**
 * Networks that a container or a task has joined or left, and addresses that it has got anew. One that stops leaves
 * nothing.
 */
function endpointChanges(old: Topology, now: Topology): Change[] {
  return [...staying(old, now), ...stayingTasks(old, now)].flatMap(([before, after]) => {
    const changes = difference(joinedBy(before, old), joinedBy(after, now));
    return after.state === 'running' ? changes : changes.filter(({ kind }) => kind === 'new');
  });
}

/** Of two addresses of an endpoint, the first one is told. */
function joinedBy(container: TopologyContainer, topology: Topology): Things {
  return new Map(
    endpointsOf(container, topology).flatMap((endpoint) => {
      const { network } = endpoint;
      const [address] = addressesOf(endpoint);
      if (address === undefined) return [];
      return [
        [
          `${network} ${address}`,
          { what: 'endpoint' as const, name: shownName(container.name), at: [{ network, address }] },
        ],
      ];
    }),
  );
}

/** Ports that a container publishes and its former self did not, or the reverse: it was made anew under the same name. */
function portChanges(old: Topology, now: Topology): Change[] {
  return staying(old, now)
    .filter((both) => both.every(({ state }) => state === 'running'))
    .flatMap(([before, after]) => difference(portsOf(before), portsOf(after)));
}

/** Unlike the boxes, it also has ports that only IPv6 publishes. */
function portsOf({ name, ports = [] }: TopologyContainer): Things {
  const texts = ports.map(({ address, published, target }) => `${placeOf(address)}${published} → ${target}`);
  return new Map(texts.map((text) => [text, { what: 'port' as const, name, at: [{ address: text }] }]));
}

/** A port that is open at every address is told by its number alone, for IPv4 and IPv6 once. */
function placeOf(address: string): string {
  if (['', '0.0.0.0', '::'].includes(address)) return '';
  return address.includes(':') ? `[${address}]:` : `${address}:`;
}

function taskChanges(old: Topology, now: Topology): Change[] {
  const ids = ({ containers }: Topology) => Map.groupBy(containers.filter(isTask), ({ service = '' }) => service);
  const [before, after] = [ids(old), ids(now)];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((service) => {
    const known = new Set(before.get(service)?.map(({ id }) => id));
    const left = new Set(after.get(service)?.map(({ id }) => id));
    const counted = (kind: 'new' | 'gone', count: number): Change[] =>
      count === 0 ? [] : [{ kind, what: 'tasks', name: service, detail: String(count), at: [] }];
    return [
      ...counted('new', [...left].filter((id) => !known.has(id)).length),
      ...counted('gone', [...known].filter((id) => !left.has(id)).length),
    ];
  });
}
