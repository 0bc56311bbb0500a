import { expect, test } from 'vitest';
import { interfacesOf } from '../../../lab/node/interfaces.ts';

/** Shortened from `ip -json -details address show` of iproute2 6.18. */
const PRINTED = JSON.stringify([
  { ifindex: 1, ifname: 'lo', addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8 }] },
  {
    ifname: 'eth0',
    link_index: 7,
    linkinfo: { info_kind: 'veth' },
    addr_info: [{ family: 'inet', local: '10.213.0.10', prefixlen: 24 }],
  },
  { ifname: 'eth0.10', link: 'eth0', linkinfo: { info_kind: 'vlan', info_data: { id: 10 } }, addr_info: [] },
  {
    ifname: 'shim',
    link: 'eth0',
    linkinfo: { info_kind: 'macvlan', info_data: { mode: 'bridge' } },
    addr_info: [
      { family: 'inet', local: '10.213.0.223', prefixlen: 32 },
      { family: 'inet6', local: 'fe80::1', prefixlen: 64 },
    ],
  },
  { ifname: 'side', linkinfo: { info_kind: 'ipvlan' }, addr_info: [] },
]);

test('macvlan and ipvlan are found, with their IPv4 addresses', () => {
  expect(interfacesOf(PRINTED)).toEqual([
    { name: 'shim', driver: 'macvlan', parent: 'eth0', ipv4: ['10.213.0.223/32'] },
    { name: 'side', driver: 'ipvlan', parent: '', ipv4: [] },
  ]);
});

test('what is no output of ip is an error', () => {
  expect(() => interfacesOf('command not found')).toThrow(SyntaxError);
  expect(() => interfacesOf('[{}]')).toThrow(/ifname/u);
});
