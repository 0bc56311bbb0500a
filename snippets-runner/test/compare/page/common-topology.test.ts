import { describe, expect, test } from 'vitest';
import { inCommonTerms } from '../../../compare/page/common-topology.ts';
import type { Recording } from '../../../model/recording.ts';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import type {
  Topology,
  TopologyContainer,
  TopologyEndpoint,
  TopologyNetwork,
} from '../../../tutorial/capture/topology.ts';

const EMPTY: Topology = { hosts: [], networks: [], containers: [], endpoints: [] };

function captureWith(version: string, topology: Topology, begins?: Topology): Capture {
  const snippets = [{ id: 'made', topology }, { id: 'listed' }];
  return { engine: { version }, snippets, ...(begins && { begins: { topology: begins } }) } as unknown as Capture;
}

function recordingWith(version: string, topology: Topology, before = EMPTY): Recording {
  const snippets = [
    { id: 'made', topology },
    { id: 'listed', topology: undefined },
  ];
  return { engine: { version }, snippets, before } as unknown as Recording;
}

/** Returns what is compared of a topology that a run on 29.7 has seen, with a capture of 28.5. */
function common(topology: Topology): Topology | undefined {
  const [, { snippets }] = inCommonTerms(captureWith('28.5.2', EMPTY), recordingWith('29.7.2', topology));
  return snippets[0]?.topology;
}

type Subnet = NonNullable<TopologyNetwork['subnets']>[number];

function networkOf(...subnets: readonly Subnet[]): Topology {
  const network: TopologyNetwork = { name: 'shop', id: 'a1', driver: 'bridge', scope: 'local', nodes: ['host'] };
  return { ...EMPTY, networks: [{ ...network, subnets: [...subnets] }] };
}

describe('the gateway of a network', () => {
  test.each<[string, Subnet]>([
    ['is the first address', { subnet: '10.20.0.0/24', gateway: '10.20.0.1' }],
    ['is the first address of the range', { subnet: '10.30.0.0/24', range: '10.30.0.128/25', gateway: '10.30.0.128' }],
    ['is the first one behind that', { subnet: '10.30.0.0/24', range: '10.30.0.128/25', gateway: '10.30.0.129' }],
    ['is the first address of IPv6', { subnet: 'fd00:db::/64', gateway: 'fd00:db::1' }],
  ])('is not compared where Docker has chosen it: it %s', (_, subnet) => {
    const { gateway: _gateway, ...without } = subnet;
    expect(common(networkOf(subnet))).toEqual(networkOf(without));
  });

  test('is compared where the page has chosen it', () => {
    const chosen = networkOf({ subnet: '10.20.0.0/24', gateway: '10.20.0.254' }, { subnet: 'fd00:db::/64' });
    expect(common(chosen)).toEqual(chosen);
    const outsideOfRange = networkOf({ subnet: '10.30.0.0/24', range: '10.30.0.128/25', gateway: '10.30.0.1' });
    expect(common(outsideOfRange)).toEqual(outsideOfRange);
  });
});

test('endpoints of containers that do not run are not compared', () => {
  const containers = (['created', 'running', 'paused', 'restarting', 'exited'] as const).map(
    (state): TopologyContainer => ({ name: state, id: state, node: 'host', image: 'alpine', state }),
  );
  const endpoint = (container: string, node = 'host'): TopologyEndpoint => ({ container, node, network: 'bridge' });
  const topology = {
    ...EMPTY,
    containers: [
      ...containers,
      { name: 'exited', id: 'other', node: 'far', image: 'alpine', state: 'running' as const },
    ],
    endpoints: [...containers.map(({ name }) => endpoint(name)), endpoint('exited', 'far')],
  };
  expect(common(topology)).toEqual({
    ...topology,
    endpoints: [endpoint('running'), endpoint('paused'), endpoint('restarting'), endpoint('exited', 'far')],
  });
});

test('both sides are compared in common terms, also what the page begins with', () => {
  const told = networkOf({ subnet: '10.20.0.0/24', gateway: '10.20.0.1' });
  const untold = networkOf({ subnet: '10.20.0.0/24' });
  expect(inCommonTerms(captureWith('29.7.2', told, told), recordingWith('28.5.2', told, told))).toEqual([
    captureWith('29.7.2', untold, untold),
    recordingWith('28.5.2', untold, untold),
  ]);
});

test('of one release, everything is compared', () => {
  const told = networkOf({ subnet: '10.20.0.0/24', gateway: '10.20.0.1' });
  const [capture, recording] = [captureWith('29.7.2', told), recordingWith('29.7.9', told)];
  expect(inCommonTerms(capture, recording)).toEqual([capture, recording]);
  expect(inCommonTerms(undefined, recording)).toEqual([undefined, recording]);
});
