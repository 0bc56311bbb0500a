/** Adds to a topology what a page has made without Docker: a bridge as a network, a namespace as a container. */
import type { Topology, TopologyContainer, TopologyEndpoint, TopologyNetwork } from '../capture/topology.ts';
import { withoutPrefix } from '../capture/topology.ts';
import { type Made, type MadeInterface, otherEnd } from './made.ts';
import { subnetOf } from './subnet.ts';

export function withMade(topology: Topology, made: Made): Topology {
  const bridges = made.interfaces.filter(({ kind, namespace }) => kind === 'bridge' && namespace === '');
  const networks = [...topology.networks, ...bridges.map(networkOf)];
  const endpoints = made.interfaces.flatMap((own) => endpointOf(own, made, networks));
  const containers = endpoints.map(({ container, node }) => containerNamed(container, node));
  const isNew = ({ name, node }: TopologyContainer) =>
    !topology.containers.some((each) => each.name === name && each.node === node);
  const own = new Map(containers.filter(isNew).map((each) => [`${each.node} ${each.name}`, each]));
  return {
    ...topology,
    networks,
    containers: [...topology.containers, ...own.values()],
    endpoints: [...topology.endpoints, ...endpoints],
  };
}

function networkOf({ node, name, address }: MadeInterface): TopologyNetwork {
  const subnet = address === undefined ? undefined : subnetOf(address);
  return {
    name,
    id: '',
    driver: 'bridge',
    scope: 'local',
    nodes: [node],
    ...(address !== undefined && subnet !== undefined && { subnets: [{ subnet, gateway: withoutPrefix(address) }] }),
  };
}

/** Returns the endpoint of a cable that leads from a namespace into a bridge. */
function endpointOf(own: MadeInterface, made: Made, networks: readonly TopologyNetwork[]): readonly TopologyEndpoint[] {
  const { node, namespace, address } = own;
  const master = otherEnd(own, made)?.master;
  if (namespace === '' || master === undefined) return [];
  const name = made.bridgeNames.get(`${node} ${master}`) ?? (master === 'docker0' ? 'bridge' : master);
  const network = networks.find((each) => each.name === name && each.nodes.includes(node));
  if (!network) return [];
  return [{ container: namespace, node, network: network.name, ...(address !== undefined && { ipv4: address }) }];
}

function containerNamed(name: string, node: string): TopologyContainer {
  return { name, id: '', node, image: '', state: 'running' };
}
