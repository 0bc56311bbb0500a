/** How much two runs may differ: each pair of values that must match, and each that must not. */
import { describe, expect, test } from 'vitest';
import { unifyOutputs } from '../../../compare/outputs/unify.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { type Comparison, createComparison, NO_CONTEXT } from '../../../compare/tokens/match.ts';

function unifies(captured: string, printed: string, comparison?: Comparison): boolean {
  const fresh = () => comparison ?? createComparison(new Substitution());
  const { matches: there, lines } = unifyOutputs(captured, printed, fresh());
  expect(lines.some(({ kind }) => kind !== 'same')).toBe(!there);
  if (!comparison) expect(unifyOutputs(printed, captured, fresh()).matches).toBe(there);
  return there;
}

type Pairs = readonly (readonly [captured: string, printed: string])[];

const LABELS = (value: string) =>
  `[{"Config": {"Labels": {"constructor": "${value}", "__proto__": "a", "toString": "b"}}}]`;

describe('keys that every object inherits', () => {
  test('are keys like any other', () => {
    expect(unifies(LABELS('one'), LABELS('one'))).toBe(true);
    expect(unifies(LABELS('one'), LABELS('two'))).toBe(false);
    expect(unifies('{"a": {"__proto__": 1}}', '{"a": {}}')).toBe(false);
  });

  test('are values like any other', () => {
    expect(unifies('{"Name": "constructor"}', '{"Name": "constructor"}')).toBe(true);
    expect(unifies('constructor: __proto__', 'constructor: toString')).toBe(false);
  });
});

describe('times', () => {
  const near: Pairs = [
    ['in 0s', 'in 3 s'.replace(' s', 's')],
    ['took 10s', 'took 1m40s'],
    ['took 10s', 'took 5m'],
    ['took 0 seconds', 'took 3 seconds'],
    ['time=0.045 ms', 'time=3.2 ms'],
    ['time=0.045 ms', 'time=1034.5 ms'],
    ['Up 3 seconds', 'Up About a minute'],
    ['Up Less than a second', 'Up 29 seconds'],
    ['Exited (137) 2 minutes ago', 'Exited (137) About an hour ago'],
    ['rtt min/avg/max/mdev = 0.045/0.060/0.080/0.012 ms', 'rtt min/avg/max/mdev = 0.9/1.2/2.8/0.4 ms'],
    ['real\t0m0.045s', 'real\t0m1.200s'],
  ];
  const far: Pairs = [
    ['took 10s', 'took 10m'],
    ['took 3m', 'took 3h'],
    ['took 3 seconds', 'took 3 minutes'],
    ['Up 3 seconds', 'Up 3 weeks'],
    ['Up Less than a second', 'Up 2 minutes'],
    ['Exited (137) Less than a second ago', 'Exited (137) 3 hours ago'],
    ['time=10 ms', 'time=10 s'],
    ['time=10 ms', 'time=10000 ms'],
    ['rtt min/avg/max/mdev = 0.045/0.060/0.080/0.012 ms', 'rtt min/avg/max/mdev = 0.045/0.060/9080/0.012 ms'],
    ['{"RunningFor": "2 seconds ago"}', '{"RunningFor": "2 weeks ago"}'],
  ];

  test.each(near)('%s is near %s', (captured, printed) => expect(unifies(captured, printed)).toBe(true));
  test.each(far)('%s is far from %s', (captured, printed) => expect(unifies(captured, printed)).toBe(false));

  test('that an image was made may be any', () => {
    const images = (age: string) => `REPOSITORY   IMAGE ID       CREATED\nalpine       d61fc0d697f7   ${age}`;
    expect(unifies(images('3 seconds ago'), images('2 years ago'))).toBe(true);
  });

  test('are explained', () => {
    const { lines } = unifyOutputs('Up 3 seconds', 'Up 3 weeks', createComparison(new Substitution()));
    expect(lines.map(({ note }) => note)).toContain('3 seconds and 3 weeks differ by more than a factor of 30');
  });
});

describe('sizes', () => {
  const stats = (memory: string) => `NAME      MEM USAGE / LIMIT\nweb       ${memory} / 3.9GiB`;
  const near: Pairs = [
    ['Total Memory: 3.9GiB', 'Total Memory: 503.5GiB'],
    [stats('12.3MB'), stats('2.1MiB')],
    [stats('0B'), stats('12kB')],
    ['{"MemTotal": 4123456789}', '{"MemTotal": 540123456789}'],
    ['{"Size": 0}', '{"Size": 4096}'],
  ];
  const far: Pairs = [
    ['Total Memory: 3.9GiB', 'Total Memory: 12kB'],
    ['Total Memory: 3.9GiB', 'Total Memory: 3.9TiB'],
    [stats('12.3MB'), stats('12.3GB')],
    ['{"MemTotal": 4123456789}', '{"MemTotal": 4096}'],
  ];

  test.each(near)('%s is near %s', (captured, printed) => expect(unifies(captured, printed)).toBe(true));
  test.each(far)('%s is far from %s', (captured, printed) => expect(unifies(captured, printed)).toBe(false));
});

describe('the counters of a firewall', () => {
  const rule = (packets: string, bytes: string) =>
    `    ${packets}   ${bytes} DROP       tcp  --  eth0   *       0.0.0.0/0            172.17.0.2            tcp dpt:80`;
  const nft = (packets: string) => `tcp dport 80 counter packets ${packets} bytes 60 drop`;
  const near: Pairs = [
    [rule('2', '120'), rule('13', '19K')],
    [nft('1'), nft('9')],
    [rule('0', '0'), rule('0', '0')],
    ['Chain INPUT (policy DROP 0 packets, 0 bytes)', 'Chain INPUT (policy DROP 3 packets, 180 bytes)'],
  ];
  const far: Pairs = [
    [rule('2', '120'), rule('0', '0')],
    [rule('0', '0'), rule('1', '60')],
    [nft('0'), nft('2')],
  ];

  test.each(near)('%s is near %s', (captured, printed) => expect(unifies(captured, printed)).toBe(true));
  test.each(far)('%s is far from %s: one has met no packet', (captured, printed) =>
    expect(unifies(captured, printed)).toBe(false),
  );
});

test('a packet has the same sequence number at each place', () => {
  const at = (first: number, second: number, ack: number) =>
    [
      `IP 10.0.1.4.41148 > 10.0.1.2.80: Flags [S], seq ${first}, win 64240, length 0`,
      `IP 10.0.1.4.41148 > 10.0.1.2.80: Flags [S], seq ${second}`,
      `IP 10.0.1.2.80 > 10.0.1.4.41148: Flags [S.], seq 88991122, ack ${ack}, options [TS val 5566778 ecr 30394300], length 0`,
    ].join('\n');
  expect(unifies(at(399614477, 399614477, 399614478), at(4100, 4100, 4101))).toBe(true);
  expect(unifies(at(399614477, 399614477, 399614478), at(4100, 4102, 4101))).toBe(false);
});

test('a snippet widens what times and sizes may differ', () => {
  const widened = (widening: number) =>
    createComparison(new Substitution(), { ...NO_CONTEXT, tolerance: { widening, ageFloor: 1 } });
  expect(unifies('took 10s', 'took 10m', widened(2))).toBe(true);
  expect(unifies('took 10s', 'took 10h', widened(2))).toBe(false);
  expect(unifies('Total Memory: 3.9GiB', 'Total Memory: 3.9TiB', widened(4))).toBe(true);
});

describe('texts of 12 characters', () => {
  const ids: Pairs = [
    ['id 0a1b2c3d4e5f', 'id f9e8d7c6b5a4'],
    ['id w1x2y3z4a5b6', 'id 9mnyqabwhpzg'],
    // A swarm's id without a digit, or with one at its end.
    ['id abcdefghijkl', 'id w1x2y3z4a5b6'],
    ['id abcdefghijk1', 'id w1x2y3z4a5b6'],
    ['id 123456789012', 'id 0a1b2c3d4e5f'],
  ];
  const words: Pairs = [
    ['it is running12345', 'it is crashed98765'],
    ['it is manager1node', 'it is manager2node'],
    ['it is certificates', 'it is subscription'],
    ['sum 123456789012', 'sum 210987654321'],
    // One has but hex digits, so they are of different kinds.
    ['id 0a1b2c3d4e5f', 'id w1x2y3z4a5b6'],
  ];

  test.each(ids)('%s is an id as %s', (captured, printed) => expect(unifies(captured, printed)).toBe(true));
  test.each(words)('%s is not %s', (captured, printed) => expect(unifies(captured, printed)).toBe(false));

  test('in an ID column are ids, of the same kind', () => {
    const column = (id: string) => `ID             NAME\n${id}   web`;
    expect(unifies(column('abcdefghijk1'), column('zyxwvutsrqp2'))).toBe(true);
    expect(unifies(column('0a1b2c3d4e5f'), column('running12345'))).toBe(false);
  });

  test('are ids if the run has shown so elsewhere, and words if it has not', () => {
    const facts = (captured: string, printed: string) => ({
      captured: { ids: new Set([captured]), owners: new Map() },
      printed: { ids: new Set([printed]), owners: new Map() },
    });
    const knowing = (captured: string, printed: string) =>
      createComparison(new Substitution(), { ...NO_CONTEXT, facts: facts(captured, printed) });
    const known = knowing('abcdefghijk1', 'zyxwvutsrqp2');
    expect(unifies('id abcdefghijk1', 'id zyxwvutsrqp2', known)).toBe(true);
    expect(unifies('id abcdefghijk1', 'id running12345', knowing('abcdefghijk1', 'zyxwvutsrqp2'))).toBe(false);
    expect(unifies('id running12345', 'id zyxwvutsrqp2', knowing('abcdefghijk1', 'zyxwvutsrqp2'))).toBe(false);
  });
});

test('a text of 25 letters is a word, one of letters and digits is the id of a swarm', () => {
  expect(unifies('abcdefghijklmnopqrstuvwxy', 'bcdefghijklmnopqrstuvwxyz')).toBe(false);
  expect(unifies('k77s9qjldqpp3tzp3xorsg53g', '00cu8sva0ltosaptgh8wv1dpm')).toBe(true);
});

describe('in a known subnet, the first and the last address', () => {
  const outputs = (...lines: string[]) => lines.join('\n');
  const subnet = ['in 172.18.0.0/16', 'in 172.19.0.0/16'] as const;

  test.each(['before', 'after'])('match only the first and the last, with the subnet shown %s them', (order) => {
    const both = (captured: string, printed: string) =>
      order === 'before'
        ? unifies(outputs(subnet[0], captured), outputs(subnet[1], printed))
        : unifies(outputs(captured, subnet[0]), outputs(printed, subnet[1]));
    expect(both('via 172.18.0.1', 'via 172.19.0.1')).toBe(true);
    expect(both('via 172.18.0.1', 'via 172.19.0.2')).toBe(false);
    expect(both('brd 172.18.255.255', 'brd 172.19.255.255')).toBe(true);
    expect(both('brd 172.18.255.255', 'brd 172.19.255.254')).toBe(false);
    expect(both('to 172.18.0.2', 'to 172.19.0.7')).toBe(true);
  });

  test('of a pool is one of a network in it, which may be another', () => {
    expect(unifies('pool 10.0.0.0/8\nto 10.0.0.1', 'pool 10.0.0.0/8\nto 10.0.3.1')).toBe(true);
  });
});

describe('JSON', () => {
  test('with a key twice is compared as text', () => {
    expect(unifies('{"a": 1, "a": 2}', '{"a": 1, "a": 2}')).toBe(true);
    expect(unifies('{"a": 1, "a": 2}', '{"a": 3, "a": 2}')).toBe(false);
    expect(unifies('{"a": 1, "a": 2}', '{"a": 2}')).toBe(false);
    expect(unifies('[{"b": {"a": "x\\": ", "c": 2}}]', '[{"b": {"c": 2, "a": "x\\": "}}]')).toBe(true);
  });

  test('has integers that are compared exactly, whatever their size', () => {
    expect(unifies('{"a": 9007199254740993, "b": 1}', '{"b": 1, "a": 9007199254740993}')).toBe(true);
    expect(unifies('{"a": 9007199254740993}', '{"a": 9007199254740992}')).toBe(false);
    expect(unifies('{"a": 18446744073709551615}', '{"a": 18446744073709551614}')).toBe(false);
    expect(unifies('{"a": [18446744073709551615]}', '{"a": ["18446744073709551615"]}')).toBe(false);
    const { lines } = unifyOutputs(
      '{"a": 9007199254740993}',
      '{"a": 9007199254740995}',
      createComparison(new Substitution()),
    );
    expect(lines.map(({ text }) => text.trim())).toContain('"a": 9007199254740995');
  });

  test('shows whether a process runs, but not which id it has', () => {
    expect(unifies('{"Pid": 12}', '{"Pid": 345}')).toBe(true);
    expect(unifies('{"Pid": 12}', '{"Pid": 0}')).toBe(false);
  });
});

describe('nslookup', () => {
  const answer = (...pairs: readonly (readonly [name: string, address: string])[]) =>
    [
      'Non-authoritative answer:',
      ...pairs.flatMap(([name, address]) => [`Name:\t${name}`, `Address: ${address}`]),
      '',
    ].join('\n');
  const [web, db] = [['web', '10.0.1.2'] as const, ['db', '10.0.1.3'] as const];

  test('answers in any order', () => {
    expect(unifies(answer(web, db), answer(db, web))).toBe(true);
    expect(
      unifies(answer(['app', '10.0.1.2'], ['app', '10.0.1.3']), answer(['app', '10.0.1.3'], ['app', '10.0.1.2'])),
    ).toBe(true);
  });

  test('gives as many addresses as before', () => {
    const app = (...hosts: number[]) => answer(...hosts.map((host) => ['app', `10.0.1.${host}`] as const));
    expect(unifies(app(2, 3, 4), app(4, 2, 3))).toBe(true);
    expect(unifies(app(2, 3, 4), app(2, 3, 3))).toBe(false);
  });

  test('gives each name its own address, that of the rest of the page', () => {
    const exchanged = answer(['web', '10.0.1.3'], ['db', '10.0.1.2']);
    const pinged = (address: string) => `PING web (${address}): 56 data bytes`;
    const inPage = (first: readonly [string, string], second: readonly [string, string]) => {
      const comparison = createComparison(new Substitution());
      return [first, second].map(([captured, printed]) => unifyOutputs(captured, printed, comparison).matches);
    };
    const ping = [pinged('10.0.1.2'), pinged('10.0.1.2')] as const;
    expect(inPage(ping, [answer(web, db), answer(db, web)])).toEqual([true, true]);
    expect(inPage(ping, [answer(web, db), exchanged])).toEqual([true, false]);
    expect(inPage([answer(web, db), exchanged], ping)).toEqual([true, false]);
  });
});
