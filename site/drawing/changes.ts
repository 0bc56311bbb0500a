/** What a step has changed, in the order in which it is told. */
import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import { keyOf, networkKey, OWN_NETWORKS, type Step } from './step.ts';

export interface Change {
  readonly kind: 'new' | 'gone' | 'other';
  readonly what: 'node' | 'interface' | 'network' | 'service' | 'container' | 'tasks' | 'endpoint';
  readonly name: string;
  /** Of `endpoint`: the container's network. Of `tasks`: how many there are. Of `container`: its state, if not running. */
  readonly detail?: string;
  /** Networks and addresses. */
  readonly at: readonly { readonly network?: string; readonly address?: string }[];
}

export function changesOf({ topology, before }: Step): readonly Change[] {
  const old = before ?? { hosts: topology.hosts, networks: [], containers: [], endpoints: [] };
  return [
    ...roleChanges(old, topology),
    ...difference(networksIn(old), networksIn(topology)),
    ...difference(servicesIn(old), servicesIn(topology)),
    ...difference(containersIn(old), containersIn(topology)),
    ...difference(interfacesIn(old), interfacesIn(topology)),
    ...stateChanges(old, topology),
    ...endpointChanges(old, topology),
    ...taskChanges(old, topology),
  ];
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
  const shown = topology.networks.filter(({ name, driver }) => !OWN_NETWORKS.has(name) && !WITHOUT.has(driver));
  return new Map(
    shown.map(({ name, nodes, subnets = [] }) => [
      networkKey(name, nodes[0] ?? '', topology),
      { what: 'network', name, at: subnets.map(({ subnet }) => ({ address: subnet })) },
    ]),
  );
}

/** Drivers of the networks `host` and `none`, which are no networks of their own. */
const WITHOUT: ReadonlySet<string> = new Set(['host', 'null']);

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
  const own = topology.containers.filter(({ service }) => service === undefined);
  return new Map(
    own.map((container) => [
      keyOf(container),
      {
        what: 'container',
        name: container.name,
        at: topology.endpoints
          .filter((each) => each.container === container.name && each.node === container.node)
          .map(({ network, ipv4 }) => ({ network, ...(ipv4 && { address: withoutPrefix(ipv4) }) })),
      },
    ]),
  );
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
  const before = new Map(old.containers.map((each) => [keyOf(each), each.state]));
  return now.containers.flatMap((each) => {
    const state = before.get(keyOf(each));
    if (each.service !== undefined || state === undefined || state === each.state) return [];
    return [{ kind: 'other', what: 'container', name: each.name, detail: each.state, at: [] }];
  });
}

/** Networks that a container has joined or left, and addresses that it has got anew. */
function endpointChanges(old: Topology, now: Topology): Change[] {
  const stays = new Set(old.containers.map(keyOf));
  const own = (topology: Topology) =>
    topology.containers.filter(({ service, ...each }) => service === undefined && stays.has(keyOf(each)));
  const there = new Set(now.containers.map(keyOf));
  const told = (topology: Topology): Things =>
    new Map(
      own(topology).flatMap((container) =>
        there.has(keyOf(container))
          ? topology.endpoints
              .filter((each) => each.container === container.name && each.node === container.node)
              .filter(({ ipv4 }) => ipv4 !== undefined)
              .map(({ network, ipv4 = '' }) => [
                `${keyOf(container)} ${network} ${ipv4}`,
                { what: 'endpoint' as const, name: container.name, at: [{ network, address: withoutPrefix(ipv4) }] },
              ])
          : [],
      ),
    );
  const runs = new Map(now.containers.map((each) => [keyOf(each), each.state]));
  return difference(told(old), told(now)).filter(
    ({ kind, name }) =>
      kind === 'new' || now.containers.some((each) => each.name === name && runs.get(keyOf(each)) === 'running'),
  );
}

function taskChanges(old: Topology, now: Topology): Change[] {
  const ids = ({ containers }: Topology) =>
    Map.groupBy(
      containers.filter(({ service }) => service !== undefined),
      ({ service = '' }) => service,
    );
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

export function withoutPrefix(address: string): string {
  return address.replace(/\/\d+$/u, '');
}
