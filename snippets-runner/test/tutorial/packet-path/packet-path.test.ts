/** From captured lines to the places of a packet. */
import { describe, expect, test } from 'vitest';
import { packetPath } from '../../../tutorial/packet-path/packet-path.ts';
import { snippetOf, TOPOLOGY } from './lab.ts';

const capture = (output: string, ...before: string[]) => ({
  snippets: [...(before.length > 0 ? [snippetOf('before', before)] : []), snippetOf('way', ['cat trace'], output)],
});

function placeOf(line: string, ...before: string[]) {
  const result = packetPath(capture(line, ...before), ['way']);
  return 'path' in result ? result.path.passages[0]?.place : result.faults[0]?.message;
}

const from = (source: string, target = '10.213.0.11') => `IP ${source} > ${target}: ICMP`;
const WEB = { node: 'one', container: 'web', network: 'app', ipv4: '10.98.0.2' };
const BOTH = { node: 'one', container: 'both', network: 'over', ipv4: '10.0.1.3' };
const SITE = { node: 'two', container: 'site.1.aaaaaaaaaaaaaaaaaaaaaaaaa', network: 'over', ipv4: '10.0.1.9' };

describe.each([
  ['a card', `eth0 Out ${from('10.213.0.10')}`, { kind: 'card', node: 'one', name: 'eth0' }],
  ['a card of another node', `two: eth0 In ${from('10.213.0.10')}`, { kind: 'card', node: 'two', name: 'eth0' }],
  [
    'a bridge with the id of its network',
    `br-abc000000000 In ${from('10.98.0.2')}`,
    { kind: 'network', node: 'one', network: 'app' },
  ],
  [
    'a bridge of the network that is named',
    `over br0 In ${from('10.0.1.3')}`,
    { kind: 'network', node: 'one', network: 'over' },
  ],
  ['a cable, by the source', `veth12ab3cd P ${from('10.98.0.2')}`, { kind: 'cable', ...WEB }],
  ['a cable, by the target', `veth12ab3cd Out ${from('10.213.0.11', '10.98.0.2')}`, { kind: 'cable', ...WEB }],
  ['a container', `web eth0 Out ${from('10.98.0.2')}`, { kind: 'container', ...WEB }],
  ['a container on several networks', `both: eth1 In ${from('10.0.1.9', '10.0.1.3')}`, { kind: 'container', ...BOTH }],
  ['a task of a service', `two/site eth0 In ${from('10.0.1.3', '10.0.1.9')}`, { kind: 'container', ...SITE }],
  [
    'a tunnel, by the addresses',
    `two vxlan0 P ${from('10.0.1.3', '10.0.1.9')}`,
    { kind: 'tunnel', node: 'two', network: 'over' },
  ],
  ['the outside', `outside eth0 In ${from('10.213.0.10', '10.213.0.12')}`, { kind: 'outside' }],
  [
    'the sandbox of the routing mesh',
    'ingress_sbox eth1 In IP 10.213.0.11.50000 > 172.18.0.2.80: Flags [S]',
    { kind: 'container', node: 'one', container: 'ingress-sbox', network: 'docker_gwbridge', ipv4: '172.18.0.2' },
  ],
])('%s', (_what, line, place) => {
  test('is found', () => expect(placeOf(line)).toEqual(place));
});

describe('a file that tcpdump has written', () => {
  test('says which container it was in', () => {
    expect(placeOf(`there 03:04:51.1 eth0 Out ${from('10.98.0.2')}`, '(docker exec web tcpdump -n > there &)')).toEqual(
      {
        kind: 'container',
        ...WEB,
      },
    );
  });

  test('says which network it was in', () => {
    const link =
      "ln -s /var/run/docker/netns/1-$(docker network inspect --format '{{.Id}}' over | cut -c 1-10) /var/run/netns/inner";
    const listen = '(ip netns exec inner tcpdump -n > there &)';
    expect(placeOf(`there 03:04:51.1 br0 In ${from('10.0.1.3')}`, link, listen)).toEqual({
      kind: 'network',
      node: 'one',
      network: 'over',
    });
  });

  test('of an unknown namespace has no card', () => {
    const listen = '(ip netns exec other tcpdump -n > there &)';
    expect(placeOf(`there 03:04:51.1 eth0 In ${from('10.0.1.3')}`, listen)).toMatch(/is in no part/u);
  });
});

test.each([
  ['an unknown name', `three eth0 In ${from('10.98.0.2')}`, /has no container, network or host "three"/u],
  ['an unknown interface', `tun7 In ${from('10.98.0.2')}`, /"tun7" is in no part of the drawing of "one"/u],
  ['the cable of nobody', `veth12ab3cd In ${from('10.97.0.2')}`, /"veth12ab3cd" is in no part/u],
  ['no place', `03:04:51.1 ${from('10.98.0.2')}`, /says no place/u],
  ['no packet', 'listening on any', /prints no line with a place, a source and a destination/u],
])('%s is a fault', (_what, line, message) => {
  expect(placeOf(line)).toMatch(message);
});

test('shows which address is another one than before, also in the answer', () => {
  const lines = [
    'br-abc000000000 In IP 10.98.0.2.5000 > 10.213.0.11.80: Flags [S]',
    'eth0 Out IP 10.213.0.10.5000 > 10.213.0.11.80: Flags [S]',
    'two: eth0 In IP 10.213.0.10.5000 > 10.213.0.11.80: Flags [S]',
    'two: eth0 Out IP 10.213.0.11.80 > 10.213.0.10.5000: Flags [S.]',
    'eth0 In IP 10.213.0.11.80 > 10.213.0.10.5000: Flags [S.]',
    'br-abc000000000 Out IP 10.213.0.11.80 > 10.98.0.2.5000: Flags [S.]',
  ];
  const result = packetPath(capture(lines.join('\n')), ['way']);
  const passages = 'path' in result ? result.path.passages : [];
  expect(passages.map((each) => [each.isBack, each.from.isChanged, each.to.isChanged])).toEqual([
    [false, false, false],
    [false, true, false],
    [false, false, false],
    [true, false, false],
    [true, false, false],
    [true, false, true],
  ]);
});

test('a cable is known by a container that was seen at another place only', () => {
  const lines = [
    'veth12ab3cd Out IP 10.213.0.11.50000 > 172.18.0.2.80: Flags [S]',
    'ingress_sbox eth1 In IP 10.213.0.11.50000 > 172.18.0.2.80: Flags [S]',
  ];
  const result = packetPath(capture(lines.join('\n')), ['way']);
  expect('path' in result && result.path.passages.map(({ place }) => place)).toEqual(
    ['cable', 'container'].map((kind) => ({
      kind,
      node: 'one',
      container: 'ingress-sbox',
      network: 'docker_gwbridge',
      ipv4: '172.18.0.2',
    })),
  );
});

test('the network has what was only seen by its packets', () => {
  const line = 'ingress_sbox eth1 In IP 10.213.0.11.50000 > 172.18.0.2.80: Flags [S]';
  const result = packetPath(capture(line), ['way']);
  expect('path' in result && result.path.topology.endpoints).toEqual([
    ...TOPOLOGY.endpoints,
    { container: 'ingress-sbox', node: 'one', network: 'docker_gwbridge', ipv4: '172.18.0.2' },
  ]);
});

describe('the order', () => {
  const line = (time: string, card = 'eth0') => `03:04:${time} ${card} In ${from('10.213.0.10')}`;
  const faults = (snippets: ReturnType<typeof snippetOf>[]) => {
    const result = packetPath(
      { snippets },
      snippets.map(({ id }) => id),
    );
    return 'faults' in result ? result.faults : result.path.passages.map(({ node, label }) => `${node} ${label}`);
  };
  const two = (one: string[], other: string[]) => [
    snippetOf('a', ['cat'], one.join('\n')),
    snippetOf('b', ['cat'], other.join('\n'), 'two'),
  ];

  test('of one snippet is that of its lines', () => {
    expect(faults([snippetOf('a', ['cat'], [line('51.1'), line('51.1', 'eth1')].join('\n'))])).toEqual([
      'one eth0',
      'one eth1',
    ]);
  });

  test('of several is that of their times', () => {
    expect(faults(two([line('51.1'), line('51.4')], [line('51.2'), line('51.3')]))).toEqual([
      'one eth0',
      'two eth0',
      'two eth0',
      'one eth0',
    ]);
  });

  test.each([
    [
      'a line is earlier than the one before',
      [snippetOf('a', ['cat'], [line('51.2'), line('51.1')].join('\n'))],
      /line 1 before line 2/u,
    ],
    [
      'one of several has no times',
      two([line('51.1')], [`eth0 In ${from('10.213.0.10')}`]),
      /"b" prints lines without a time/u,
    ],
    ['they are of several runs', two([line('01.1')], [line('51.1')]), /were captured in different runs/u],
  ])('is a fault if %s', (_what, snippets, message) => {
    expect(faults(snippets)).toEqual([{ code: 'path-unordered', message: expect.stringMatching(message) }]);
  });
});
