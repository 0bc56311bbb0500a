import { describe, expect, test } from 'vitest';
import { topologyDifference } from '../../../compare/page/topology.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { createComparison } from '../../../compare/tokens/match.ts';
import type { DiffLine } from '../../../model/outcome.ts';
import type {
  Topology,
  TopologyContainer,
  TopologyEndpoint,
  TopologyNetwork,
} from '../../../tutorial/capture/topology.ts';
import { createRun, type Run } from '../runs.ts';

const before = createRun('captured');
/** A run whose networks have other addresses and ids. */
const now = createRun('printed', '172.19');

function network(run: Run, name: string, subnet = run.subnet, more: Partial<TopologyNetwork> = {}): TopologyNetwork {
  return {
    name,
    id: run.short(name),
    driver: 'bridge',
    scope: 'local',
    nodes: ['host'],
    subnets: [{ subnet, gateway: subnet.replace('0.0/16', '0.1') }],
    ...more,
  };
}

function container(run: Run, name: string, more: Partial<TopologyContainer> = {}): TopologyContainer {
  return { name, id: run.short(name), node: 'host', image: 'alpine', state: 'running', ...more };
}

function endpoint(run: Run, name: string, host: number, more: Partial<TopologyEndpoint> = {}): TopologyEndpoint {
  return {
    container: name,
    node: 'host',
    network: 'pair',
    ipv4: `${run.address(host)}/16`,
    mac: run.mac(name),
    ...more,
  };
}

function topology(run: Run, more: Partial<Topology> = {}): Topology {
  return {
    hosts: [{ name: 'host', ipv4: '10.213.0.10' }],
    networks: [network(run, 'bridge', '172.17.0.0/16'), network(run, 'pair')],
    containers: [
      container(run, 'one'),
      container(run, 'two', { ports: [{ address: '0.0.0.0', published: 8080, target: '80/tcp' }] }),
    ],
    endpoints: [endpoint(run, 'one', 2, { aliases: ['first'] }), endpoint(run, 'two', 3)],
    ...more,
  };
}

function compare(captured: Topology, printed: Topology, substitution = new Substitution()): readonly DiffLine[] {
  return topologyDifference(captured, printed, createComparison(substitution));
}

/** Returns the differing lines, with their signs. */
function changes(lines: readonly DiffLine[]): string[] {
  return lines
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, text }) => `${kind === 'captured' ? '-' : '+'} ${text}`);
}

describe('two runs of one lab', () => {
  test('have one topology', () => {
    expect(compare(topology(before), topology(now))).toEqual([]);
  });

  test.each<[string, Partial<Topology>, string[]]>([
    [
      'of the host itself',
      {
        hosts: [
          {
            name: 'host',
            ipv4: '10.213.0.10',
            interfaces: [{ name: 'shim', driver: 'macvlan', parent: 'eth0', ipv4: [] }],
          },
        ],
      },
      ['+ interface shim of node host: macvlan on eth0, no address'],
    ],
    ['outside', { outside: '10.213.0.11' }, ['+ host outside of the nodes: 10.213.0.11']],
    [
      'of another node',
      {
        hosts: [
          { name: 'host', ipv4: '10.213.0.10' },
          { name: 'other', ipv4: '10.213.0.11' },
        ],
      },
      ['+ node other: 10.213.0.11'],
    ],
  ])('differ in an address %s', (_what, more, expected) => {
    expect(changes(compare(topology(before), topology(now, more)))).toEqual(expected);
  });

  test('have it in whatever order', () => {
    const { hosts, networks, containers, endpoints } = topology(now);
    const reversed = {
      hosts,
      networks: networks.toReversed(),
      containers: containers.toReversed(),
      endpoints: endpoints.toReversed(),
    };
    expect(compare(topology(before), reversed)).toEqual([]);
  });

  test('may have generated names, and ids of digits alone', () => {
    const named = (run: Run, name: string, id: string) =>
      topology(run, {
        containers: [container(run, name, { id })],
        endpoints: [endpoint(run, name, 2)],
      });
    expect(compare(named(before, 'happy_turing', '123456789012'), named(now, 'zen_curie', 'abcdefabcdef'))).toEqual([]);
  });

  test('bind their common identities for later outputs', () => {
    const substitution = new Substitution();
    compare(topology(before), topology(now), substitution);
    expect(substitution.printedFor('id', before.short('one'))).toBe(now.short('one'));
    expect(substitution.printedFor('address', before.address(3))).toBe(now.address(3));
    expect(substitution.printedFor('MAC address', before.mac('two'))).toBe(now.mac('two'));
  });
});

describe('a topology differs with', () => {
  test('a container on another network', () => {
    const [one, two] = topology(now).endpoints as [TopologyEndpoint, TopologyEndpoint];
    const moved = topology(now, { endpoints: [one, { ...two, network: 'bridge', ipv4: '172.17.0.2/16' }] });
    expect(changes(compare(topology(before), moved))).toEqual([
      `- endpoint of two on host in pair: ${before.address(3)}/16, ${now.mac('two')}`,
      `+ endpoint of two on host in bridge: 172.17.0.2/16, ${now.mac('two')}`,
    ]);
  });

  test('a published port missing, or another one', () => {
    const published = (ports: TopologyContainer['ports']) =>
      topology(now, { containers: [container(now, 'one'), container(now, 'two', ports && { ports })] });
    expect(changes(compare(topology(before), published(undefined)))).toEqual([
      '- port of two on host: 0.0.0.0:8080->80/tcp',
    ]);
    expect(
      changes(compare(topology(before), published([{ address: '0.0.0.0', published: 8081, target: '80/tcp' }]))),
    ).toEqual(['- port of two on host: 0.0.0.0:8080->80/tcp', '+ port of two on host: 0.0.0.0:8081->80/tcp']);
  });

  test('an address outside of its subnet', () => {
    const [one, two] = topology(now).endpoints as [TopologyEndpoint, TopologyEndpoint];
    const lines = compare(topology(before), topology(now, { endpoints: [one, { ...two, ipv4: '172.30.0.3/16' }] }));
    expect(changes(lines)).toHaveLength(2);
    expect(lines.find(({ note }) => note)?.note).toMatch(/172\.30\.0\.3 is outside 172\.19\.0\.0\/16/u);
  });

  test.each<[string, Partial<TopologyNetwork>]>([
    ['driver', { driver: 'macvlan' }],
    ['scope', { scope: 'swarm' }],
    ['way out', { internal: true }],
    ['parent', { parent: 'eth0' }],
    ['gateway', { subnets: [{ subnet: '172.19.0.0/16' }] }],
    ['size of subnet', { subnets: [{ subnet: '172.19.0.0/24', gateway: '172.19.0.1' }] }],
  ])('a network of another %s', (_what, more) => {
    const other = topology(now, {
      networks: [network(now, 'bridge', '172.17.0.0/16'), network(now, 'pair', undefined, more)],
    });
    expect(changes(compare(topology(before), other)).map((line) => line.slice(0, 23))).toEqual([
      '- network pair on host:',
      '+ network pair on host:',
    ]);
  });

  test('an additional container, and with one less', () => {
    const { containers } = topology(now);
    const left = topology(now, { containers: [...containers, container(now, 'three', { state: 'exited' })] });
    expect(changes(compare(topology(before), left))).toEqual([
      `+ container three on host: exited, image alpine, id ${now.short('three')}`,
    ]);
    const gone = topology(now, { containers: containers.slice(0, 1) });
    // The container's endpoint and port are gone as well.
    expect(changes(compare(topology(before), gone)).map((line) => line.slice(0, 11))).toEqual([
      '- container',
      '- port of t',
      '- endpoint ',
    ]);
  });

  test('a container in another state, on another node, with another alias', () => {
    const [one, two] = topology(now).containers as [TopologyContainer, TopologyContainer];
    expect(compare(topology(before), topology(now, { containers: [one, { ...two, state: 'exited' }] }))).not.toEqual(
      [],
    );
    expect(compare(topology(before), topology(now, { containers: [one, { ...two, node: 'other' }] }))).not.toEqual([]);
    const [first, second] = topology(now).endpoints as [TopologyEndpoint, TopologyEndpoint];
    const renamed = topology(now, { endpoints: [{ ...first, aliases: ['other'] }, second] });
    expect(compare(topology(before), renamed)).not.toEqual([]);
  });

  test('an id that was another one’s before', () => {
    const substitution = new Substitution();
    substitution.bind('id', before.short('one'), now.short('two'));
    const lines = compare(topology(before), topology(now), substitution);
    expect(changes(lines).length).toBeGreaterThan(0);
    expect(lines.some(({ note }) => note?.includes('before'))).toBe(true);
  });
});

describe('of tasks', () => {
  /** Returns a topology with a task of `web` on each of these nodes, with consecutive addresses. */
  function swarm(
    run: Run,
    nodes: readonly string[],
    more: Partial<TopologyEndpoint> = {},
    mode: 'replicated' | 'global' = 'replicated',
  ): Topology {
    const names = nodes.map((_, index) => `web.${index + 1}.${run.swarmId(`task ${index}`)}`);
    return {
      hosts: [],
      swarm: { manager: 'manager', 'worker-1': 'worker', 'worker-2': 'worker' },
      networks: [
        network(run, 'ov', '10.0.1.0/24', {
          driver: 'overlay',
          scope: 'swarm',
          nodes: [...new Set(['manager', ...nodes])],
        }),
      ],
      containers: names.map((name, index) => container(run, name, { node: nodes[index] ?? '', service: 'web' })),
      endpoints: names.map((name, index) => ({
        container: name,
        node: nodes[index] ?? '',
        network: 'ov',
        ipv4: `10.0.1.${index + 3}/24`,
        mac: run.mac(name),
        ...more,
      })),
      services: [
        {
          name: 'web',
          id: run.swarmId('web').slice(0, 12),
          image: 'nginx',
          mode,
          ...(mode === 'replicated' && { replicas: nodes.length }),
          endpoint: 'vip',
          addresses: [{ network: 'ov', ipv4: '10.0.1.2/24' }],
          ports: [{ published: 8080, target: '80/tcp', mode: 'ingress' }],
          tasks: {},
        },
      ],
    };
  }
  const placed = swarm(before, ['manager', 'worker-1', 'worker-1']);

  test('the node that the scheduler chose does not matter, and binds nothing', () => {
    const substitution = new Substitution();
    expect(compare(placed, swarm(now, ['worker-2', 'worker-2', 'manager']), substitution)).toEqual([]);
    expect(substitution.pairs('address')).toEqual(
      new Map([
        ['10.0.1.0', '10.0.1.0'],
        ['10.0.1.2', '10.0.1.2'],
      ]),
    );
  });

  test('their number matters', () => {
    expect(changes(compare(placed, swarm(now, ['manager', 'worker-2'])))).toContain(
      '+ 2 × task of web: running, image alpine, in ov',
    );
  });

  test('their networks matter, and whether their addresses are in the subnet', () => {
    const nodes = ['manager', 'worker-1', 'worker-1'];
    expect(compare(placed, swarm(now, nodes, { network: 'other' }))).not.toEqual([]);
    expect(changes(compare(placed, swarm(now, nodes, { ipv4: '10.0.2.3/24' })))).toContain(
      '+ 3 × task of web: running, image alpine, in ov outside its subnet',
    );
  });

  test('their nodes matter, if every node must have one', () => {
    const global = swarm(before, ['manager', 'worker-1'], {}, 'global');
    expect(compare(global, swarm(now, ['worker-1', 'manager'], {}, 'global'))).toEqual([]);
    expect(compare(global, swarm(now, ['manager', 'worker-2'], {}, 'global'))).not.toEqual([]);
  });
});
