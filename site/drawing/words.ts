/** Says in words what a drawing shows: its description, and each change. */
import {
  type Topology,
  type TopologyContainer,
  withoutPrefix,
} from '../../snippets-runner/tutorial/capture/topology.ts';
import { stackText } from './boxes.ts';
import { type Change, changesOf } from './changes.ts';
import { isDrawn } from './plan.ts';
import type { Words } from './sheet.ts';
import { endpointsOf, type Step, shownName } from './step.ts';

/** Names every network with its members, then the containers without one, then what is new and gone. */
export function descriptionOf(step: Step, words: Words): string {
  const { topology } = step;
  const networks = topology.networks.filter((network) => isDrawn(network, topology));
  const changes = changesOf(step);
  const told = (kind: Change['kind']) =>
    changes.filter((change) => change.kind === kind).map((change) => changeText(change, words));
  const [added, removed] = [told('new'), told('gone')];
  return [
    ...networks.map((network) => {
      const subnets = (network.subnets ?? []).map(({ subnet }) => subnet);
      return words.members([network.name, ...subnets].join(' '), membersOf(network.name, network.nodes, topology));
    }),
    ...topology.containers
      .filter((container) => !isMember(container, networks, topology))
      .map((container) => words.members(shownName(container.name), [lackText(container, topology, words)])),
    ...(added.length > 0 ? [words.added(added)] : []),
    ...(removed.length > 0 ? [words.removed(removed)] : []),
  ].join(' ');
}

function isMember(container: TopologyContainer, networks: Topology['networks'], topology: Topology): boolean {
  return endpointsOf(container, topology).some(({ network, node }) =>
    networks.some(({ name, nodes }) => name === network && nodes.includes(node)),
  );
}

/** Says why a container is on no network. */
function lackText(container: TopologyContainer, topology: Topology, words: Words): string {
  return container.state === 'running' ? stackText(container, topology, words) : words.state(container.state);
}

/** Returns how many networks and containers there are. */
export function countsText({ topology }: Step, words: Words): string {
  const networks = topology.networks.filter((network) => isDrawn(network, topology));
  const containers = topology.containers.length;
  // Before the first network and after the last one, there are hosts.
  if (networks.length + containers === 0) return words.label;
  return words.counts(new Set(networks.map(({ id }) => id)).size, containers);
}

function membersOf(network: string, nodes: readonly string[], { endpoints }: Topology): readonly string[] {
  return endpoints
    .filter((endpoint) => endpoint.network === network && nodes.includes(endpoint.node))
    .map(({ container, ipv4, ipv6 }) =>
      [shownName(container), ...[ipv4, ipv6].flatMap((each) => (each ? withoutPrefix(each) : []))].join(' '),
    );
}

/** Returns what is said of a change after its plus or minus, such as `alpine4 · alpine-net 172.18.0.4`. */
export function changeText({ what, name, detail, at, kind }: Change, words: Words): string {
  if (what === 'node') return `${name} · ${words.role(detail as 'manager' | 'worker')}`;
  if (what === 'tasks') return words.taskTitle(name, Number(detail));
  if (what === 'container' && kind === 'other') return `${name} · ${words.state(detail ?? '')}`;
  const places = at.map(({ network, address }) => [network, address].filter(Boolean).join(' '));
  const isWhole = what !== 'endpoint' && what !== 'port' && what !== 'place';
  return [name, ...(kind === 'gone' && isWhole ? [] : places)].join(' · ');
}
