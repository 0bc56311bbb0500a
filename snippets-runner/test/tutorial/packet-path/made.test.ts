/** What commands have made: namespaces, bridges and cables. */
import { expect, test } from 'vitest';
import { madeBy } from '../../../tutorial/packet-path/made.ts';
import { withMade } from '../../../tutorial/packet-path/with-made.ts';
import { snippetOf, TOPOLOGY } from './lab.ts';

const made = (...commands: string[]) => madeBy([snippetOf('make', commands)]);
const BY_HAND = [
  'ip netns add box',
  'ip link add hand1 type veth peer name box0',
  'ip link set box0 netns box',
  'ip -n box addr add 10.99.0.2/24 dev box0',
  'ip link add hand type bridge && sudo ip link set hand1 master hand',
  'ip addr add 10.99.0.1/24 dev hand',
];

test('a namespace on a bridge is like a container on a network', () => {
  expect(withMade(TOPOLOGY, made(...BY_HAND))).toEqual({
    ...TOPOLOGY,
    networks: [
      ...TOPOLOGY.networks,
      {
        name: 'hand',
        id: '',
        driver: 'bridge',
        scope: 'local',
        nodes: ['one'],
        subnets: [{ subnet: '10.99.0.0/24', gateway: '10.99.0.1' }],
      },
    ],
    containers: [...TOPOLOGY.containers, { name: 'box', id: '', node: 'one', image: '', state: 'running' }],
    endpoints: [...TOPOLOGY.endpoints, { container: 'box', node: 'one', network: 'hand', ipv4: '10.99.0.2/24' }],
  });
});

test('the other end may be put there at once, and the cable into a bridge that Docker was told to name', () => {
  const { endpoints } = withMade(
    TOPOLOGY,
    made(
      'docker network create -o com.docker.network.bridge.name=br-app app',
      'ip netns add box',
      'ip link add hand1 type veth peer name box0 netns box',
      'ip link set dev hand1 up master br-app',
      'ip netns exec box ip address add 10.98.0.9/24 dev box0',
    ),
  );
  expect(endpoints.at(-1)).toEqual({ container: 'box', node: 'one', network: 'app', ipv4: '10.98.0.9/24' });
});

test.each([
  ['a command that has failed', BY_HAND.with(4, 'false ip link add hand type bridge')],
  ['a namespace that is gone', [...BY_HAND, 'ip netns delete box']],
  ['a cable that is gone', [...BY_HAND, 'ip link delete hand1']],
  ['a cable that was pulled out', [...BY_HAND, 'ip link set hand1 nomaster']],
])('%s connects nothing', (_what, commands) => {
  expect(withMade(TOPOLOGY, made(...commands)).endpoints).toEqual(TOPOLOGY.endpoints);
});

test('a tcpdump that writes to a file has listened somewhere', () => {
  const { recordings, owners } = made(
    '(tcpdump -n -i any icmp > on-host 2> listening &)',
    '(ip netns exec box tcpdump -n -i any icmp 2> /tmp/errors > trace/in-box &)',
    "(nsenter -n -t $(docker inspect --format '{{.State.Pid}}' web) tcpdump -n | sed -u s/a/b/ > in-web &)",
    "ip netns attach web1 $(docker inspect --format '{{.State.Pid}}' web)",
    "ln -s /var/run/docker/netns/1-$(docker network inspect --format '{{.Id}}' app | cut -c 1-10) /var/run/netns/overlay",
    "ip netns attach task $(docker inspect --format '{{.State.Pid}}' $(docker ps --quiet --filter name=site))",
    'ln -s /var/run/docker/netns/ingress_sbox /var/run/netns/mesh',
  );
  expect(recordings).toEqual([
    { file: 'on-host', node: 'one', namespace: '' },
    { file: 'in-box', node: 'one', namespace: 'box' },
    { file: 'in-web', node: 'one', namespace: 'web' },
  ]);
  expect([...owners]).toEqual([
    ['one web1', 'web'],
    ['one overlay', 'app'],
    ['one task', 'site'],
    ['one mesh', 'ingress_sbox'],
  ]);
});
