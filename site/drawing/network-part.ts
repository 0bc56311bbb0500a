/** Lays out the head of a network: its switch, its name and subnet, and how it leads out of its host. */
import type { Topology, TopologyNetwork } from '../../snippets-runner/tutorial/capture/topology.ts';
import { networkPartKey } from './parts.ts';
import { isDrawn, type PlannedNetwork } from './plan.ts';
import { fitted, type Mark, type Shape, type Spot, widthOf } from './scene.ts';
import { INNER, type Part, type Sheet, type Words } from './sheet.ts';
import { likenessOf, OWN_NETWORKS } from './step.ts';

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
  const known = now && before && likenessOf(now) !== likenessOf(before) ? undefined : before;
  const mark = OWN_NETWORKS.has(planned.name) ? undefined : markOf(now, known);
  const shapes = [
    ...(mark === 'gone' ? [] : leadShapes(network, planned, top + 17, sheet)),
    ...headShapes(network, planned, { top, mark }, sheet),
  ];
  return {
    shapes: [{ kind: 'group', title: words.networkTitle(network), mark, part: networkPartKey(planned.key), shapes }],
    height: HEIGHT + LINE * (headOf(network, mark, sheet).lines - 2),
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

/** The texts of a head, line by line. */
interface Head {
  readonly name: string;
  /** What the network is, below its name. */
  readonly kind: readonly string[];
  /** On the right, from the first line on. An empty one leaves its line to the name. */
  readonly subnets: readonly string[];
  /** Below the subnets. */
  readonly way: string;
  readonly lines: number;
}

/** A text that has no room beside another one gets a line of its own: half a name says less than no subnet. */
function headOf(network: TopologyNetwork, mark: Mark | undefined, { words, columns, spacing }: Sheet): Head {
  const room = INNER - columns.content - (mark ? BESIDE_MARK : GAP);
  const all = subnetsOf(network);
  const [first = '', ...others] = all;
  const isWide = widthOf(network.name, 'name') > room - widthOf(first, 'address');
  const below = spacing.isTight ? others : all;
  const subnets = isWide ? ['', ...below] : all;
  const name = fitted(network.name, 'name', isWide ? room : room - widthOf(first, 'address'));
  const way = wayOf(network, words);
  const [, beside] = subnets;
  const taken = beside === undefined ? widthOf(way, 'note') : widthOf(beside, 'address');
  const kind = wrapped(kindOf(network, words), INNER - 1 - columns.content - taken - GAP);
  return { name, kind, subnets, way, lines: Math.max(1 + kind.length, subnets.length + (way === '' ? 0 : 1)) };
}

/** Breaks a note at its spaces, and behind a Chinese comma. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=[ ，])/u)) {
    if (line !== '' && widthOf((line + word).trimEnd(), 'note') > width) {
      lines.push(line.trimEnd());
      line = word;
    } else line += word;
  }
  return [...lines, line].map((each) => fitted(each, 'note', width));
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
  sheet: Sheet,
): Shape[] {
  const { columns } = sheet;
  const { content: x } = columns;
  const end = INNER - 1;
  const { name, kind, subnets, way } = headOf(network, mark, sheet);
  const line = (index: number) => top + 14 + LINE * index;
  return [
    { kind: 'rect', x: columns.wire(lane) - 7, y: top + 10, width: 14, height: 14, radius: 4, style: 'switch', colour },
    { kind: 'text', x, y: line(0), text: name, style: 'name', colour, isStruck: mark === 'gone' },
    ...subnets.flatMap((text, index): Shape[] =>
      text === '' ? [] : [{ kind: 'text', x: end, y: line(index), text, style: 'address', isEnd: true, colour }],
    ),
    ...kind.map((text, index) => ({ kind: 'text', x, y: line(1 + index), text, style: 'note' }) as const),
    ...(way === ''
      ? []
      : [{ kind: 'text', x: end, y: line(subnets.length), text: way, style: 'note', isEnd: true } as const]),
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
