/** Lays out the head of a network: its switch, its name and subnet, and how it leads out of its host. */
import type { Topology, TopologyNetwork } from '../../snippets-runner/tutorial/capture/topology.ts';
import { networkPartKey } from './parts.ts';
import { isDrawn, type PlannedNetwork } from './plan.ts';
import { fitted, type Mark, type Shape, type Spot, widthOf } from './scene.ts';
import { INNER, type Part, type Sheet, type Words } from './sheet.ts';
import { OWN_NETWORKS } from './step.ts';

const HEIGHT = 36;
/** From line to line. */
const LINE = 14;
/** Where the wire begins, below the top of the head. */
const WIRE = 24;
/** Between two texts of a line. */
const GAP = 8;
/** The same, with room for the mark of a network that is new or gone. */
const BESIDE_MARK = 26;

export interface NetworkPart extends Part {
  /** Where the wire begins. Undefined if the network is gone. */
  readonly wireTop: number | undefined;
}

/** Returns undefined if the network is neither there nor has just gone. */
export function networkPart(planned: PlannedNetwork, top: number, sheet: Sheet): NetworkPart | undefined {
  const { step, words } = sheet;
  const now = networkIn(planned, step.topology);
  const before = step.before && networkIn(planned, step.before);
  const network = now ?? before;
  if (!network) return undefined;
  const mark = OWN_NETWORKS.has(planned.name) ? undefined : markOf(now, before);
  const shapes = [
    ...(mark === 'gone' ? [] : leadShapes(network, planned, top + 17, sheet)),
    ...headShapes(network, planned, { top, mark }, sheet),
  ];
  return {
    shapes: [{ kind: 'group', title: words.networkTitle(network), mark, part: networkPartKey(planned.key), shapes }],
    height: HEIGHT + LINE * (linesOf(network, words) - 2),
    reaches: [],
    spots: mark === 'gone' ? [] : [spotOf(network, planned, top + 17, sheet)],
    wireTop: mark === 'gone' ? undefined : top + WIRE,
  };
}

function spotOf(network: TopologyNetwork, { key, lane }: PlannedNetwork, y: number, { columns }: Sheet): Spot {
  const { internal, scope } = network;
  const from = isPastHost(network) ? columns.frame : columns.strip;
  return {
    kind: 'switch',
    network: key,
    x: columns.wire(lane),
    y,
    lead: scope === 'swarm' || internal ? undefined : from,
  };
}

function networkIn({ name, node }: PlannedNetwork, topology: Topology): TopologyNetwork | undefined {
  const isThis = (each: TopologyNetwork) =>
    each.name === name && (node === undefined ? each.scope === 'swarm' : each.nodes.includes(node));
  return topology.networks.find((each) => isThis(each) && isDrawn(each, topology));
}

/** On the left are the name and the driver, on the right the subnets and the way out. */
function linesOf(network: TopologyNetwork, words: Words): number {
  return Math.max(2, subnetsOf(network).length + (wayOf(network, words) === '' ? 0 : 1));
}

function subnetsOf({ subnets = [] }: TopologyNetwork): readonly string[] {
  return subnets.map(({ subnet }) => subnet);
}

/** Returns the mark of what is in one or both of two states. */
export function markOf(now: unknown, before: unknown): Mark | undefined {
  if (!now) return 'gone';
  return before ? undefined : 'new';
}

function headShapes(
  network: TopologyNetwork,
  { lane, colour }: PlannedNetwork,
  { top, mark }: { readonly top: number; readonly mark: Mark | undefined },
  { words, columns, spacing }: Sheet,
): Shape[] {
  const { content: x } = columns;
  const end = INNER - 1;
  const [first = '', ...others] = subnetsOf(network);
  const room = INNER - x - (mark ? BESIDE_MARK : GAP);
  // A name that is cut short says less than no subnet.
  const needed = widthOf(network.name, 'name');
  const isGivingWay = spacing.isTight && needed <= room;
  const subnet = isGivingWay && needed > room - widthOf(first, 'address') ? '' : first;
  const name = fitted(network.name, 'name', room - widthOf(subnet, 'address'));
  const way = wayOf(network, words);
  const beside = others[0] === undefined ? widthOf(way, 'note') : widthOf(others[0], 'address');
  const kind = fitted(kindOf(network, words), 'note', end - x - beside - GAP);
  const line = (index: number) => top + 14 + LINE * index;
  return [
    { kind: 'rect', x: columns.wire(lane) - 7, y: top + 10, width: 14, height: 14, radius: 4, style: 'switch', colour },
    { kind: 'text', x, y: line(0), text: name, style: 'name', colour, isStruck: mark === 'gone' },
    ...[subnet, ...others].map(
      (text, index) => ({ kind: 'text', x: end, y: line(index), text, style: 'address', isEnd: true, colour }) as const,
    ),
    { kind: 'text', x, y: line(1), text: kind, style: 'note' },
    ...(way === ''
      ? []
      : [{ kind: 'text', x: end, y: line(others.length + 1), text: way, style: 'note', isEnd: true } as const]),
    ...(mark ? [{ kind: 'mark', x: x + widthOf(name, 'name') + 11, y: top + 10, mark } as const] : []),
  ];
}

/** A bridge is connected to its host's own stack. Macvlan and ipvlan L2 go past it, to the host's border. */
function leadShapes(
  network: TopologyNetwork,
  { lane, colour }: PlannedNetwork,
  y: number,
  { columns }: Sheet,
): Shape[] {
  const { internal, scope, nodes } = network;
  if (scope === 'swarm' || internal) return [];
  const from = isPastHost(network) ? columns.frame : columns.strip;
  return [
    { kind: 'path', d: `M${from} ${y}H${columns.wire(lane)}`, style: 'stub', colour },
    {
      kind: 'rect',
      x: from - 5,
      y: y - 5,
      width: 10,
      height: 10,
      radius: 2.5,
      style: 'port',
      colour: `host-${nodes[0] ?? ''}`,
    },
  ];
}

function isPastHost({ driver, mode }: TopologyNetwork): boolean {
  return driver === 'macvlan' || (driver === 'ipvlan' && !mode?.startsWith('l3'));
}

function kindOf({ driver, name, attachable, encrypted, ingress }: TopologyNetwork, words: Words): string {
  return words.kind([
    name === 'bridge' ? words.defaultBridge : driver || words.noDriver,
    // What is cut off if there is no room stands last.
    ...(encrypted ? [words.encrypted] : []),
    ...(attachable ? [words.attachable] : []),
    ...(ingress ? [words.ingress] : []),
  ]);
}

function wayOf(network: TopologyNetwork, words: Words): string {
  const { driver, internal, scope, nodes, parent = '', mode = '', subnets } = network;
  if (internal) return words.internal;
  if (scope === 'swarm') return words.onHosts(nodes.length);
  if (isPastHost(network)) return words.pastHost(parent);
  if (driver === 'ipvlan') return words.routed(mode);
  const gateway = subnets?.[0]?.gateway;
  return gateway === undefined ? '' : words.gateway(gateway);
}
