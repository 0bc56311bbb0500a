import { describe, expect, test } from 'vitest';
import { withoutRulesOfLab } from '../../../compare/page/lab-rules.ts';

const command = (text: string) => ({ kind: 'command', text, position: { line: 1, column: 1 } }) as const;
const without = (text: string, printed: readonly string[], shown = '') =>
  withoutRulesOfLab(printed.join('\n'), shown, command(text)).split('\n');

const SPECIFIED = [
  ...['-P OUTPUT ACCEPT', '-N DOCKER', '-N DOCKER_OUTPUT', '-N DOCKER_POSTROUTING'],
  '-A OUTPUT -d 127.0.0.11/32 -j DOCKER_OUTPUT',
  '-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
  '-A POSTROUTING -d 127.0.0.11/32 -j DOCKER_POSTROUTING',
  '-A DOCKER -i docker0 -j RETURN',
  '-A DOCKER_OUTPUT -d 127.0.0.11/32 -p tcp -m tcp --dport 53 -j DNAT --to-destination 127.0.0.11:40023',
  '-A DOCKER_POSTROUTING -s 127.0.0.11/32 -p udp -m udp --sport 34487 -j SNAT --to-source :53',
];

describe('the rules of a node that a reader does not have are removed from', () => {
  test('iptables -S', () => {
    const kept = [0, 1, 5, 7].map((index) => SPECIFIED[index]);
    expect(without('sudo iptables -t nat -S', SPECIFIED)).toEqual(kept);
    expect(without('iptables-save', ['*nat', ':DOCKER - [0:0]', ':DOCKER_OUTPUT - [0:0]', ...SPECIFIED])).toEqual([
      ...['*nat', ':DOCKER - [0:0]'],
      ...kept,
    ]);
  });

  test('iptables -L, whose rules may have numbers', () => {
    const output = (numbers: readonly string[], own: readonly string[][]) => [
      ...['Chain OUTPUT (policy ACCEPT)', 'num  target     prot opt source    destination'],
      ...(own[0] ?? []),
      `${numbers[0]}    DOCKER     all  --  0.0.0.0/0   !127.0.0.0/8   ADDRTYPE match dst-type LOCAL`,
      ...['', 'Chain POSTROUTING (policy ACCEPT)', 'num  target     prot opt source    destination'],
      ...(own[1] ?? []),
      `${numbers[1]}    MASQUERADE  all  --  172.17.0.0/16  0.0.0.0/0`,
      ...['', 'Chain DOCKER (2 references)', 'num  target     prot opt source    destination'],
      `1    RETURN     all  --  0.0.0.0/0   0.0.0.0/0`,
      ...(own[2] ?? []),
    ];
    const printed = output(
      ['2', '2'],
      [
        ['1    DOCKER_OUTPUT  all  --  0.0.0.0/0   127.0.0.11'],
        ['1    DOCKER_POSTROUTING  all  --  0.0.0.0/0   127.0.0.11'],
        [
          ...['', 'Chain DOCKER_OUTPUT (1 references)', 'num  target     prot opt source    destination'],
          '1    DNAT   tcp  --  0.0.0.0/0   127.0.0.11   tcp dpt:53 to:127.0.0.11:40023',
          ...['', 'Chain DOCKER_POSTROUTING (1 references)', 'num  target     prot opt source    destination'],
          '1    SNAT   tcp  --  127.0.0.11   0.0.0.0/0   tcp spt:40023 to::53',
        ],
      ],
    );
    expect(without('iptables -t nat -L -n --line-numbers', printed)).toEqual(output(['1', '1'], []));
  });

  test('iptables -L -v, whose rules have counters', () => {
    const printed = [
      '   16  1232 DOCKER_OUTPUT  all  --  any    any     anywhere             127.0.0.11',
      '    0     0 DOCKER     all  --  any    any     anywhere            !127.0.0.0/8',
    ];
    expect(without('iptables -t nat -L -v', printed)).toEqual(printed.slice(1));
  });

  test('nft list', () => {
    const printed = [
      ...['table ip nat {', '\tchain DOCKER_OUTPUT {', '\t\tip daddr 127.0.0.11 udp dport 53 dnat to 127.0.0.11:34487'],
      ...['\t}', '', '\tchain OUTPUT {', '\t\ttype nat hook output priority dstnat; policy accept;'],
      '\t\tip daddr 127.0.0.11 counter packets 0 bytes 0 jump DOCKER_OUTPUT',
      ...['\t\tfib daddr type local counter packets 0 bytes 0 jump DOCKER', '\t}', '}'],
    ];
    expect(without('nft list ruleset', printed)).toEqual([
      ...['table ip nat {', '\tchain OUTPUT {', '\t\ttype nat hook output priority dstnat; policy accept;'],
      ...['\t\tfib daddr type local counter packets 0 bytes 0 jump DOCKER', '\t}', '}'],
    ]);
  });

  test('ss -tln', () => {
    const printed = [
      'State  Local Address:Port',
      'LISTEN 0 4096 127.0.0.11:40023 0.0.0.0:*',
      'LISTEN 0 511 0.0.0.0:80 *',
    ];
    expect(without('ss -tln', printed)).toEqual([printed[0], printed[2]]);
  });
});

test.each([
  ['a document shows them: it was written in a container', 'iptables -t nat -S', '-N DOCKER_OUTPUT'],
  ['the command looks at a container', 'docker exec web iptables -t nat -S', ''],
  ['the command looks at another namespace', 'sudo nsenter -t 1 -n iptables -t nat -S', ''],
])('rules stay where %s', (_why, text, shown) => {
  expect(without(text, SPECIFIED, shown)).toEqual(SPECIFIED);
});
