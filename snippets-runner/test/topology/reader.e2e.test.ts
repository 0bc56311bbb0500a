/** Reads everything that a page can make from a real daemon. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../lab/daemon/connect.ts';
import { openEngine } from '../../lab/engines/open.ts';
import type { Lab } from '../../model/lab.ts';
import { ShellSession } from '../../terminal/shell-session.ts';
import { TopologyReader } from '../../topology/reader.ts';
import type { Topology } from '../../tutorial/capture/topology.ts';
import { ENGINE_OPTIONS } from '../engine-options.ts';

const signal = new AbortController().signal;

let lab: Lab;
let reader: TopologyReader;

beforeAll(async () => {
  const engine = await openEngine(await connect(ENGINE_OPTIONS), ENGINE_OPTIONS);
  const spec = { nodes: ['manager', 'worker-1'], images: ['alpine'], needs: [], outside: false, leaves: [] };
  lab = await engine.createLab({ page: 'topology', spec, signal });
  reader = new TopologyReader(lab, signal);
});
afterAll(() => lab?.[Symbol.asyncDispose]());

/** Runs commands on a node. Each must succeed. */
async function run(node: string, ...commands: readonly string[]): Promise<string> {
  const found = lab.nodes.get(node);
  if (!found) throw new TypeError(`no node ${node}`);
  await using shell = await ShellSession.open(found);
  let output = '';
  for (const command of commands) {
    const end = await shell.run(command, { kind: 'shell' }, performance.now() + 60_000);
    expect(end, command).toMatchObject({ kind: 'reached', exit: 0 });
    ({ output } = end);
  }
  return output;
}

const networkOf = ({ networks }: Topology, name: string) => networks.find((network) => network.name === name);
const containerOf = ({ containers }: Topology, name: string) => containers.find((each) => each.name === name);
const endpointsOf = ({ endpoints }: Topology, name: string) => endpoints.filter(({ container }) => container === name);

describe('on one node', () => {
  beforeAll(async () => {
    await run(
      'manager',
      'docker network create --subnet 172.30.0.0/16 --ip-range 172.30.5.0/24 pair',
      'docker network create --internal --ipv6 --subnet fd00:1::/64 six',
      'docker network create -d macvlan --subnet 192.168.50.0/24 -o parent=eth0 mac',
      'docker run -d --init --name web -p 8080:80 --network pair --network-alias shop alpine sleep 1000',
      'docker network connect six web',
      'docker run -d --init --name open --network host alpine sleep 1000',
      'docker run -d --init --name alone --network none alpine sleep 1000',
      'docker run -d --init --name side --network container:web alpine sleep 1000',
      'docker create --name made --network pair alpine',
      'docker run --rm alpine true',
    );
  });

  test('networks are read with all drawn properties', async () => {
    const topology = await reader.read();
    expect(networkOf(topology, 'pair')).toMatchObject({
      driver: 'bridge',
      scope: 'local',
      nodes: ['manager'],
      subnets: [{ subnet: '172.30.0.0/16', range: '172.30.5.0/24' }],
    });
    expect(networkOf(topology, 'six')).toMatchObject({ internal: true });
    expect(networkOf(topology, 'six')?.subnets?.map(({ subnet }) => subnet)).toContain('fd00:1::/64');
    expect(networkOf(topology, 'mac')).toMatchObject({ driver: 'macvlan', parent: 'eth0' });
    expect(networkOf(topology, 'host')).toMatchObject({ driver: 'host', nodes: ['manager'] });
    expect(topology.networks.filter(({ name }) => name === 'bridge').map(({ nodes }) => nodes)).toEqual([
      ['manager'],
      ['worker-1'],
    ]);
  });

  test('containers are read with their endpoints', async () => {
    const topology = await reader.read();
    expect(topology.containers.map(({ name, state, shares }) => [name, state, shares])).toEqual([
      ['alone', 'running', undefined],
      ['made', 'created', undefined],
      ['open', 'running', undefined],
      ['side', 'running', 'web'],
      ['web', 'running', undefined],
    ]);
    expect(containerOf(topology, 'web')?.ports).toContainEqual({
      address: '0.0.0.0',
      published: 8080,
      target: '80/tcp',
    });
    expect(endpointsOf(topology, 'web')).toMatchObject([
      { network: 'pair', ipv4: expect.stringMatching(/^172\.30\.5\.\d+\/16$/u), aliases: ['shop'] },
      { network: 'six', ipv6: expect.stringMatching(/^fd00:1::\w+\/64$/u) },
    ]);
    expect(endpointsOf(topology, 'open')).toEqual([{ container: 'open', node: 'manager', network: 'host' }]);
    expect(endpointsOf(topology, 'made')).toEqual([{ container: 'made', node: 'manager', network: 'pair' }]);
    expect(endpointsOf(topology, 'side')).toEqual([]);
  });

  test('interfaces that the page has made for the host itself are read, until they are removed', async () => {
    const shimOf = async () => (await reader.read()).hosts.map(({ name, interfaces }) => [name, interfaces]);
    expect(await shimOf()).toEqual([
      ['manager', undefined],
      ['worker-1', undefined],
    ]);
    await run(
      'manager',
      'ip link add shim link eth0 type macvlan mode bridge',
      'ip addr add 10.213.200.223/32 dev shim',
      'ip link add left type veth peer name right',
    );
    const shim = { name: 'shim', driver: 'macvlan', parent: 'eth0', ipv4: ['10.213.200.223/32'] };
    expect(await shimOf()).toEqual([
      ['manager', [shim]],
      ['worker-1', undefined],
    ]);
    await run('manager', 'ip link del shim', 'ip link del left');
    expect(await shimOf()).toEqual([
      ['manager', undefined],
      ['worker-1', undefined],
    ]);
  });

  test('two readings of one state are one value', async () => {
    expect(await reader.read()).toEqual(await reader.read());
  });
});

test('a swarm is read as one', async () => {
  await run('manager', 'docker rm -f web open alone side made', 'docker swarm init --advertise-addr eth0');
  const token = await run('manager', 'docker swarm join-token --quiet worker');
  await run('worker-1', `docker swarm join --token ${token} ${lab.nodes.get('manager')?.address}:2377`);
  expect(await reader.read()).toMatchObject({ swarm: { manager: 'manager', 'worker-1': 'worker' } });
  await run(
    'manager',
    'docker network create -d overlay --attachable ov',
    'docker service create --detach --quiet --init --name web --replicas 2 -p 8080:80 --network ov alpine sleep 1000',
  );
  const topology = await reader.read();
  expect(networkOf(topology, 'ov')).toMatchObject({ driver: 'overlay', scope: 'swarm', attachable: true });
  expect(networkOf(topology, 'ingress')).toMatchObject({ ingress: true, nodes: ['manager', 'worker-1'] });
  const [service] = topology.services ?? [];
  expect(service).toMatchObject({
    name: 'web',
    mode: 'replicated',
    replicas: 2,
    endpoint: 'vip',
    ports: [{ published: 8080, target: '80/tcp', mode: 'ingress' }],
  });
  expect(service?.addresses?.map(({ network }) => network)).toEqual(['ingress', 'ov']);
  const tasks = topology.containers.filter((container) => container.service === 'web');
  expect(tasks.map(({ state }) => state)).toEqual(['running', 'running']);
  for (const { name } of tasks) {
    expect(endpointsOf(topology, name).map(({ network }) => network)).toEqual(['ingress', 'ov']);
  }
  expect(Object.values(service?.tasks ?? {}).reduce((sum, number) => sum + number, 0)).toBe(2);

  const create = 'docker service create --detach --quiet --init --name rr --endpoint-mode dnsrr';
  await run('manager', `${create} --network ov alpine sleep 1000`);
  expect((await reader.read()).services).toMatchObject([{ name: 'rr', endpoint: 'dnsrr' }, { endpoint: 'vip' }]);

  await run('manager', 'docker service rm web rr', 'docker network rm ov');
  const after = await reader.read();
  expect([networkOf(after, 'ov'), after.services, after.containers]).toEqual([undefined, undefined, []]);
});
