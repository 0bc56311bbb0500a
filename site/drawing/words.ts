/** Says in words what a drawing shows: its title, its description, and the line of what is new and gone. */
import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import type { Strings } from '../i18n/strings.ts';
import { type Change, changesOf, withoutPrefix } from './changes.ts';
import { isDrawn } from './plan.ts';
import { type Step, shownName } from './step.ts';

type Words = Strings['drawing'];

export function titleOf({ id }: Step, words: Words): string {
  return words.title(id);
}

/** Names every network with its members, then what is new and gone. */
export function descriptionOf(step: Step, words: Words): string {
  const { topology } = step;
  const networks = topology.networks.filter((network) => isDrawn(network, topology));
  const changes = changesOf(step);
  const told = (kind: Change['kind']) =>
    changes.filter((change) => change.kind === kind).map((change) => changeText(change, words));
  return [
    ...networks.map((network) => {
      const subnet = network.subnets?.[0]?.subnet;
      return words.members(
        `${network.name}${subnet ? ` ${subnet}` : ''}`,
        membersOf(network.name, network.nodes, topology),
      );
    }),
    ...(told('new').length > 0 ? [words.added(told('new'))] : []),
    ...(told('gone').length > 0 ? [words.removed(told('gone'))] : []),
  ].join(' ');
}

function membersOf(network: string, nodes: readonly string[], { endpoints }: Topology): readonly string[] {
  return endpoints
    .filter((endpoint) => endpoint.network === network && nodes.includes(endpoint.node))
    .map(({ container, ipv4 }) => `${shownName(container)}${ipv4 ? ` ${withoutPrefix(ipv4)}` : ''}`);
}

/** Returns what is said of a change after its plus or minus, such as `alpine4 · alpine-net 172.18.0.4`. */
export function changeText({ what, name, detail, at, kind }: Change, words: Words): string {
  if (what === 'node') return `${name} · ${words.role(detail as 'manager' | 'worker')}`;
  if (what === 'tasks') return words.taskTitle(name, Number(detail));
  if (what === 'container' && kind === 'other') return `${name} · ${words.state(detail ?? '')}`;
  const places = at.map(({ network, address }) => [network, address].filter(Boolean).join(' '));
  return [name, ...(kind === 'gone' && what !== 'endpoint' ? [] : places)].join(' · ');
}
