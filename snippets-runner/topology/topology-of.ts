/** Makes the topology of a lab from a reading. The order of the answers has no effect on it. */
import { ownMember } from '../base/own-member.ts';
import type {
  Topology,
  TopologyContainer,
  TopologyEndpoint,
  TopologyHost,
  TopologyNetwork,
  TopologyService,
} from '../tutorial/capture/topology.ts';
import { type ContainerSummary, type Network, nameIn, type Service } from './engine-api.ts';
import { liveContainers, liveNetworks } from './live.ts';
import type { ContainerReading, NodeReading, Reading, SwarmReading } from './reading.ts';

export function topologyOf(reading: Reading): Topology {
  const nodes = reading.nodes.map((node) => {
    const containers = liveContainers(node, reading).toSorted(byName);
    return { node, containers, networks: liveNetworks(node, containers) };
  });
  const roles = Object.fromEntries(reading.nodes.flatMap((node) => roleOf(node, reading.swarm)));
  const { swarm } = reading;
  return {
    hosts: reading.nodes.map(hostOf),
    ...(reading.outside !== undefined && { outside: reading.outside }),
    ...(Object.keys(roles).length > 0 && { swarm: roles }),
    networks: networksOf(nodes.map(({ node, networks }) => [node.name, networks])),
    containers: nodes.flatMap(({ node, containers }) =>
      containers.map(({ summary }) => containerOf(summary, containers, node.name)),
    ),
    endpoints: nodes.flatMap(({ node, containers }) =>
      containers.flatMap((container) => endpointsOf(container, node.name)),
    ),
    ...(swarm && swarm.services.length > 0 && { services: servicesOf(swarm, reading) }),
  };
}

function hostOf({ name, address, interfaces }: NodeReading): TopologyHost {
  return {
    name,
    ipv4: address,
    ...(interfaces.length > 0 && {
      interfaces: interfaces
        .toSorted((one, other) => compareTexts(one.name, other.name))
        .map((each) => ({ ...each, ipv4: [...each.ipv4] })),
    }),
  };
}

function byName({ summary: one }: ContainerReading, { summary: other }: ContainerReading): number {
  return compareTexts(nameOf(one), nameOf(other));
}

/** Compares without a locale, because that differs from machine to machine. */
function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Returns the role that the swarm has given to the node. The node may not have it yet. */
function roleOf({ name, state }: NodeReading, swarm: SwarmReading | undefined): [string, 'manager' | 'worker'][] {
  if (!state.startsWith('active/')) return [];
  const known = swarm?.nodes.find(
    ({ Description, Status }) => Description.Hostname === name && Status.State === 'ready',
  );
  return [[name, known?.Spec.Role ?? (state === 'active/manager' ? 'manager' : 'worker')]];
}

const DEFAULT_BRIDGE = 'bridge';

/** A swarm network is one network, with all nodes that have it. */
function networksOf(byNode: readonly (readonly [node: string, networks: readonly Network[]])[]): TopologyNetwork[] {
  const found = new Map<string, TopologyNetwork>();
  for (const [node, networks] of byNode) {
    for (const network of networks.toSorted(defaultBridgeFirst)) {
      const before = found.get(network.Id);
      // A manager without a container on the network may not know the details.
      const known = before?.subnets ? before : networkOf(network);
      found.set(network.Id, { ...known, nodes: [...(before?.nodes ?? []), node] });
    }
  }
  return [...found.values()];
}

function defaultBridgeFirst({ Name: one }: Network, { Name: other }: Network): number {
  const rank = (name: string) => (name === DEFAULT_BRIDGE ? 0 : 1);
  return rank(one) - rank(other) || compareTexts(one, other);
}

function networkOf({ Name, Id, Driver, Scope, IPAM, Options, ...flags }: Network): TopologyNetwork {
  // The docker command sends them to the daemon in an arbitrary order.
  const subnets = IPAM.Config.flatMap(({ Subnet, Gateway, IPRange }) =>
    Subnet ? [{ subnet: Subnet, ...(Gateway && { gateway: Gateway }), ...(IPRange && { range: IPRange }) }] : [],
  ).toSorted((one, other) => compareTexts(one.subnet, other.subnet));
  const mode = Options.macvlan_mode ?? Options.ipvlan_mode;
  return {
    name: Name,
    id: shortId(Id),
    driver: Driver,
    scope: Scope,
    nodes: [],
    ...(subnets.length > 0 && { subnets }),
    ...(flags.Internal && { internal: true }),
    ...(flags.Attachable && { attachable: true }),
    ...(flags.Ingress && { ingress: true }),
    ...(Options.encrypted !== undefined && { encrypted: true }),
    ...(Options.parent && { parent: Options.parent }),
    ...(mode && { mode }),
  };
}

function containerOf(summary: ContainerSummary, others: readonly ContainerReading[], node: string): TopologyContainer {
  const service = summary.Labels?.['com.docker.swarm.service.name'];
  const shares = /^container:(.+)$/u.exec(summary.HostConfig.NetworkMode ?? '')?.[1];
  const shared = others.find(({ summary: other }) => other.Id === shares || nameOf(other) === shares);
  const ports = portsOf(summary);
  return {
    name: nameOf(summary),
    id: shortId(summary.Id),
    node,
    image: summary.Image,
    state: summary.State as TopologyContainer['state'],
    ...(service !== undefined && { service }),
    ...(shares !== undefined && { shares: shared ? nameOf(shared.summary) : shortId(shares) }),
    ...(ports.length > 0 && { ports }),
  };
}

function portsOf({ Ports }: ContainerSummary): NonNullable<TopologyContainer['ports']> {
  return Ports.flatMap(({ IP, PrivatePort, PublicPort, Type }) =>
    PublicPort ? [{ address: IP ?? '', published: PublicPort, target: `${PrivatePort}/${Type}` }] : [],
  ).toSorted(
    (one, other) =>
      compareTexts(one.target, other.target) ||
      one.published - other.published ||
      compareTexts(one.address, other.address),
  );
}

function endpointsOf({ summary, details }: ContainerReading, node: string): TopologyEndpoint[] {
  const { Networks } = summary.NetworkSettings;
  return Object.entries(Networks)
    .toSorted(([one], [other]) => compareTexts(one, other))
    .map(([network, endpoint]) => {
      const { DNSNames, Aliases = [] } = ownMember(details?.NetworkSettings.Networks, network) ?? {};
      const own = new Set([nameOf(summary), shortId(summary.Id)]);
      const aliases = [...new Set(DNSNames ?? Aliases)].filter((name) => !own.has(name)).sort();
      return {
        container: nameOf(summary),
        node,
        network,
        ...(endpoint.IPAddress && { ipv4: `${endpoint.IPAddress}/${endpoint.IPPrefixLen}` }),
        ...(endpoint.GlobalIPv6Address && { ipv6: `${endpoint.GlobalIPv6Address}/${endpoint.GlobalIPv6PrefixLen}` }),
        ...(endpoint.MacAddress && { mac: endpoint.MacAddress }),
        ...(aliases.length > 0 && { aliases }),
      };
    });
}

function servicesOf(swarm: SwarmReading, reading: Reading): TopologyService[] {
  const networkNames = new Map(reading.nodes.flatMap(({ networks }) => networks.map(({ Id, Name }) => [Id, Name])));
  return swarm.services
    .toSorted(({ Spec: one }, { Spec: other }) => compareTexts(one.Name, other.Name))
    .map((service) => serviceOf(service, swarm, networkNames));
}

function serviceOf(
  { ID, Spec, Endpoint }: Service,
  swarm: SwarmReading,
  networkNames: ReadonlyMap<string, string>,
): TopologyService {
  const addresses = Endpoint.VirtualIPs.flatMap(({ NetworkID, Addr }) =>
    Addr ? [{ network: networkNames.get(NetworkID) ?? shortId(NetworkID), ipv4: Addr }] : [],
  ).toSorted((one, other) => compareTexts(one.network, other.network));
  const ports = Endpoint.Ports.flatMap(({ Protocol, TargetPort, PublishedPort, PublishMode }) =>
    PublishedPort ? [{ published: PublishedPort, target: `${TargetPort}/${Protocol}`, mode: PublishMode }] : [],
  ).toSorted((one, other) => one.published - other.published || compareTexts(one.target, other.target));
  return {
    name: Spec.Name,
    id: shortId(ID),
    // The part from @ on is the digest of the image, if a registry has given one.
    image: Spec.TaskTemplate.ContainerSpec?.Image.replace(/@.*/u, '') ?? '',
    ...modeOf(Spec.Mode),
    endpoint: Spec.EndpointSpec?.Mode ?? 'vip',
    ...(addresses.length > 0 && { addresses }),
    ...(ports.length > 0 && { ports }),
    tasks: tasksOf(ID, swarm),
  };
}

function modeOf(mode: Service['Spec']['Mode']): Pick<TopologyService, 'mode' | 'replicas'> {
  if (mode.Replicated) return { mode: 'replicated', replicas: mode.Replicated.Replicas };
  if (mode.ReplicatedJob) {
    const { TotalCompletions: replicas } = mode.ReplicatedJob;
    return { mode: 'replicated-job', ...(replicas !== undefined && { replicas }) };
  }
  return { mode: mode.GlobalJob ? 'global-job' : 'global' };
}

function tasksOf(service: string, { nodes, tasks }: SwarmReading): Record<string, number> {
  const hostnames = new Map(nodes.map(({ ID, Description }) => [ID, Description.Hostname]));
  const running = tasks
    .filter(({ ServiceID, Status, DesiredState }) => {
      return ServiceID === service && Status.State === 'running' && DesiredState === 'running';
    })
    .map(({ NodeID }) => hostnames.get(NodeID ?? '') ?? '')
    .sort();
  return Object.fromEntries([...Map.groupBy(running, (node) => node)].map(([node, own]) => [node, own.length]));
}

function nameOf({ Id, Names }: ContainerSummary): string {
  return nameIn(Names) ?? shortId(Id);
}

function shortId(id: string): string {
  return id.slice(0, 12);
}
