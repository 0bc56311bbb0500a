import { describe, expect, test } from 'vitest';
import type { TextRole } from '../../../compare/tokens/text-roles.ts';
import { createTokeniser, isVolatile } from '../../../compare/tokens/tokens.ts';

const tokenise = createTokeniser(new Map());

function volatile(text: string, place: TextRole = 'line'): string[] {
  const { tokens } = tokenise(text, place);
  expect(tokens.map((token) => token.text).join('')).toBe(text);
  return tokens.filter(isVolatile).map((token) => `${token.class} ${token.text}`);
}

const HEX = 'a1b2c3d4'.repeat(8);

describe('in a line', () => {
  test.each([
    [HEX, [`id ${HEX}`]],
    [`sha256:${HEX}`, [`id ${HEX}`]],
    ['/var/lib/docker/overlay2/a1b2c3d4e5f6-init', ['id a1b2c3d4e5f6']],
    ['root@a1b2c3d4e5f6:/#', ['id a1b2c3d4e5f6']],
    ['my-web.1.abcdefghijklmnopqrstuvwx1', ['task my-web.1', 'id abcdefghijklmnopqrstuvwx1']],
    ['web.12.abcdefghijk1@worker-1    | hello', ['task web.12', 'id abcdefghijk1']],
    ['eth0.10: vlan and alpine 3.22 and web.1', []],
    ['br-a1b2c3d4e5f6', ['id a1b2c3d4e5f6']],
    ['brd ff:ff:ff:ff:ff:ff link-netnsid 2', ['mac ff:ff:ff:ff:ff:ff', 'namespace-number 2']],
    ['3: veth0a1b2c3@if2: <UP>', ['interface-index 3', 'veth veth0a1b2c3', 'interface-index if2']],
    ['link/ether 02:42:ac:11:00:02 brd', ['mac 02:42:ac:11:00:02']],
    ['inet6 fe80::42:acff:fe11:2/64 scope link', ['address fe80::42:acff:fe11:2/64']],
    ['64 bytes from fd00::5: seq=0, ::1. and fd00::/64,', ['address fd00::5', 'address ::1', 'address fd00::/64']],
    ['[::]:80 and std::x and 04:12', ['address ::']],
    [':::80 and ::80:1', ['address ::80:1']],
    ['172.17.0.2:80 in 172.17.0.0/16.', ['address 172.17.0.2', 'address 172.17.0.0/16']],
    ['0.0.0.0:49153->80/tcp', ['address 0.0.0.0', 'port 49153']],
    ['2.0.17.172.in-addr.arpa and 1.2.3.4.5', []],
    ['999.1.1.1 and v1.2.3', []],
    ['time=0.045 ms in 1m30.5s', ['duration 0.045 ms', 'duration 1m30.5s']],
    ['rtt min/avg/max/mdev = 0.045/0.060/0.080/0.012 ms', ['round-trip 0.045/0.060/0.080/0.012 ms']],
    ['Up About a minute (healthy)', ['age About a minute']],
    ['Exited (137) Less than a second ago', ['age Less than a second']],
    ['Shutdown less than a second ago', ['age less than a second']],
    ['Running about a minute ago', ['age about a minute']],
    ['2026-11-24 04:12:00.123 +0000 UTC', ['timestamp 2026-11-24 04:12:00.123 +0000 UTC']],
    ['time="2026-11-24T04:12:00.5+01:00"', ['timestamp 2026-11-24T04:12:00.5+01:00']],
    ['[24/Nov/2026:04:12:00 +0000]', ['timestamp 24/Nov/2026:04:12:00 +0000']],
    ['Date: Tue, 24 Nov 2026 04:12:00 GMT', ['timestamp Tue, 24 Nov 2026 04:12:00 GMT']],
    ['drwxr-xr-x 2 root root 4096 Nov 24 03:01 .', ['timestamp Nov 24 03:01']],
    [
      '2026/11/24 04:12:00 [notice] 1#1: start worker process 29',
      ['timestamp 2026/11/24 04:12:00', 'pid 1#1', 'pid 29'],
    ],
    ['users:(("nginx",pid=12,fd=6))', ['pid 12', 'counter 6']],
    ['saved (58.2 MB/s) in 0s', ['rate 58.2 MB/s', 'duration 0s']],
    ['RX packets:9 errors:0', ['counter 9']],
    ['RX packets 9  bytes 726 (726.0 B)', ['counter 9', 'counter 726', 'size 726.0 B']],
    [
      '23:47:58.407853 IP 10.99.9.11.51920 > 10.99.9.10.4789: VXLAN, flags [I] (0x08), vni 4097',
      ['clock 23:47:58.407853', 'address 10.99.9.11', 'port 51920', 'address 10.99.9.10'],
    ],
    [
      'IP 10.0.1.4 > 10.0.1.2: ICMP echo request, id 14, seq 1, length 64',
      ['address 10.0.1.4', 'address 10.0.1.2', 'counter 14', 'counter 1'],
    ],
    ['ICMP6, echo request, id 42, seq 1, length 64', ['counter 42', 'counter 1']],
    [
      'IP 10.0.1.4 > 10.0.1.2: ESP(spi=0x6db7d985,seq=0x1), length 140',
      ['address 10.0.1.4', 'address 10.0.1.2', 'counter 0x6db7d985', 'counter 0x1'],
    ],
    [
      'IP 10.99.9.11.40123 > 10.99.9.10.53: 3317+ A? db.example. (28)',
      ['address 10.99.9.11', 'port 40123', 'address 10.99.9.10', 'counter 3317'],
    ],
    [
      'IP 10.99.9.10.53 > 10.99.9.11.40123: 3317* 1/0/0 A 10.99.9.5 (44)',
      ['address 10.99.9.10', 'address 10.99.9.11', 'port 40123', 'counter 3317', 'address 10.99.9.5'],
    ],
    [
      'IP 10.99.9.10.53 > 10.99.9.11.40123: 3317 NXDomain 0/0/0 (25)',
      ['address 10.99.9.10', 'address 10.99.9.11', 'port 40123', 'counter 3317'],
    ],
    [
      'IP 10.0.1.4.41148 > 10.0.1.2.5432: Flags [S], seq 399614477, win 64240, options [mss 1460,sackOK,TS val 30394300 ecr 0,nop,wscale 10], length 0',
      ['address 10.0.1.4', 'port 41148', 'address 10.0.1.2', 'sequence-number 399614477', 'counter 30394300'],
    ],
    [
      'IP 10.0.1.2.80 > 10.0.1.4.41148: Flags [P.], seq 1:235, ack 77, win 510, options [nop,nop,TS val 88991122 ecr 30394300], length 234',
      ['address 10.0.1.2', 'address 10.0.1.4', 'port 41148', 'counter 88991122', 'counter 30394300'],
    ],
    [
      'tcp      6 114 SYN_SENT src=172.17.0.2 dst=10.0.1.2 sport=39320 dport=5432 [UNREPLIED] src=10.0.1.2 dst=10.0.1.4 sport=5432 dport=39320 mark=0 use=1',
      [
        'counter 114',
        ...['address 172.17.0.2', 'address 10.0.1.2', 'port 39320'],
        ...['address 10.0.1.2', 'address 10.0.1.4', 'port 39320'],
      ],
    ],
    ['1 packet received by filter', ['counter 1 packet']],
    ['tcp dport 8080 counter packets 3 bytes 180 drop', ['hits 3', 'hits 180']],
    ['log group 0, packets 3 bytes 180', []],
    ['0 packets dropped by kernel', []],
    ['valid_lft 86382sec preferred_lft forever', ['duration 86382sec']],
    ['64 bytes, seq=1 ttl=64, 0% packet loss, 80/tcp, 3/min, x86_64', []],
    ['happy_turing', ['generated-name happy_turing']],
    ['run happy_turing', []],
    ['{"Name": "/happy_turing", "HostPort": "32768"}', ['generated-name happy_turing', 'port 32768']],
  ])('%s', (text, expected) => {
    expect(volatile(text)).toEqual(expected);
  });
});

test('a place says what more there is', () => {
  expect(volatile('abcdefghijkl', 'id')).toEqual(['id abcdefghijkl']);
  expect(volatile('\\_ my-web.1', 'task')).toEqual(['task my-web.1']);
  expect(volatile('my-web.1.2 web.1', 'name')).toEqual([]);
  expect(volatile('12.3MB (50%)', 'size')).toEqual(['size 12.3MB', 'percent 50%']);
  expect(volatile('12.3MB')).toEqual([]);
  expect(volatile('1234', 'pid')).toEqual(['pid 1234']);
  expect(volatile('0:00', 'clock')).toEqual(['clock 0:00']);
});

test('a release has the name of its side', () => {
  const named = createTokeniser(new Map([['28.5.2+dfsg4', 'version']]));
  const { tokens } = named('Docker version 28.5.2+dfsg4, build 1', 'line');
  expect(tokens.filter(isVolatile).map(({ text }) => text)).toEqual(['28.5.2+dfsg4']);
});
