import { describe, expect, test } from 'vitest';
import { unifyOutputs } from '../../../compare/outputs/unify.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { createComparison, NO_CONTEXT } from '../../../compare/tokens/match.ts';
import { processorTime } from '../../base/processor-time.ts';
import {
  createRun,
  ipAddr,
  networkInspect,
  networkLs,
  nginxLogs,
  nodeLs,
  ping,
  ps,
  type Run,
  servicePs,
  table,
} from '../runs.ts';

const before = createRun('captured');
const now = createRun('printed', '172.19');
const NETWORKS = [
  ['alpine-net', 'bridge'],
  ['bridge', 'bridge'],
  ['host', 'host'],
  ['none', 'null'],
] as const;

/** Compares the outputs of a page in order, with one substitution. Returns whether each matches. */
function unifyAll(...outputs: readonly (readonly [captured: string, printed: string])[]): boolean[] {
  const comparison = createComparison(new Substitution());
  return outputs.map(([captured, printed]) => unifyOutputs(captured, printed, comparison).matches);
}

function notesOf(...outputs: readonly (readonly [captured: string, printed: string])[]): string[] {
  const comparison = createComparison(new Substitution());
  return outputs
    .flatMap(([captured, printed]) => unifyOutputs(captured, printed, comparison).lines)
    .flatMap(({ note }) => note ?? []);
}

describe('two runs of the same', () => {
  test.each([
    ['docker run', before.id('alpine1'), now.id('alpine1')],
    ['docker network ls', networkLs(before, NETWORKS), networkLs(now, NETWORKS)],
    ['rows in another order', networkLs(before, NETWORKS), networkLs(now, NETWORKS.toReversed())],
    ['docker ps', ps(before, ['alpine2', 'alpine1']), ps(now, ['alpine2', 'alpine1'])],
    ['a table without rows', ps(before, []), ps(now, [])],
    ['wider columns', ps(before, ['a1'], 'Up 2 seconds'), ps(now, ['a1'], 'Up About a minute')],
    [
      'age of a stopped container',
      ps(before, ['a1'], 'Exited (137) Less than a second ago'),
      ps(now, ['a1'], 'Exited (137) 29 seconds ago'),
    ],
    [
      'docker network inspect',
      networkInspect(before, 'n', ['a1', 'a2', 'a3']),
      networkInspect(now, 'n', ['a1', 'a2', 'a3']),
    ],
    ['ping', ping(before, 'alpine2', 3), ping(now, 'alpine2', 3)],
    ['ip addr', ipAddr(before, 'alpine1', 2, 12), ipAddr(now, 'alpine1', 2, 7)],
    ['docker node ls', nodeLs(before), nodeLs(now)],
    ['docker service ps', servicePs(before, ['manager', 'worker-1']), servicePs(now, ['manager', 'worker-1'])],
    ['docker logs', nginxLogs(before, 29), nginxLogs(now, 31)],
    ['a published port', '0.0.0.0:32768->80/tcp, [::]:32768->80/tcp', '0.0.0.0:32771->80/tcp, [::]:32771->80/tcp'],
    ['docker port', '80/tcp -> 0.0.0.0:49153\n80/tcp -> [::]:49153', '80/tcp -> 0.0.0.0:32768\n80/tcp -> [::]:32768'],
    ['a list of ids', `${before.short('a')}\n${before.short('b')}`, `${now.short('a')}\n${now.short('b')}`],
    [
      'a join command',
      `SWMTKN-1-${'1a'.repeat(25)}-${'x'.repeat(25)} 10.1.0.2:2377`,
      `SWMTKN-1-${'2b'.repeat(25)}-${'y'.repeat(25)} 10.1.0.2:2377`,
    ],
    ['nothing', '', ''],
    [
      'iptables counters',
      '   12  1008 ACCEPT     all  --  *      docker0  0.0.0.0/0',
      '    3   252 ACCEPT     all  --  *      docker0  0.0.0.0/0',
    ],
    [
      'iptables counters of ESP',
      '    5   680 DROP       esp  --  *      *       0.0.0.0/0            0.0.0.0/0',
      '   12  1632 DROP       esp  --  *      *       0.0.0.0/0            0.0.0.0/0',
    ],
    [
      'netstat',
      'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      1234/nginx: master',
      'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      98/nginx: master',
    ],
    [
      'JSON on a line',
      `{"ID":"${before.short('a')}","RunningFor":"2 minutes ago"}`,
      `{"RunningFor":"About an hour ago","ID":"${now.short('a')}"}`,
    ],
    [
      'what JSON measures',
      '{"Pid": 12, "Size": 5, "Version": {"Index": 3}}',
      '{"Pid": 99, "Size": 8, "Version": {"Index": 41}}',
    ],
    [
      'what Docker lists in no order',
      '{"Peers": [{"IP": "10.1.0.2", "Name": "a"}, {"IP": "10.1.0.3", "Name": "b"}]}',
      '{"Peers": [{"IP": "10.1.0.3", "Name": "b"}, {"IP": "10.1.0.2", "Name": "a"}]}',
    ],
    [
      'subnets of a network',
      '{"IPAM": {"Config": [{"Subnet": "10.5.0.0/24"}, {"Subnet": "fd00:5::/64", "Gateway": "fd00:5::1"}]}}',
      '{"IPAM": {"Config": [{"Subnet": "fd00:5::/64", "Gateway": "fd00:5::1"}, {"Subnet": "10.5.0.0/24"}]}}',
    ],
    [
      'sockets in another order',
      'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      8/dockerd\ntcp        0      0 127.0.0.11:40343        0.0.0.0:*               LISTEN      -',
      'tcp        0      0 127.0.0.11:39001        0.0.0.0:*               LISTEN      -\ntcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      9/dockerd',
    ],
    [
      'processes',
      'PID   USER     COMMAND\n    1 root     nginx: master\n    7 www-data nginx: worker\n   15 root     ps',
      'PID   USER     COMMAND\n    1 root     nginx: master\n   16 root     ps\n    9 www-data nginx: worker',
    ],
    ['runtimes of docker info', ' Runtimes: io.containerd.runc.v2 runc', ' Runtimes: runc io.containerd.runc.v2'],
    [
      'a certificate in JSON',
      '{"TrustRoot": "-----BEGIN CERTIFICATE-----\\nMIIB\\n"}',
      '{"TrustRoot": "-----BEGIN CERTIFICATE-----\\nMIIC==\\n"}',
    ],
    ['a certificate', '  MIIBajCCARCgAwIBAgIUTOFJkQvsaqpe2c', '  MIIBazCCARCgAwIBAgIUH7dSfPo74rpj4g=='],
    [
      'tcpdump',
      '04:12:00.123456 IP 172.17.0.2 > 172.17.0.3: ICMP echo request, id 7, seq 0, length 64',
      '04:13:10.5 IP 172.17.0.2 > 172.17.0.3: ICMP echo request, id 12, seq 0, length 64',
    ],
    [
      'sockets by ss',
      'LISTEN    0         0         0.0.0.0:32768     0.0.0.0:*\nLISTEN    0         0         0.0.0.0:8080      0.0.0.0:*',
      'LISTEN    0         0         0.0.0.0:8080      0.0.0.0:*\nLISTEN    0         0         0.0.0.0:32770     0.0.0.0:*',
    ],
    [
      'iptables-save',
      ':INPUT ACCEPT [0:0]\n-A P -p tcp -m tcp --sport 42717 -j SNAT\n-A Q --to-destination 127.0.0.11:42717',
      ':INPUT ACCEPT [1:40]\n-A P -p tcp -m tcp --sport 39797 -j SNAT\n-A Q --to-destination 127.0.0.11:39797',
    ],
    [
      'a public key',
      ' Issuer Public Key:\tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETwVV+0JYwVUM3U==',
      ' Issuer Public Key:\tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAErrvZjVUZ9Hej/O==',
    ],
    [
      'an address just given',
      '    inet6 fe80::42/64 scope link tentative proto kernel_ll',
      '    inet6 fe80::43/64 scope link proto kernel_ll',
    ],
    ['a bridge interface', `br-${before.short('n')}: flags=4163`, `br-${now.short('n')}: flags=4163`],
  ])('%s', (_, captured, printed) => {
    expect(unifyAll([captured, printed])).toEqual([true]);
    expect(unifyAll([printed, captured])).toEqual([true]);
  });

  test('one thing throughout a page', () => {
    const page = (run: Run): string[] => [
      run.id('alpine-net'),
      networkLs(run, NETWORKS),
      run.id('alpine1'),
      run.id('alpine2'),
      ps(run, ['alpine2', 'alpine1']),
      networkInspect(run, 'alpine-net', ['alpine1', 'alpine2']),
      ping(run, 'alpine2', 3),
      ipAddr(run, 'alpine1', 2, 12),
    ];
    const steps = page(before).map((output, index) => [output, page(now)[index] ?? ''] as const);
    expect(unifyAll(...steps)).toEqual(steps.map(() => true));
  });
});

describe('ids', () => {
  test('a short id is the prefix of its long one, in either order', () => {
    const other = ps(now, ['alpine1']).replace(now.short('alpine1'), now.short('alpine9'));
    const run: [string, string] = [before.id('alpine1'), now.id('alpine1')];
    const list: [string, string] = [ps(before, ['alpine1']), other];
    expect(unifyAll(run, list)).toEqual([true, false]);
    expect(unifyAll(list, run)).toEqual([true, false]);
    expect(notesOf(run, list)).toEqual([
      `captured id ${before.short('alpine1')} matched ${now.short('alpine1')} before`,
    ]);
  });

  test('two containers with their ids exchanged', () => {
    const exchanged = ps(now, ['alpine2', 'alpine1'])
      .replace(now.short('alpine1'), '#')
      .replace(now.short('alpine2'), now.short('alpine1'))
      .replace('#', now.short('alpine2'));
    expect(
      unifyAll(
        [before.id('alpine1'), now.id('alpine1')],
        [before.id('alpine2'), now.id('alpine2')],
        [ps(before, ['alpine2', 'alpine1']), exchanged],
      ),
    ).toEqual([true, true, false]);
  });

  test('two containers that become one', () => {
    const ids = (run: Run, names: string[]) => names.map((name) => run.short(name)).join('\n');
    expect(unifyAll([ids(before, ['a', 'b']), ids(now, ['a', 'a'])])).toEqual([false]);
    expect(unifyAll([ids(before, ['a', 'a']), ids(now, ['a', 'b'])])).toEqual([false]);
  });

  test('a pair stays bound after a difference', () => {
    const a: [string, string] = [before.id('a'), now.id('a')];
    expect(unifyAll(a, [before.id('a'), now.id('b')], a, [before.id('b'), now.id('b')])).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('a short swarm id that happens to be without a digit', () => {
    const [word, id] = ['abcdefghijkl task', 'w1x2y3z4a5b6 task'];
    expect(unifyAll([word, id])).toEqual([true]);
    expect(unifyAll([id, word])).toEqual([true]);
    expect(unifyAll(['certificates', 'subscription'])).toEqual([false]);
  });

  test('names that look generated are identities only in the place of a name', () => {
    const named = (name: string) =>
      table([
        ['IMAGE', 'NAMES'],
        ['alpine', name],
      ]);
    expect(unifyAll([named('happy_turing'), named('zen_hopper')])).toEqual([true]);
    expect(unifyAll([named('my_nginx'), named('my_httpd')])).toEqual([false]);
    expect(unifyAll(['set friendly_name on', 'set friendly_title on'])).toEqual([false]);
  });
});

test('an index means one interface within an output, not from one container to the next', () => {
  expect(
    unifyAll(
      [ipAddr(before, 'a', 2, 12), ipAddr(now, 'a', 2, 7)],
      [ipAddr(before, 'b', 3, 12), ipAddr(now, 'b', 3, 9)],
    ),
  ).toEqual([true, true]);
  expect(unifyAll(['5: a: <UP>\n5: b: <UP>', '5: a: <UP>\n6: b: <UP>'])).toEqual([false]);
});

describe('interfaces named by ids', () => {
  const listed = (ids: readonly string[]) => [...ids.map((id) => `br-${id}`).toSorted(), 'docker0', 'eth0'].join('\n');
  const [low, high, other] = ['0a0a0a0a0a0a', 'f1f1f1f1f1f1', 'c2c2c2c2c2c2'];

  test('may be listed in another order, both before and after their ids are bound', () => {
    const list: [string, string] = [listed([low, high]), listed([low, high])];
    const networks: [string, string] = [`${low} a\n${high} b`, `${high} a\n${low} b`];
    expect(unifyAll(networks, list)).toEqual([true, true]);
    expect(unifyAll(list, networks)).toEqual([true, true]);
  });

  test('must be those of the networks', () => {
    const networks: [string, string] = [`${low} a\n${high} b`, `${high} a\n${low} b`];
    expect(unifyAll(networks, [listed([low, high]), listed([low, other])])).toEqual([true, false]);
    expect(unifyAll([listed([low, high]), listed([low])])).toEqual([false]);
  });
});

describe('addresses', () => {
  test('stay in the counterpart of their subnet, wherever it was seen', () => {
    const subnet: [string, string] = ['172.18.0.0/16', '172.19.0.0/16'];
    const address: [string, string] = ['from 172.18.0.3:', 'from 172.18.0.3:'];
    expect(unifyAll(subnet, address)).toEqual([true, false]);
    expect(unifyAll(address, subnet)).toEqual([true, false]);
    expect(notesOf(subnet, address)).toEqual(['172.18.0.3 is outside 172.19.0.0/16']);
    expect(unifyAll(subnet, ['172.18.0.3', '172.19.0.7'])).toEqual([true, true]);
    expect(unifyAll(subnet, ['172.20.0.3', '172.19.0.7'])).toEqual([true, false]);
  });

  test('that mean the same in every run match only themselves', () => {
    for (const fixed of ['127.0.0.1', '0.0.0.0', '255.255.255.0', '224.0.0.1', '::1', 'ff02::1']) {
      expect(unifyAll([`to ${fixed}`, `to ${fixed}`])).toEqual([true]);
      expect(unifyAll([`to ${fixed}`, `to ${fixed.includes(':') ? 'fd00::5' : '172.17.0.5'}`])).toEqual([false]);
    }
  });

  test('keep their prefix length, and whether they are private', () => {
    expect(unifyAll(['10.0.1.0/24', '10.0.1.0/25'])).toEqual([false]);
    expect(unifyAll(['10.0.1.3', '8.8.8.8'])).toEqual([false]);
  });
});

describe('a meaningful difference is found:', () => {
  const pinged = ping(now, 'alpine2', 3);
  test.each([
    ['row missing', ps(before, ['a1', 'a2']), ps(now, ['a1'])],
    ['additional row', ps(before, ['a1']), ps(now, ['a1', 'a2'])],
    ['columns in another order', 'NAME   DRIVER\nn      bridge', 'DRIVER   NAME\nbridge   n'],
    [
      'exit code in a status',
      ps(before, ['a1'], 'Exited (0) 2 seconds ago'),
      ps(now, ['a1'], 'Exited (137) 2 seconds ago'),
    ],
    ['ttl', ping(before, 'alpine2', 3), pinged.replace('ttl=64', 'ttl=63')],
    ['packet loss', ping(before, 'alpine2', 3), pinged.replace('2 packets received, 0%', '1 packets received, 50%')],
    ['sequence number', ping(before, 'alpine2', 3), pinged.replace('seq=1', 'seq=2')],
    ['driver', networkInspect(before, 'n', ['a1']), networkInspect(now, 'n', ['a1'], { driver: 'macvlan' })],
    [
      'driver in a table',
      networkLs(before, NETWORKS),
      networkLs(now, [['alpine-net', 'overlay'], ...NETWORKS.slice(1)]),
    ],
    ['name', ps(before, ['alpine1']), ps(now, ['alpine1']).replace('alpine1', 'alpine9')],
    ['name in JSON', networkInspect(before, 'n', ['a1']), networkInspect(now, 'n', ['a1']).replace('"a1"', '"a2"')],
    ['number in JSON', '{"IPPrefixLen": 16}', '{"IPPrefixLen": 24}'],
    ['type in JSON', '{"Internal": false}', '{"Internal": "false"}'],
    ['member missing in JSON', '{"a": 1, "b": 2}', '{"a": 1}'],
    ['container missing in JSON', networkInspect(before, 'n', ['a1', 'a2']), networkInspect(now, 'n', ['a1'])],
    [
      'a subnet of two',
      '{"Config": [{"Subnet": "10.5.0.0/24"}, {"Subnet": "fd00::/64"}]}',
      '{"Config": [{"Subnet": "fd00::/64"}]}',
    ],
    ['element missing in JSON', '["a"]', '["a", "b"]'],
    ['order in JSON', '["a", "b"]', '["b", "a"]'],
    ['order of lines', 'one\ntwo', 'two\none'],
    ['line missing', 'one\ntwo', 'one'],
    [
      'a socket of another port',
      'tcp        0      0 0.0.0.0:80   0.0.0.0:*',
      'tcp        0      0 0.0.0.0:81   0.0.0.0:*',
    ],
    [
      'a process gone',
      'PID   USER     COMMAND\n    1 root     nginx\n    7 root     sh',
      'PID   USER     COMMAND\n    1 root     nginx',
    ],
    ['another process', 'PID   USER     COMMAND\n    1 root     nginx', 'PID   USER     COMMAND\n    1 root     httpd'],
    ['another runtime', ' Runtimes: runc', ' Runtimes: crun'],
    ['nothing printed', 'one', ''],
    ['one space or many', 'a b', 'a    b'],
    ['indentation', '  a', '    a'],
    ['role of a node', nodeLs(before), nodeLs(now).replace('Leader', 'Reachable')],
    ['node of a task', servicePs(before, ['manager']), servicePs(now, ['worker-1'])],
    ['unit of a measure', 'time=3 ms', 'time=3 MB'],
    ['kind of a measure', 'Up 3 seconds', 'Up forever'],
    ['a published port of the page', '0.0.0.0:8080->80/tcp', '0.0.0.0:8081->80/tcp'],
    ['the port behind it', '0.0.0.0:32768->80/tcp', '0.0.0.0:32768->81/tcp'],
    ['version', 'nginx/1.28.0', 'nginx/1.28.1'],
    ['loopback', '1: lo: <UP> mtu 65536', '2: lo: <UP> mtu 65536'],
    ['a time that never was', '{"FinishedAt": "0001-01-01T00:00:00Z"}', '{"FinishedAt": "2026-11-24T04:12:00Z"}'],
    ['valid_lft', 'valid_lft forever', 'valid_lft 300sec'],
    [
      'rule of a firewall',
      '    0     0 ACCEPT     all  --  *      docker0',
      '    0     0 DROP       all  --  *      docker0',
    ],
  ])('%s', (_, captured, printed) => {
    expect(unifyAll([captured, printed])).toEqual([false]);
    expect(unifyAll([printed, captured])).toEqual([false]);
  });
});

test('the texts of commands are fixed', () => {
  const comparison = createComparison(new Substitution(), { ...NO_CONTEXT, literals: new Set(['10s']) });
  expect(unifyOutputs('Delay: 10s', 'Delay: 11s', comparison).matches).toBe(false);
  expect(unifyOutputs('Delay: 12s', 'Delay: 11s', comparison).matches).toBe(true);
});

test('a member of another type has no note: its two lines say all', () => {
  expect(notesOf(['{"Labels": {}, "a": 1}', '{"Labels": null, "a": 1}'], ['[["a"]]', '["a"]'])).toEqual([]);
});

// Takes about a second on a processor. An algorithm quadratic in the lines would exceed the limit on any machine.
test('ten thousand lines take a moment, equal or not', () => {
  const spentMs = processorTime();
  const output = (run: Run, changed = -1) =>
    Array.from({ length: 10_000 }, (_, line) =>
      line === changed
        ? 'something else'
        : `64 bytes from ${run.address(3)} (${run.short(String(line))}): icmp_seq=${line} ttl=64 time=${run.ms[0] + line} ms`,
    ).join('\n');
  expect(unifyAll([output(before), output(now)])).toEqual([true]);
  expect(unifyAll([output(before), output(now, 5000)])).toEqual([false]);
  const routes = Array.from({ length: 10_000 }, (_, net) => `10.${net >> 8}.${net & 255}.0/24 dev eth0`).join('\n');
  expect(unifyAll([routes, routes])).toEqual([true]);
  expect(spentMs()).toBeLessThan(20_000);
});
