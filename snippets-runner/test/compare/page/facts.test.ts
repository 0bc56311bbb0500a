/** What topologies and other outputs say of the addresses and ids in an output. */
import { describe, expect, test } from 'vitest';
import { compareRecording } from '../../../compare/compare-recording.ts';
import { factsOf } from '../../../compare/page/facts.ts';
import type { Recording } from '../../../model/recording.ts';
import type { Topology } from '../../../tutorial/capture/topology.ts';
import type { SitePage } from '../../../tutorial/page.ts';
import { pageOf } from '../../run/pages.ts';
import { captureOf, recordingOf } from '../../tutorial/capture/sample.ts';

interface Shown {
  readonly output: string;
  readonly topology?: Topology;
}

/** Returns a recording of the first snippets of a page. */
function recordingOfShown(page: SitePage, shown: readonly Shown[]): Recording {
  const outputs = shown.map(({ output }) => output);
  const { snippets, ...rest } = recordingOf(page, outputs);
  return {
    ...rest,
    snippets: snippets.slice(0, shown.length).map((each, index) => ({ ...each, topology: shown[index]?.topology })),
  };
}

/** Returns the faults of a page whose snippets print one output each. */
function faultsOf(captured: readonly Shown[], printed: readonly Shown[], meta = '') {
  const blocks = captured.map((_, index) => `\`\`\`console snippet=s${index}${meta}\n$ show ${index}\n\`\`\`\n`);
  const page = pageOf(blocks.join('\n')) as SitePage;
  const capture = captureOf(page, recordingOfShown(page, captured));
  const recording = recordingOfShown(page, printed);
  return compareRecording(page, capture, recording).snippets.flatMap(({ faults }) => faults);
}

const kindsOf = (faults: ReturnType<typeof faultsOf>) => faults.map(({ kind }) => kind);
const notesOf = (faults: ReturnType<typeof faultsOf>) =>
  faults.flatMap((fault) => (fault.kind === 'differed' ? fault.lines.flatMap(({ note }) => note ?? []) : []));

/** Two containers on one network, and two tasks of a service on another. `hosts` are their host numbers. */
function topology(hosts: { one: number; two: number; tasks: readonly number[] }, net = '172.18.0', overlay = '10.0.1') {
  const endpoint = (container: string, network: string, ipv4: string) => ({ container, node: 'host', network, ipv4 });
  const container = (name: string, id: string) =>
    ({ name, id, node: 'host', image: 'alpine', state: 'running' }) as const;
  const network = (name: string, id: string, base: string, size: number) => ({
    ...{ name, id, driver: 'bridge', scope: 'local' as const, nodes: ['host'] },
    subnets: [{ subnet: `${base}.0/${size}`, gateway: `${base}.1` }],
  });
  return {
    hosts: [],
    networks: [network('pair', '0a1b2c3d4e5f', net, 16), network('web-net', 'w1x2y3z4a5b6', overlay, 24)],
    containers: [
      container('one', '1a1b2c3d4e5f'),
      container('two', '2a1b2c3d4e5f'),
      ...hosts.tasks.map((host) => ({
        ...container(`web.${host}.k77s9qjldqpp3tzp3xorsg5${host}g`, `${host}a2b3c4d5e6f`.padEnd(12, '0')),
        service: 'web',
      })),
    ],
    endpoints: [
      endpoint('one', 'pair', `${net}.${hosts.one}/16`),
      endpoint('two', 'pair', `${net}.${hosts.two}/16`),
      ...hosts.tasks.map((host) =>
        endpoint(`web.${host}.k77s9qjldqpp3tzp3xorsg5${host}g`, 'web-net', `${overlay}.${host}/24`),
      ),
    ],
  } satisfies Topology;
}

describe('an address that a topology knows', () => {
  const before = topology({ one: 2, two: 3, tasks: [4, 5] });
  const now = topology({ one: 3, two: 2, tasks: [6, 7] }, '172.19.0');
  const compared = (captured: string, printed: string) =>
    faultsOf([{ output: captured, topology: before }], [{ output: printed, topology: now }]);

  test.each([
    ['of a container', 'from 172.18.0.2:', 'from 172.19.0.3:'],
    ['of a gateway', 'via 172.18.0.1', 'via 172.19.0.1'],
    ['of a task, which may be any of its service', 'from 10.0.1.4:', 'from 10.0.1.7:'],
  ])('%s matches that of the same thing in this run', (_, captured, printed) => {
    expect(kindsOf(compared(captured, printed))).toEqual([]);
  });

  test.each([
    ['another container', 'from 172.18.0.2:', 'from 172.19.0.2:'],
    ['a gateway', 'from 172.18.0.2:', 'from 172.19.0.1:'],
    ['a task', 'from 172.18.0.2:', 'from 10.0.1.6:'],
    ['nothing', 'from 172.18.0.2:', 'from 172.19.0.9:'],
    ['nothing, for a task', 'from 10.0.1.4:', 'from 10.0.1.9:'],
    ['a task, for nothing', 'from 10.0.1.99:', 'from 10.0.1.6:'],
  ])('does not match that of %s', (_, captured, printed) => {
    expect(kindsOf(compared(captured, printed))).toContain('differed');
  });

  test('is named in the explanation', () => {
    expect(notesOf(compared('from 172.18.0.2:', 'from 172.19.0.2:'))).toEqual([
      '172.19.0.2 is the address of two on host in pair, captured was that of one on host in pair',
    ]);
  });
});

test('an address that no topology knows may be another one of its kind, but a public one may not', () => {
  const one = topology({ one: 2, two: 3, tasks: [] });
  const compared = (captured: string, printed: string) =>
    kindsOf(faultsOf([{ output: captured, topology: one }], [{ output: printed, topology: one }]));
  expect(compared('to 10.213.0.11', 'to 10.213.4.11')).toEqual([]);
  expect(compared('nameserver 8.8.8.8', 'nameserver 8.8.8.8')).toEqual([]);
  expect(compared('nameserver 8.8.8.8', 'nameserver 8.8.4.4')).toEqual(['differed']);
});

test('of a run that ended early, only the topologies that it reached count', () => {
  const first = topology({ one: 2, two: 3, tasks: [] });
  const second = topology({ one: 2, two: 3, tasks: [4] });
  const captured = [
    { output: 'to 10.0.1.4', topology: first },
    { output: 'more', topology: second },
  ];
  expect(kindsOf(faultsOf(captured, [{ output: 'to 10.0.1.7', topology: first }]))).toEqual(['not-run']);
});

test('a snippet with a tolerance has more of it than others', () => {
  const pair = [[{ output: 'took 10s' }], [{ output: 'took 10m' }]] as const;
  expect(kindsOf(faultsOf(...pair))).toEqual(['differed']);
  expect(kindsOf(faultsOf(...pair, ' tolerance=2'))).toEqual([]);
});

test('short ids are known from long ones, from ID columns, from logs and from topologies', () => {
  const table = 'ID             NAME      IMAGE\nabcdefghijk1   web.1     nginx';
  const { ids } = factsOf(
    [table, 'k77s9qjldqpp3tzp3xorsg53g', 'web.1.bcdefghijkl2@host    | hello', 'no id: cdefghijklm3'],
    [topology({ one: 2, two: 3, tasks: [] })],
  );
  expect([...ids].toSorted()).toEqual([
    '0a1b2c3d4e5f',
    '1a1b2c3d4e5f',
    '2a1b2c3d4e5f',
    'abcdefghijk1',
    'bcdefghijkl2',
    'k77s9qjldqpp',
    'w1x2y3z4a5b6',
  ]);
});
