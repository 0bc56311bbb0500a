/**
 * What a packet runs on in a drawing: the lines between its places. A trail goes along them from place to place, so it
 * lies on the wires that are drawn.
 */
import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import type { Place } from '../../snippets-runner/tutorial/packet-path/place.ts';
import type { Stand } from './path-numbers.ts';
import { isPlannedOn, type PagePlan } from './plan.ts';
import { type Scene, type Shape, type Spot, widthOf } from './scene.ts';
import { isSingle, STRIP, type Words } from './sheet.ts';
import { networkKey } from './step.ts';

export interface Rails {
  /** @throws TypeError if the drawing does not have the place */
  readonly keyOf: (place: Place, topology: Topology) => string;
  /** Where the numbers of a place stand. */
  readonly at: (key: string) => Stand;
  /** The bridges and the tunnel ends of overlays, which no other drawing shows. @param keys of the places that are visited */
  readonly marks: (keys: ReadonlySet<string>) => readonly Shape[];
  /** The way along the lines. @param keys of the places, in order */
  readonly trail: (keys: readonly string[]) => readonly Shape[];
}

export function railsOf(scene: Scene, plan: PagePlan, words: Words): Rails {
  const rails = new Network();
  const hosts = scene.spots.filter((spot) => spot.kind === 'host');
  for (const host of hosts) addHost(host, scene.spots, plan, rails);
  for (const network of plan.networks) addNetwork(network, scene.spots, rails);
  addOutside(hosts, plan, words, rails);
  return {
    keyOf(place, topology) {
      const key = keyOf(place, topology);
      if (!rails.stands.has(key)) throw new TypeError(`The drawing has no place "${key}"`);
      return key;
    },
    at: (key) => rails.stands.get(key) as Stand,
    marks: (keys) => rails.marks.flatMap(({ key, shape }) => (keys.has(key) ? [shape] : [])),
    trail: (keys) => rails.trail(keys),
  };
}

function keyOf(place: Place, topology: Topology): string {
  switch (place.kind) {
    case 'outside':
      return 'outside';
    case 'card':
      return `card ${place.node}`;
    case 'container':
    case 'cable':
      return `${place.kind} ${networkKey(place.network, place.node, topology)} ${place.node} ${place.container}`;
    case 'network':
    case 'tunnel':
      return `${place.kind} ${networkKey(place.network, place.node, topology)} ${place.node}`;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

type HostSpot = Extract<Spot, { kind: 'host' }>;
type PlannedNetwork = PagePlan['networks'][number];

/** Below the top of a host: where the bridge of an overlay is. */
const BRIDGE = 21;

/** The card of a host, and behind it the strip, from which lines lead to the networks. */
function addHost(host: HostSpot, spots: readonly Spot[], plan: PagePlan, rails: Network): void {
  const { node, x, y } = host;
  const card = `card ${node}`;
  rails.add(card, { x, y });
  const strip = isSingle(plan) ? x : x + STRIP / 2;
  if (isSingle(plan)) rails.stands.set(card, { x: x + 16, y, layout: 'row', step: 1 });
  else {
    rails.stands.set(card, { x: strip, y, layout: 'column', step: 1 });
    rails.add(`strip ${node}`, { x: strip, y });
    rails.link(card, `strip ${node}`);
  }
  const own = plan.networks.filter((network) => isPlannedOn(network, node));
  const begins = own.flatMap((network): { readonly key: string; readonly y: number }[] => {
    const key = `lead ${network.key} ${node}`;
    const found = spots.find((spot) => spot.kind === 'switch' && spot.network === network.key);
    if (found?.kind !== 'switch') return [];
    if (network.node !== undefined) return found.lead === undefined ? [] : [{ key, y: found.y }];
    addOverlayOn(host, network, found.x, plan, rails);
    return [{ key, y: rails.pointOf(`tunnel ${network.key} ${node}`).y }];
  });
  const ordered = begins.toSorted((one, other) => one.y - other.y);
  for (const [index, { key, y: at }] of ordered.entries()) {
    rails.add(key, { x: strip, y: at });
    rails.link(key, ordered[index - 1]?.key ?? (isSingle(plan) ? card : `strip ${node}`));
  }
  for (const network of own) {
    const tunnel = `tunnel ${network.key} ${node}`;
    if (network.node === undefined) rails.link(`lead ${network.key} ${node}`, tunnel);
    else if (rails.has(`lead ${network.key} ${node}`)) {
      const point = rails.pointOf(`lead ${network.key} ${node}`);
      rails.add(tunnel, point);
      rails.link(tunnel, `lead ${network.key} ${node}`);
      rails.stands.set(tunnel, { ...point, layout: 'above', step: 1 });
    }
  }
}

/** The bridge of an overlay on a host, and its end of the tunnel: where the wire leaves the host. */
function addOverlayOn(
  host: HostSpot,
  { key, colour }: PlannedNetwork,
  x: number,
  plan: PagePlan,
  rails: Network,
): void {
  const { node, top, bottom } = host;
  const isFirst = plan.nodes[0] === node;
  const [bridge, tunnel] = [`network ${key} ${node}`, `tunnel ${key} ${node}`];
  const places = [
    { key: bridge, y: top + BRIDGE, style: 'switch', size: 14 },
    { key: tunnel, y: isFirst ? bottom : top, style: 'port', size: 11 },
  ] as const;
  for (const { key: place, y, style, size } of places) {
    rails.add(place, { x, y });
    rails.stands.set(place, { x, y, layout: 'beside', step: 1 });
    const [width, height] = [size, size];
    const shape: Shape = { kind: 'rect', x: x - size / 2, y: y - size / 2, width, height, radius: 3, style, colour };
    rails.marks.push({ key: place, shape });
  }
}

/** The switch, the wire and the stubs of a network. */
function addNetwork({ key, node }: PlannedNetwork, spots: readonly Spot[], rails: Network): void {
  const head = spots.find((spot) => spot.kind === 'switch' && spot.network === key);
  if (head?.kind !== 'switch') return;
  const hosts = spots.filter((spot) => spot.kind === 'host');
  const onWire = hosts.flatMap(({ node: host }) => [`network ${key} ${host}`, `tunnel ${key} ${host}`]);
  const wire = node === undefined ? onWire.filter((each) => rails.has(each)) : [];
  if (node !== undefined) {
    const place = `network ${key} ${node}`;
    rails.add(place, { x: head.x, y: head.y });
    rails.stands.set(place, { x: head.x - 17, y: head.y, layout: 'above', step: -1 });
    if (rails.has(`lead ${key} ${node}`)) rails.link(place, `lead ${key} ${node}`);
    wire.push(place);
  }
  for (const spot of spots) {
    if (spot.kind !== 'stub' || spot.network !== key) continue;
    const own = `${key} ${spot.node} ${spot.container}`;
    const [cable, box] = [`cable ${own}`, `container ${own}`];
    rails.add(cable, { x: spot.wire, y: spot.y });
    rails.add(box, { x: spot.box, y: spot.y });
    rails.link(cable, box);
    rails.stands.set(cable, { x: spot.wire + 13, y: spot.y, layout: 'above', step: 1 });
    rails.stands.set(box, { x: spot.box - 9, y: spot.y, layout: 'above', step: -1 });
    for (const other of rails.boxesOf(`${spot.node} ${spot.container}`)) rails.link(other, box);
    rails.boxesOf(`${spot.node} ${spot.container}`).push(box);
    wire.push(cable);
  }
  const ordered = wire.toSorted((one, other) => rails.pointOf(one).y - rails.pointOf(other).y);
  for (const [index, place] of ordered.entries()) if (index > 0) rails.link(ordered[index - 1] as string, place);
}

/** The line between hosts, or from the only host to the outside. */
function addOutside(hosts: readonly HostSpot[], plan: PagePlan, words: Words, rails: Network): void {
  if (isSingle(plan)) {
    const [host] = hosts;
    if (!host) return;
    rails.add('outside', { x: host.x, y: 29.5 });
    rails.stands.set('outside', { x: host.x + 16, y: 42, layout: 'row', step: 1 });
    rails.link('outside', `card ${host.node}`);
    return;
  }
  const places = hosts.map(({ node, y }) => {
    rails.add(`out ${node}`, { x: OUTSIDE, y });
    rails.link(`out ${node}`, `card ${node}`);
    return `out ${node}`;
  });
  const bottom = Math.max(0, ...hosts.map((host) => host.bottom)) + 4;
  rails.add('outside', { x: OUTSIDE, y: bottom });
  const beside = OUTSIDE + widthOf(words.hostsNetwork, 'note') + 14;
  rails.stands.set('outside', { x: beside, y: bottom + 11, layout: 'row', step: 1 });
  for (const [index, place] of [...places, 'outside'].entries()) {
    if (index > 0) rails.link(places[index - 1] as string, place);
  }
}

/** The line that stands for the network of several hosts, as `draw.ts` draws it. */
const OUTSIDE = 6;

/** Points, and lines between them. */
class Network {
  readonly stands = new Map<string, Stand>();
  readonly marks: { readonly key: string; readonly shape: Shape }[] = [];
  readonly #points = new Map<string, Point>();
  readonly #links = new Map<string, Set<string>>();
  readonly #boxes = new Map<string, string[]>();

  add(key: string, point: Point): void {
    this.#points.set(key, point);
  }

  has(key: string): boolean {
    return this.#points.has(key);
  }

  pointOf(key: string): Point {
    return this.#points.get(key) as Point;
  }

  boxesOf(container: string): string[] {
    const boxes = this.#boxes.get(container) ?? [];
    this.#boxes.set(container, boxes);
    return boxes;
  }

  link(one: string, other: string): void {
    this.#linksOf(one).add(other);
    this.#linksOf(other).add(one);
  }

  #linksOf(key: string): Set<string> {
    const links = this.#links.get(key) ?? new Set();
    this.#links.set(key, links);
    return links;
  }

  /** Each line is drawn once, however often the packet runs on it. */
  trail(keys: readonly string[]): readonly Shape[] {
    const lines = new Set<string>();
    for (const [index, key] of keys.entries()) {
      const way = index === 0 ? [] : this.#way(keys[index - 1] as string, key);
      for (const [at, point] of way.entries()) {
        const before = way[at - 1];
        if (before !== undefined) lines.add([before, point].toSorted().join('\n'));
      }
    }
    const parts = [...lines].map((line) => {
      const [one = '', other = ''] = line.split('\n');
      const [from, to] = [this.pointOf(one), this.pointOf(other)];
      return from.x === to.x && from.y === to.y ? '' : `M${from.x} ${from.y}L${to.x} ${to.y}`;
    });
    const d = parts.join('');
    return d === '' ? [] : [{ kind: 'path', d, style: 'trail' }];
  }

  /** Returns the shortest way between two places. */
  #way(from: string, to: string): readonly string[] {
    const lengths = new Map([[from, 0]]);
    const before = new Map<string, string>();
    const open = new Set([from]);
    while (open.size > 0) {
      const [next] = [...open].toSorted((one, other) => (lengths.get(one) ?? 0) - (lengths.get(other) ?? 0));
      if (next === undefined || next === to) break;
      open.delete(next);
      for (const neighbour of this.#linksOf(next)) {
        const length = (lengths.get(next) ?? 0) + this.#distance(next, neighbour);
        if (length >= (lengths.get(neighbour) ?? Number.POSITIVE_INFINITY)) continue;
        lengths.set(neighbour, length);
        before.set(neighbour, next);
        open.add(neighbour);
      }
    }
    const way = [to];
    for (let at = before.get(to); at !== undefined; at = before.get(at)) way.unshift(at);
    return way[0] === from ? way : [];
  }

  #distance(one: string, other: string): number {
    const [from, to] = [this.pointOf(one), this.pointOf(other)];
    return Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
  }
}
