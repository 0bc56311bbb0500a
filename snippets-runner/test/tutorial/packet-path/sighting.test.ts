/** Lines of tcpdump, as authors print them. */
import { describe, expect, test } from 'vitest';
import { sightingsIn, withoutPort } from '../../../tutorial/packet-path/sighting.ts';

const PACKET = 'IP 10.0.1.2 > 10.0.1.3: ICMP echo request, id 1, seq 1, length 64';

describe.each([
  ['the interface', `03:04:51.690328887 box0  Out ${PACKET}`, 'box0', ['box0'], 'out'],
  ['a node before it', `03:04:51.690328887 left: eth0 In  ${PACKET}`, 'left: eth0', ['left', 'eth0'], 'in'],
  [
    'a label before the time',
    `left web 03:04:51.690328887 eth0@if7 P ${PACKET}`,
    'left web eth0@if7',
    ['left', 'web', 'eth0'],
    'in',
  ],
  [
    'what grep -H prints',
    `bridge1:03:04:51.690328887 vxlan0 Out ${PACKET}`,
    'bridge1 vxlan0',
    ['bridge1', 'vxlan0'],
    'out',
  ],
  ['a place without a way', `03:04:51.690328887 eth0 ${PACKET}`, 'eth0', ['eth0'], undefined],
  ['no IP before the source', '03:04:51.690328887 eth0 10.0.1.2 > 10.0.1.3', 'eth0', ['eth0'], undefined],
  ['no place', `03:04:51.690328887 ${PACKET}`, '', [], undefined],
])('%s', (_what, line, label, words, way) => {
  test('is read', () => {
    const ends = { from: '10.0.1.2', to: '10.0.1.3' };
    expect(sightingsIn(line)).toEqual([{ time: 11_091_690_328_887n, label, words, way, ends }]);
  });
});

test('a time may be missing, short, or counted from 1970', () => {
  const timeOf = (time: string) => sightingsIn(`${time}eth0 In ${PACKET}`)[0]?.time;
  expect(timeOf('')).toBeUndefined();
  expect(timeOf('00:00:01.5 ')).toBe(1_500_000_000n);
  expect(timeOf('2026-11-27 00:00:01.5 ')).toBe(1_500_000_000n);
  expect(timeOf('1795748691.000001 ')).toBe(1_795_748_691_000_001_000n);
});

test('ports and IPv6 belong to the addresses', () => {
  const ends = (line: string) => sightingsIn(line)[0]?.ends;
  expect(ends('eth0 In IP 10.0.0.1.49152 > 10.0.0.2.80: Flags [S]')).toEqual({
    from: '10.0.0.1.49152',
    to: '10.0.0.2.80',
  });
  expect(ends('eth0 In IP6 fd00::2 > fd00:1::3: ICMP6')).toEqual({ from: 'fd00::2', to: 'fd00:1::3' });
  expect(['10.0.0.2.80', '10.0.0.2', 'fd00::2.80', 'fd00::2'].map(withoutPort)).toEqual([
    '10.0.0.2',
    '10.0.0.2',
    'fd00::2',
    'fd00::2',
  ]);
});

describe('a packet in a tunnel', () => {
  const outer = { from: '10.213.0.10.36005', to: '10.213.0.11.4789' };
  const ends = { from: '10.0.1.2', to: '10.0.1.3' };

  test.each([
    ['in the next line', `eth0 Out IP ${outer.from} > ${outer.to}: VXLAN, flags [I] (0x08), vni 42\n${PACKET}`],
    ['in the same line', `eth0 Out IP ${outer.from} > ${outer.to} vni 42: ${PACKET}`],
  ])('is found %s', (_where, output) => {
    expect(sightingsIn(output)).toMatchObject([{ label: 'eth0', ends, outer }]);
  });

  test('is not the next packet', () => {
    const output = `eth0 Out IP ${outer.from} > ${outer.to}: VXLAN, vni 42\n03:04:51.690328887 eth0 In ${PACKET}`;
    expect(sightingsIn(output)).toMatchObject([{ ends: outer }, { ends }]);
  });
});

test('other lines are not read', () => {
  const output = 'listening on any\nARP, Request who-has 10.0.0.1 tell 10.0.0.2\n2 packets captured\n\na > b';
  expect(sightingsIn(output)).toEqual([]);
});
