import { expect, test } from 'vitest';
import { networkMap } from '../../report/network-map.ts';
import { createStyle } from '../../report/style.ts';
import type { Topology } from '../../tutorial/capture/topology.ts';

const container = (name: string, node: string, more = {}) => ({
  name,
  id: name,
  node,
  image: 'alpine',
  state: 'running' as const,
  ...more,
});

const TOPOLOGY: Topology = {
  hosts: [
    { name: 'host', ipv4: '10.213.0.10' },
    { name: 'laptop', ipv4: '10.213.0.11' },
  ],
  networks: [
    {
      name: 'bridge',
      id: 'b1',
      driver: 'bridge',
      scope: 'local',
      nodes: ['host'],
      subnets: [{ subnet: '172.17.0.0/16' }],
    },
    { name: 'back', id: 'b2', driver: 'bridge', scope: 'local', nodes: ['host'], internal: true },
  ],
  containers: [
    container('web', 'host', { ports: [{ address: '127.0.0.1', published: 8080, target: '80/tcp' }] }),
    container('side', 'host', { shares: 'web' }),
    container('old', 'laptop', { state: 'exited' }),
  ],
  endpoints: [{ container: 'web', node: 'host', network: 'bridge', ipv4: '172.17.0.2/16', ipv6: 'fd00::2/64' }],
};

test('a map has the nodes, their networks, and who is in them', () => {
  expect(networkMap(TOPOLOGY, 'nobody', createStyle(false))).toBe(
    [
      'host 10.213.0.10',
      '  bridge bridge, 172.17.0.0/16',
      '    web 127.0.0.1:8080->80/tcp  172.17.0.2  fd00::2',
      '  back bridge, internal',
      '    nobody',
      '  side = web',
      'laptop 10.213.0.11',
      '  old (exited)',
    ].join('\n'),
  );
});
