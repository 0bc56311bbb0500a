/** A swarm makes and removes networks some time after the command has ended. */
import { expect, test } from 'vitest';
import type { Network } from '../../topology/engine-api.ts';
import { liveNetworks } from '../../topology/live.ts';
import type { NodeReading } from '../../topology/reading.ts';
import { unsettled } from '../../topology/unsettled.ts';

const OF_THE_SWARM = { Containers: null };
const COPY_ON_THE_NODE = { Containers: {} };
const PEERS = [{ Name: '1a2b3c', IP: '10.213.0.10' }];

test.each([
  ['28', OF_THE_SWARM, COPY_ON_THE_NODE],
  ['29', {}, { Peers: PEERS }],
])('a copy that a manager of Docker %s still has of a removed network is left out', (_version, ofSwarm, copy) => {
  const node = manager([
    network({ Name: 'app-net', ...ofSwarm }),
    network({ Name: 'removed-net', ...copy }),
    network({ Name: 'ingress', Ingress: true, ...copy }),
  ]);
  expect(namesOf(node)).toEqual(['app-net', 'ingress']);
});

test('a worker has no network that none of its containers is on', () => {
  const node = { ...manager([network({ Name: 'app-net', ...COPY_ON_THE_NODE })]), state: 'active/worker' };
  expect(namesOf(node as NodeReading)).toEqual([]);
});

test('a network without a driver is waited for, and has one name as long as it has none', () => {
  const waiting = manager([network({ Name: 'app-net', Id: 'new', Driver: '' }), ...OWN]);
  const ready = manager([network({ Name: 'app-net', Id: 'new' }), ...OWN]);
  const reasons = (node: NodeReading) =>
    unsettled({ nodes: [node], outside: undefined, swarm: { nodes: [], services: [], tasks: [] } }).map(
      ({ what }) => what,
    );
  expect(reasons(waiting)).toEqual(['network new has no subnet']);
  expect(reasons(ready)).toEqual([]);
});

const OWN = [network({ Name: 'ingress', Ingress: true }), network({ Name: 'docker_gwbridge', Scope: 'local' })];

function manager(networks: readonly Network[]): NodeReading {
  return { name: 'manager', address: '10.213.0.10', state: 'active/manager', containers: [], networks, interfaces: [] };
}

function namesOf(node: NodeReading): readonly string[] {
  return liveNetworks(node, []).map(({ Name }) => Name);
}

function network(facts: Partial<Network>): Network {
  return {
    Id: facts.Name ?? '',
    Name: '',
    Driver: 'overlay',
    Scope: 'swarm',
    Internal: false,
    Attachable: false,
    Ingress: false,
    IPAM: { Config: [] },
    Options: {},
    ...facts,
  };
}
