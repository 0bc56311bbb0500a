/** The network that a packet has passed through, with a number at each place where it was seen. */

import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import type { PacketPath, Passage } from '../../snippets-runner/tutorial/packet-path/packet-path.ts';
import type { Place } from '../../snippets-runner/tutorial/packet-path/place.ts';
import { withoutPort } from '../../snippets-runner/tutorial/packet-path/sighting.ts';
import { partyKey } from '../../snippets-runner/tutorial/reach/party.ts';
import { drawStep } from './draw.ts';
import { numbersAt, type Visit } from './path-numbers.ts';
import { type PagePlan, planOf } from './plan.ts';
import { railsOf } from './rails.ts';
import type { Scene, Shape } from './scene.ts';
import { type Spacing, USUAL, type Words } from './sheet.ts';
import { networkKey } from './step.ts';
import { svgOf } from './svg.ts';

export interface PathLabels {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly words: Words;
  /** Says of a passage where it was, from whom and to whom. */
  readonly told: (passage: Passage) => string;
}

/** @param page plan of the page, whose colours it has */
export function pathSvg(path: PacketPath, page: PagePlan, labels: PathLabels): string {
  const { told, id, title } = labels;
  const description = path.passages.map((passage, index) => `${index + 1}: ${told(passage)}.`).join(' ');
  const lit = new Set(path.passages.flatMap(({ place }) => partOf(place, path.topology) ?? []));
  const isBox = (part: string) => /^(?:container|service) /u.test(part);
  return svgOf(pathScene(path, page, labels), { id, title, description }, (part) =>
    isBox(part) && !lit.has(part) ? 'off' : undefined,
  );
}

/** @throws TypeError if a place is not in the drawing */
export function pathScene(path: PacketPath, page: PagePlan, { words, told }: Omit<PathLabels, 'id' | 'title'>): Scene {
  const { passages } = path;
  const topology = passedPart(path);
  const step = { id: '', topology, before: topology };
  const plan = withColoursOf(page, planOf([step]));
  const scene = drawStep(step, { ...plan, hasStrip: true }, words, spacingFor(passages, topology));
  const rails = railsOf(scene, plan, words);
  const keys = passages.map(({ place }) => rails.keyOf(place, topology));
  const visits = Map.groupBy(
    passages.map(({ isBack }, index): Visit & { readonly key: string } => ({
      key: keys[index] as string,
      number: index + 1,
      isBack,
    })),
    ({ key }) => key,
  );
  const hasAnswer = passages.some(({ isBack }) => isBack);
  const numbers = [...visits].flatMap(([key, own]) =>
    numbersAt(rails.at(key), own, hasAnswer).map(({ number, ...shape }): Shape => {
      const passage = passages[number - 1] as Passage;
      return {
        kind: 'group',
        title: `${number}: ${told(passage)}`,
        shapes: [{ kind: 'number', text: String(number), ...shape }],
      };
    }),
  );
  return { ...scene, shapes: [...scene.shapes, ...rails.marks(new Set(keys)), ...rails.trail(keys), ...numbers] };
}

/** Returns the part of the network that the packet has passed: its networks and their members, and its hosts. */
function passedPart({ topology, passages }: PacketPath): Topology {
  const { hosts, networks, containers, endpoints, services } = topology;
  const passed = new Set(
    passages.flatMap(({ place }) => ('network' in place ? [networkKey(place.network, place.node, topology)] : [])),
  );
  const isPassed = (network: string, node: string) => passed.has(networkKey(network, node, topology));
  const members = endpoints.filter(({ network, node }) => isPassed(network, node));
  const addresses = new Set(passages.flatMap(addressesOf).map(withoutPort));
  const nodes = new Set(passages.flatMap(({ place }) => ('node' in place ? [place.node] : [])));
  const { outside, ...others } = topology;
  const isOutside = passages.some(({ place }) => place.kind === 'outside') || addresses.has(outside ?? '');
  return {
    ...others,
    ...(outside !== undefined && isOutside && { outside }),
    hosts: hosts.filter(({ name, ipv4 }) => nodes.has(name) || addresses.has(ipv4)),
    networks: networks.filter((network) => network.nodes.some((node) => isPassed(network.name, node))),
    containers: containers.filter(({ name, node }) =>
      members.some((member) => member.container === name && member.node === node),
    ),
    endpoints: members,
    ...(services && {
      services: services.filter(({ addresses: own = [] }) =>
        own.some(({ network }) => networks.some((each) => each.name === network && passed.has(network))),
      ),
    }),
  };
}

function addressesOf({ from, to, outer }: Passage): readonly string[] {
  return [from.text, to.text, ...(outer ? [outer.from, outer.to] : [])];
}

/** A network has the same colour as in the other drawings of its page. */
function withColoursOf(page: PagePlan, plan: PagePlan): PagePlan {
  const known = new Map(page.networks.map(({ key, colour }) => [key, colour]));
  const networks = plan.networks.map((network) => ({ ...network, colour: known.get(network.key) ?? network.colour }));
  return { ...plan, networks };
}

/** A place has room for a number above its line, and for one below. */
function spacingFor(passages: readonly Passage[], { services = [] }: Topology): Spacing {
  const atCards = passages.flatMap(({ place }) => (place.kind === 'card' ? [place.node] : []));
  const most = Math.max(1, ...[...Map.groupBy(atCards, (node) => node).values()].map(({ length }) => length));
  const cards = 20 + 17 * most;
  return {
    ...USUAL,
    strip: 38,
    lane: 32,
    lanes: 64,
    stub: 40,
    line: 34,
    frames: 30,
    frame: cards + (services.some(({ ports = [] }) => ports.length > 0) ? 20 : 0),
    ports: cards + 4,
    isTight: true,
  };
}

/** Returns the key of the box that a place is in. */
function partOf(place: Place, { containers }: Topology): string | undefined {
  if (place.kind !== 'container' && place.kind !== 'cable') return undefined;
  const { container: name, node } = place;
  const service = containers.find((each) => each.name === name && each.node === node)?.service;
  return service === undefined
    ? partyKey({ kind: 'container', name, node })
    : partyKey({ kind: 'service', name: service });
}
