/** The networks of a lab as a text: for each node its networks, and below each the containers with their addresses. */
import {
  type Topology,
  type TopologyContainer,
  type TopologyNetwork,
  withoutPrefix,
} from '../tutorial/capture/topology.ts';
import type { Style } from './style.ts';

/** @param empty what to write below a network without containers */
export function networkMap(topology: Topology, empty: string, style: Style): string {
  const { hosts, networks, containers } = topology;
  return hosts
    .map(({ name, ipv4 }) => {
      const own = networks.filter(({ nodes }) => nodes.includes(name));
      const lines = own.flatMap((network) => networkLines(network, name, topology, empty, style));
      const apart = containers.filter((container) => container.node === name && isApart(container, topology));
      return [`${style.bold(name)} ${ipv4}`, ...lines, ...apart.map((container) => `  ${boxText(container)}`)].join(
        '\n',
      );
    })
    .join('\n');
}

function networkLines(
  { name, driver, subnets = [], internal }: TopologyNetwork,
  node: string,
  { endpoints, containers }: Topology,
  empty: string,
  style: Style,
): readonly string[] {
  const facts = [driver, ...subnets.map(({ subnet }) => subnet), ...(internal ? ['internal'] : [])];
  const members = endpoints.filter((endpoint) => endpoint.network === name && endpoint.node === node);
  const boxes = members.map(({ container, ipv4, ipv6 }) => {
    const addresses = [ipv4, ipv6].flatMap((each) => (each === undefined ? [] : [withoutPrefix(each)]));
    const found = containers.find((each) => each.name === container && each.node === node);
    return `    ${[found ? boxText(found) : container, ...addresses].join('  ')}`;
  });
  return [`  ${style.cyan(name)} ${facts.join(', ')}`, ...(boxes.length > 0 ? boxes : [style.dim(`    ${empty}`)])];
}

/** A container in no network, or in that of another container. */
function isApart({ name, node }: TopologyContainer, { endpoints }: Topology): boolean {
  return !endpoints.some((endpoint) => endpoint.container === name && endpoint.node === node);
}

function boxText({ name, state, shares, ports = [] }: TopologyContainer): string {
  const published = ports.map(({ address, published: port, target }) => `${address}:${port}->${target}`);
  return [
    name,
    ...(state === 'running' ? [] : [`(${state})`]),
    ...(shares === undefined ? [] : [`= ${shares}`]),
    ...published,
  ].join(' ');
}
