/**
 * Compares two topologies as lines. Each line states one thing: a network, a container, or its endpoint on a network.
 * The order of the lines is arbitrary. Identities are bound as in outputs.
 *
 * Non-goal: which node and which address a scheduler gives to a task. They differ from run to run. If they were bound
 * here, they could contradict what outputs show. So tasks are only counted, by their properties.
 */
import { append } from '../../base/append.ts';
import { ownMember } from '../../base/own-member.ts';
import type { DiffLine } from '../../model/outcome.ts';
import type {
  Topology,
  TopologyContainer,
  TopologyHost,
  TopologyNetwork,
  TopologyService,
} from '../../tutorial/capture/topology.ts';
import { assign } from '../outputs/assign.ts';
import { withContext } from '../outputs/diff.ts';
import { explainSet } from '../outputs/sets.ts';
import { parseAddress, WIDTH } from '../substitution/addresses.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';
import type { TextRole } from '../tokens/text-roles.ts';
import type { Text, Token, Tokeniser } from '../tokens/tokens.ts';

/** Returns the different lines and those around them, or none if the topologies match. Binds what matches. */
export function topologyDifference(captured: Topology, printed: Topology, comparison: Comparison): DiffLine[] {
  const { substitution } = comparison;
  substitution.beginOutput();
  const before = linesOf(captured).map((line) => textOf(line, comparison.captured));
  const now = linesOf(printed).map((line) => textOf(line, comparison.printed));
  let assigned = new Map<number, number>();
  const isSame = substitution.attempt(() => {
    assigned = assignLines(before, now, comparison);
    return before.length === now.length && assigned.size === before.length;
  });
  if (isSame) return [];
  assigned = assignLines(before, now, comparison);
  return withContext(explainSet({ what: 'line', captured: before, printed: now, assigned, comparison }));
}

function assignLines(before: readonly Text[], now: readonly Text[], comparison: Comparison): Map<number, number> {
  const element = (text: Text) => ({ value: text, skeleton: text.skeleton, text: text.text });
  const match = (one: Text, other: Text) => matchTexts(one, other, comparison);
  return assign(before.map(element), now.map(element), match, comparison.substitution);
}

type Part = readonly [text: string, role: TextRole];
type Line = readonly Part[];

function linesOf(topology: Topology): Line[] {
  const { hosts, outside, swarm = {}, networks, containers, endpoints, services = [] } = topology;
  const own = containers.filter(({ service }) => service === undefined);
  const isOwn = new Set(own.map(containerKey));
  return [
    ...hosts.flatMap(hostLines),
    ...(outside === undefined ? [] : [[[`host outside of the nodes: ${outside}`, 'line']] satisfies Line]),
    ...Object.entries(swarm).map(([node, role]): Line => [[`node ${node}: ${role} of the swarm`, 'line']]),
    ...networks.map((network) => networkLine(network, topology)),
    ...own.flatMap(containerLines),
    ...endpoints
      .filter((endpoint) => isOwn.has(containerKey({ name: endpoint.container, node: endpoint.node })))
      .map(({ container, node, network, ipv4, ipv6, mac, aliases }): Line => {
        const facts = [ipv4, ipv6, mac, aliases && `also known as ${aliases.join(', ')}`].filter(Boolean);
        return [
          ['endpoint of ', 'line'],
          [container, 'name'],
          [` on ${node} in ${network}: ${facts.join(', ') || 'no address'}`, 'line'],
        ];
      }),
    ...services.flatMap(serviceLines),
    ...taskLines(topology),
  ];
}

function hostLines({ name, ipv4, interfaces = [] }: TopologyHost): Line[] {
  return [
    [[`node ${name}: ${ipv4}`, 'line']],
    ...interfaces.map(
      (each): Line => [
        [
          `interface ${each.name} of node ${name}: ${each.driver} on ${each.parent}, ${each.ipv4.join(', ') || 'no address'}`,
          'line',
        ],
      ],
    ),
  ];
}

/** Two nodes may have containers of the same name. */
export function containerKey({ name, node }: Pick<TopologyContainer, 'name' | 'node'>): string {
  return JSON.stringify([node, name]);
}

function networkLine(network: TopologyNetwork, topology: Topology): Line {
  const { name, id, driver, scope, subnets = [] } = network;
  const nodes = network.nodes.filter((node) => isMeantOn(node, network, topology));
  const flags = (['internal', 'attachable', 'ingress', 'encrypted'] as const).filter((flag) => network[flag]);
  const ranges = subnets.map(({ subnet, gateway, range }) =>
    [`subnet ${subnet}`, ...(gateway ? [`gateway ${gateway}`] : []), ...(range ? [`range ${range}`] : [])].join(' '),
  );
  const below = network.parent === undefined ? [] : [`parent ${network.parent}`];
  const mode = network.mode === undefined ? [] : [`mode ${network.mode}`];
  return [
    [`network ${name} on ${nodes.join(', ') || 'nodes with its tasks'}: ${driver}, scope ${scope}, id `, 'line'],
    [id, 'id'],
    [['', ...ranges, ...flags, ...below, ...mode].join(', '), 'line'],
  ];
}

/** Returns whether the network would be on the node also without the tasks that the scheduler has placed there. */
function isMeantOn(
  node: string,
  network: TopologyNetwork,
  { swarm, containers, endpoints, services }: Topology,
): boolean {
  if (network.scope !== 'swarm' || network.ingress || ownMember(swarm, node) === 'manager') return true;
  const here = endpoints.filter((endpoint) => endpoint.node === node && endpoint.network === network.name);
  return here.some(({ container }) => {
    const service = containers.find((each) => each.node === node && each.name === container)?.service;
    return service === undefined || isOnEveryNode(service, services);
  });
}

function isOnEveryNode(service: string, services: readonly TopologyService[] = []): boolean {
  return services.some(({ name, mode }) => name === service && mode === 'global');
}

function containerLines({ name, node, id, state, image, shares, ports = [] }: TopologyContainer): Line[] {
  return [
    [
      ['container ', 'line'],
      [name, 'name'],
      [
        ` on ${node}: ${state}, image ${image}${shares === undefined ? '' : `, on the network of ${shares}`}, id `,
        'line',
      ],
      [id, 'id'],
    ],
    ...ports.map(
      (port): Line => [
        ['port of ', 'line'],
        [name, 'name'],
        [` on ${node}: ${publishedAs(port)}`, 'line'],
      ],
    ),
  ];
}

/** Returns a published port as `docker ps` shows it. */
function publishedAs({ address, published, target }: NonNullable<TopologyContainer['ports']>[number]): string {
  return `${address.includes(':') ? `[${address}]` : address}:${published}->${target}`;
}

function serviceLines({
  name,
  id,
  image,
  mode,
  replicas,
  endpoint,
  addresses = [],
  ports = [],
}: TopologyService): Line[] {
  const number = replicas === undefined ? '' : ` ${replicas}`;
  return [
    [
      [`service ${name}: ${mode}${number}, ${endpoint}, image ${image}, id `, 'line'],
      [id, 'id'],
    ],
    ...addresses.map(({ network, ipv4 }): Line => [[`address of service ${name} in ${network}: ${ipv4}`, 'line']]),
    ...ports.map(
      ({ published, target, mode: by }): Line => [
        [`port of service ${name}: *:${published}->${target}, mode ${by}`, 'line'],
      ],
    ),
  ];
}

/** Counts the tasks that have the same properties. */
function taskLines(topology: Topology): Line[] {
  const texts = topology.containers.flatMap((container) => taskText(container, topology) ?? []);
  return [...Map.groupBy(texts, (text) => text)].map(([text, same]): Line => [[`${same.length} × ${text}`, 'line']]);
}

function taskText({ name, node, service, state, image, ports = [] }: TopologyContainer, topology: Topology) {
  if (service === undefined) return undefined;
  const where = isOnEveryNode(service, topology.services) ? ` on ${node}` : '';
  const networks = topology.endpoints
    .filter((endpoint) => endpoint.node === node && endpoint.container === name)
    .map((endpoint) => endpoint.network + (isInSubnet(endpoint.ipv4, endpoint, topology) ? '' : ' outside its subnet'));
  return [
    `task of ${service}${where}: ${state}, image ${image}, in ${networks.join(', ') || 'no network'}`,
    ...ports.map((port) => `publishes ${publishedAs(port)}`),
  ].join(', ');
}

function isInSubnet(
  address: string | undefined,
  { node, network }: { readonly node: string; readonly network: string },
  { networks }: Topology,
): boolean {
  const subnets = networks.find(({ name, nodes }) => name === network && nodes.includes(node))?.subnets;
  if (address === undefined || !subnets) return true;
  const { family, bits } = parseAddress(address);
  return subnets.some(({ subnet }) => {
    const { prefix = 0, ...base } = parseAddress(subnet);
    const shift = BigInt(WIDTH[family] - prefix);
    return base.family === family && base.bits >> shift === bits >> shift;
  });
}

/** Joins the parts of a line, each read in its role. */
function textOf(parts: Line, tokenise: Tokeniser): Text {
  const tokens: Token[] = [];
  let text = '';
  for (const [part, role] of parts) {
    const start = text.length;
    append(
      tokens,
      tokenise(part, role).tokens.map((token) => ({ ...token, start: token.start + start })),
    );
    text += part;
  }
  return { text, tokens, skeleton: tokens.map(({ key }) => key).join('\u0001') };
}
