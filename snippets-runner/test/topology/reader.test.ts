import { describe, expect, test } from 'vitest';
import { TopologyReader } from '../../topology/reader.ts';
import type { Topology } from '../../tutorial/capture/topology.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';
import {
  type Answers,
  answersOf,
  BRIDGE,
  type FakeContainer,
  GWBRIDGE,
  INGRESS,
  idOf,
  serviceOf,
  shortOf,
  swarmNodeOf,
  taskOf,
} from './answers.ts';

type Daemons = (node: string, path: string) => unknown;

async function readerOf(nodes: readonly string[], daemons: Daemons, settlesWithinMs = 1000) {
  const engine = new FakeEngine({ answers: daemons });
  const spec = { nodes, images: [], needs: [], outside: false, leaves: [] };
  const { signal } = new AbortController();
  return new TopologyReader(await engine.createLab({ page: 'page', spec, signal }), signal, { settlesWithinMs });
}

/** Daemons, and how often the networks of the first manager were read. */
function counted(daemons: Daemons): { readonly daemons: Daemons; readings(): number } {
  let readings = 0;
  return {
    daemons: (node, path) => {
      if (node === 'manager' && path === '/networks') readings++;
      return daemons(node, path);
    },
    readings: () => readings,
  };
}

async function readOne(answers: Answers): Promise<Topology> {
  return (await readerOf(['host'], (_node, path) => answers[path])).read();
}

describe('a node', () => {
  test('that is fresh has its bridge', async () => {
    expect(await readOne(answersOf([]))).toEqual({
      hosts: [{ name: 'host', ipv4: expect.stringMatching(/^10\.213\.0\./u) }],
      networks: [
        {
          name: 'bridge',
          id: shortOf('bridge'),
          driver: 'bridge',
          scope: 'local',
          nodes: ['host'],
          subnets: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1' }],
        },
      ],
      containers: [],
      endpoints: [],
    });
  });

  describe('with interfaces of macvlan on the host itself', () => {
    const shim = { name: 'shim', driver: 'macvlan', parent: 'eth0', ipv4: ['10.213.0.223/32'] } as const;
    const interfacesOf = async (networks: Parameters<typeof answersOf>[1]) => {
      const answers = answersOf([], networks);
      const engine = new FakeEngine({ answers: (_node, path) => answers[path], interfaces: () => [shim] });
      const spec = { nodes: ['host'], images: [], needs: [], outside: true, leaves: [] };
      const { signal } = new AbortController();
      const topology = await new TopologyReader(await engine.createLab({ page: 'page', spec, signal }), signal).read();
      return topology.hosts.map(({ interfaces }) => interfaces);
    };

    test('has them while it has such a network', async () => {
      expect(await interfacesOf([{ name: 'lan', driver: 'macvlan' }])).toEqual([[shim]]);
    });

    test('is not asked for them without such a network', async () => {
      expect(await interfacesOf([BRIDGE])).toEqual([undefined]);
    });
  });

  test('has the subnets of a network in a fixed order', async () => {
    const [low, high] = [{ Subnet: '192.168.30.0/24' }, { Subnet: '192.168.31.0/24' }];
    for (const Config of [
      [low, high],
      [high, low],
    ]) {
      const { networks } = await readOne(answersOf([], [{ name: 'behind', more: { IPAM: { Config } } }]));
      expect(networks[0]?.subnets).toEqual([{ subnet: '192.168.30.0/24' }, { subnet: '192.168.31.0/24' }]);
    }
  });

  test('has containers by name, each with its endpoints and their other names', async () => {
    const containers: FakeContainer[] = [
      { name: 'web', networks: { front: '172.18.0.3/16', bridge: '172.17.0.2/16' }, aliases: ['shop', 'api'] },
      { name: 'db', networks: { front: '172.18.0.2/16' }, state: 'exited' },
    ];
    const { containers: found, endpoints } = await readOne(answersOf(containers, [BRIDGE, { name: 'front' }]));
    expect(found).toEqual([
      { name: 'db', id: shortOf('db'), node: 'host', image: 'alpine', state: 'exited' },
      { name: 'web', id: shortOf('web'), node: 'host', image: 'alpine', state: 'running' },
    ]);
    expect(endpoints).toMatchObject([
      { container: 'db', node: 'host', network: 'front' },
      { container: 'web', network: 'bridge', ipv4: '172.17.0.2/16', aliases: ['api', 'shop'] },
      { container: 'web', network: 'front', ipv4: '172.18.0.3/16', mac: expect.stringMatching(/^02:42:/u) },
    ]);
    expect(endpoints[0]).not.toHaveProperty('ipv4');
  });

  test('has only ports that are published', async () => {
    const ports = [
      { PrivatePort: 443, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    ];
    expect((await readOne(answersOf([{ name: 'web', ports }]))).containers[0]?.ports).toEqual([
      { address: '0.0.0.0', published: 8080, target: '80/tcp' },
      { address: '::', published: 8080, target: '80/tcp' },
    ]);
  });

  test('has the networks host and none where a container uses them, and a container that shares another one’s', async () => {
    const { networks, containers, endpoints } = await readOne(
      answersOf([
        { name: 'open', networks: { host: undefined } },
        { name: 'alone', networks: { none: undefined } },
        { name: 'side', mode: `container:${idOf('open')}` },
      ]),
    );
    expect(networks.map(({ name, driver }) => [name, driver])).toEqual([
      ['bridge', 'bridge'],
      ['host', 'host'],
      ['none', 'null'],
    ]);
    expect(containers.map(({ name, shares }) => [name, shares])).toEqual([
      ['alone', undefined],
      ['open', undefined],
      ['side', 'open'],
    ]);
    expect(endpoints.map(({ container, network }) => [container, network])).toEqual([
      ['alone', 'none'],
      ['open', 'host'],
    ]);
  });

  test('has networks with their special properties', async () => {
    const { networks } = await readOne(
      answersOf(
        [],
        [
          { name: 'inner', subnet: '172.20.0.0/16', more: { Internal: true } },
          { name: 'vlan', driver: 'macvlan', more: { Options: { parent: 'eth0.10', macvlan_mode: 'bridge' } } },
        ],
      ),
    );
    expect(networks).toMatchObject([
      { name: 'inner', internal: true, subnets: [{ subnet: '172.20.0.0/16' }] },
      { name: 'vlan', driver: 'macvlan', parent: 'eth0.10', mode: 'bridge' },
    ]);
  });

  test('does not include anything that is about to be removed', async () => {
    const { containers } = await readOne(
      answersOf([
        { name: 'ended', state: 'exited', autoRemove: true },
        { name: 'going', state: 'removing' },
        { name: 'made', state: 'created', autoRemove: true },
      ]),
    );
    expect(containers.map(({ name }) => name)).toEqual(['made']);
  });

  test('is asked again if a container was removed between two requests', async () => {
    let lists = 0;
    const all = answersOf([{ name: 'gone' }]);
    const reader = await readerOf(['host'], (_node, path) => {
      if (path.startsWith(`/containers/${idOf('gone')}`)) return undefined;
      return path.startsWith('/containers/json') && lists++ > 0 ? [] : all[path];
    });
    expect((await reader.read()).containers).toEqual([]);
    expect(lists).toBe(2);
  });

  test('is asked again if its list of containers is out of date', async () => {
    let lists = 0;
    const ended = answersOf([{ name: 'box', state: 'exited' }]);
    const reader = await readerOf(['host'], (_node, path) => {
      const isBehind = path.startsWith('/containers/json') && lists++ < 2;
      return (isBehind ? answersOf([{ name: 'box', networks: { bridge: '172.17.0.2/16' } }]) : ended)[path];
    });
    expect((await reader.read()).containers).toMatchObject([{ name: 'box', state: 'exited' }]);
    expect(lists).toBe(3);
  });

  test('that answers in an unknown way is an error', async () => {
    const answers = { ...answersOf([]), '/networks': [{ Name: 'bridge' }] };
    await expect(readOne(answers)).rejects.toMatchObject({
      code: 'api-unknown',
      message: expect.stringContaining('/networks'),
    });
  });
});

/** A manager and a worker; `web` has a task on each. */
function swarm(more: Readonly<Record<string, Answers>> = {}): Daemons {
  const overlay = { name: 'ov', driver: 'overlay', scope: 'swarm', subnet: '10.0.1.0/24' };
  const task = (name: string, host: number): FakeContainer => ({
    name: `web.${name}`,
    networks: { ov: `10.0.1.${host}/24` },
    task: ['web', name],
  });
  const networks = [BRIDGE, GWBRIDGE, INGRESS, overlay];
  const answers: Readonly<Record<string, Answers>> = {
    manager: {
      ...answersOf([task('one', 3)], networks),
      '/_ping': 'active/manager',
      '/nodes': [swarmNodeOf('manager', 'manager'), swarmNodeOf('worker-1'), swarmNodeOf('worker-1', 'worker', 'down')],
      '/services': [
        serviceOf(
          'web',
          { Replicated: { Replicas: 2 } },
          {
            Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' }],
            VirtualIPs: [{ NetworkID: idOf('ov'), Addr: '10.0.1.2/24' }],
          },
        ),
      ],
      '/tasks': [taskOf('one', 'web', 'manager'), taskOf('two', 'web', 'worker-1')],
      ...more.manager,
    },
    'worker-1': { ...answersOf([task('two', 4)], networks), '/_ping': 'active/worker', ...more['worker-1'] },
  };
  return (node, path) => answers[node]?.[path];
}

const NODES = ['manager', 'worker-1'];
/** As a slow manager lists itself right after `docker swarm init`. */
const NAMELESS = { ID: 'node-new', Spec: { Role: 'manager' }, Description: {}, Status: { State: 'unknown' } };

describe('a swarm', () => {
  test('is one: a network on all its nodes, services with addresses, ports and tasks', async () => {
    const topology = await (await readerOf(NODES, swarm())).read();
    expect(topology.swarm).toEqual({ manager: 'manager', 'worker-1': 'worker' });
    expect(topology.networks.map(({ name, nodes }) => [name, ...nodes])).toEqual([
      ['bridge', 'manager', 'worker-1'],
      ['docker_gwbridge', 'manager', 'worker-1'],
      ['ingress', 'manager', 'worker-1'],
      ['ov', 'manager', 'worker-1'],
    ]);
    expect(topology.services).toEqual([
      {
        name: 'web',
        id: shortOf('web'),
        image: 'nginx:latest',
        mode: 'replicated',
        replicas: 2,
        endpoint: 'vip',
        addresses: [{ network: 'ov', ipv4: '10.0.1.2/24' }],
        ports: [{ published: 8080, target: '80/tcp', mode: 'ingress' }],
        tasks: { manager: 1, 'worker-1': 1 },
      },
    ]);
    expect(topology.containers.map(({ node, service }) => [node, service])).toEqual([
      ['manager', 'web'],
      ['worker-1', 'web'],
    ]);
  });

  test('has a network on a worker only while a container is on it', async () => {
    const tasks = [taskOf('one', 'web', 'manager'), taskOf('two', 'web', 'worker-1', 'shutdown')];
    const scaled = { '/tasks': tasks, '/services': [serviceOf('web', { Replicated: { Replicas: 1 } })] };
    const { networks, containers } = await (await readerOf(NODES, swarm({ manager: scaled }))).read();
    expect(networks.find(({ name }) => name === 'ov')?.nodes).toEqual(['manager']);
    expect(containers.map(({ node }) => node)).toEqual(['manager']);
  });

  test('is waited for until its tasks run, but not for those that no node can take', async () => {
    let asked = 0;
    const daemons = swarm();
    const starting = taskOf('two', 'web', 'worker-1', 'running', { State: 'starting' });
    const pending = taskOf('three', 'web', '', 'running', { State: 'pending', Err: 'no suitable node' });
    const service = serviceOf('web', { Replicated: { Replicas: 3 } });
    const reader = await readerOf(NODES, (node, path) => {
      if (path === '/services') return [service];
      if (path !== '/tasks') return daemons(node, path);
      return [taskOf('one', 'web', 'manager'), asked++ < 3 ? starting : taskOf('two', 'web', 'worker-1'), pending];
    });
    expect((await reader.read()).services?.[0]?.tasks).toEqual({ manager: 1, 'worker-1': 1 });
    expect(asked).toBe(4);
  });

  test('that was removed is waited for until the manager says that its tasks are to go', async () => {
    let asked = 0;
    const daemons = swarm({ manager: { '/services': [] } });
    const reader = await readerOf(NODES, (node, path) => {
      if (path !== '/tasks') return daemons(node, path);
      const desired = asked++ < 3 ? 'running' : 'remove';
      return [taskOf('one', 'web', 'manager', desired), taskOf('two', 'web', 'worker-1', desired)];
    });
    expect((await reader.read()).containers).toEqual([]);
    expect(asked).toBeGreaterThan(3);
  });

  test('with a network that never gets a subnet is not waited for as long as for a task', async () => {
    const lost = { name: 'lost', driver: '', scope: 'swarm', subnet: '' };
    const task = taskOf('one', 'web', '', 'running', { State: 'new' }, 'lost');
    const answers = {
      ...answersOf([], [BRIDGE, GWBRIDGE, INGRESS, lost]),
      '/tasks': [task],
      '/services': [serviceOf('web', { Replicated: { Replicas: 1 } })],
    };
    const worker = answersOf([], [BRIDGE, GWBRIDGE, INGRESS]);
    const reader = await readerOf(NODES, swarm({ manager: answers, 'worker-1': worker }), 60_000);
    const start = performance.now();
    await reader.read();
    expect(performance.now() - start).toBeGreaterThan(2_900);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test('is read once if nothing is in progress', async () => {
    const { daemons, readings } = counted(swarm());
    await (await readerOf(NODES, daemons)).read();
    expect(readings()).toBe(1);
  });

  test.each([
    ['a node is joining', { 'worker-1': { '/_ping': 'pending' } }],
    ['a node has no ingress network yet', { 'worker-1': answersOf([], [BRIDGE, GWBRIDGE]) }],
    ['a node is to have another role', { manager: { '/nodes': [swarmNodeOf('worker-1', 'manager')] } }],
    ['a node has not said its name yet', { manager: { '/nodes': [swarmNodeOf('manager', 'manager'), NAMELESS] } }],
    ['a service has too few tasks', { manager: { '/tasks': [taskOf('one', 'web', 'manager')] } }],
    ['no manager answers', { manager: { '/nodes': undefined } }],
    [
      'the last task leaves a network',
      {
        manager: { '/tasks': [], '/services': [] },
      },
    ],
  ])('is waited for while %s; in vain only once', async (_what, more: Record<string, Answers>) => {
    const { daemons, readings } = counted(swarm(more));
    const reader = await readerOf(NODES, daemons, 200);
    const start = performance.now();
    await reader.read();
    expect(performance.now() - start).toBeGreaterThan(190);
    const before = readings();
    await reader.read();
    expect(readings() - before).toBe(1);
  });

  test('that a node has left has none of its networks there', async () => {
    const { swarm: roles, networks } = await (
      await readerOf(NODES, swarm({ 'worker-1': { '/_ping': 'inactive', '/containers/json?all=true': [] } }), 0)
    ).read();
    expect(roles).toEqual({ manager: 'manager' });
    expect(networks.filter(({ scope }) => scope === 'swarm').map(({ nodes }) => nodes)).toEqual([
      ['manager'],
      ['manager'],
    ]);
  });
});

test('after an interruption, the topology is read until nothing changes any more', async () => {
  let lists = 0;
  const reader = await readerOf(['host'], (_node, path) => {
    if (path.startsWith('/containers/json')) lists++;
    return answersOf([{ name: 'box', state: lists < 2 ? 'running' : 'exited' }])[path];
  });
  expect((await reader.readSteady()).containers[0]?.state).toBe('exited');
  expect(lists).toBe(3);
});
