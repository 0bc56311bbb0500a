import { describe, expect, test } from 'vitest';
import { compareRecording } from '../../../compare/compare-recording.ts';
import type { EngineFacts, ImageFacts } from '../../../model/lab.ts';
import type { PageComparison } from '../../../model/outcome.ts';
import type { Recording, SnippetRecording } from '../../../model/recording.ts';
import type { Capture, CapturedStep } from '../../../tutorial/capture/capture.ts';
import type { Topology, TopologyNetwork } from '../../../tutorial/capture/topology.ts';
import type { Page, Snippet } from '../../../tutorial/page.ts';
import { snippetHash } from '../../../tutorial/snippet/snippet-hash.ts';
import { createRun, networkInspect, networkLs, ps, type Run } from '../runs.ts';

const before = createRun('captured');
const now = createRun('printed');
const position = { line: 1, column: 1 };
const ENGINE: EngineFacts = { version: '28.5.2', api: '1.51', kernel: '6.12.48', os: 'linux', arch: 'x86_64' };
const ALPINE: ImageFacts = { reference: 'alpine:3.22', id: 'sha256:1', origin: 'registry' };
const FRESH: Topology = { hosts: [], networks: [], containers: [], endpoints: [] };
const NETWORKS = [
  ['alpine-net', 'bridge'],
  ['bridge', 'bridge'],
] as const;

interface Case {
  readonly commands: readonly string[];
  readonly outputs: (run: Run) => readonly string[];
  readonly exits?: readonly (number | null)[];
  readonly snippet?: Partial<Snippet>;
  readonly values?: (run: Run) => Record<string, string>;
}

const CREATE: Case = {
  commands: ['docker network create alpine-net'],
  outputs: (run) => [run.id('alpine-net')],
};
const LIST: Case = { commands: ['docker network ls'], outputs: (run) => [networkLs(run, NETWORKS)] };
const START: Case = {
  commands: ['docker run -dit --name alpine1 --network alpine-net alpine ash', 'docker ps'],
  outputs: (run) => [run.id('alpine1'), ps(run, ['alpine1'])],
};
const INSPECT: Case = {
  commands: ['docker network inspect alpine-net'],
  outputs: (run) => [networkInspect(run, 'alpine-net', ['alpine1'])],
};
const PAGE = { create: CREATE, list: LIST, start: START, inspect: INSPECT };
type Cases = Readonly<Record<string, Case>>;

function snippetOf(id: string, { commands, snippet }: Case): Snippet {
  return {
    id,
    node: 'host',
    steps: commands.map((text) => ({ kind: 'command', text, position })),
    exit: 0,
    expect: [],
    retryUntil: undefined,
    timeoutMs: 1000,
    saves: [],
    output: 'show',
    hidden: false,
    tries: false,
    position,
    ...snippet,
  };
}

function pageOf(cases: Cases): Page {
  const snippets = Object.entries(cases).map(([id, one]) => snippetOf(id, one));
  return { slug: 'bridge', snippets } as unknown as Page;
}

function recordingOf(cases: Cases, run: Run, facts: Partial<Recording> = {}): Recording {
  const page = pageOf(cases);
  const snippets = Object.values(cases).map(({ outputs, exits, values }, at): SnippetRecording => {
    const { id, steps } = page.snippets[at] as Snippet;
    return {
      id,
      startedAt: new Date(0),
      values: values?.(run) ?? {},
      steps: outputs(run).map((output, index) => ({
        step: steps[index] as Snippet['steps'][number],
        output,
        exit: exits?.[index] === undefined ? 0 : exits[index],
        durationMs: 5,
      })),
      attempts: 1,
      durationMs: 5 * steps.length,
      ending: { kind: 'completed' },
      topology: undefined,
    };
  });
  return { slug: 'bridge', engine: ENGINE, images: { alpine: ALPINE }, snippets, before: FRESH, left: [], ...facts };
}

function captureOf(cases: Cases, run: Run): Capture {
  const page = pageOf(cases);
  return {
    schema: 1,
    slug: 'bridge',
    engine: ENGINE,
    images: { alpine: ALPINE },
    snippets: recordingOf(cases, run).snippets.map(({ id, steps, values }, at) => ({
      id,
      node: 'host',
      hash: snippetHash(page.snippets[at] as Snippet),
      captured: '2026-11-24T04:12:00Z',
      exit: page.snippets[at]?.exit ?? 0,
      output: 'show',
      hidden: false,
      values: { ...values },
      steps: steps.map(({ output, exit, step }) => ({ prompt: '$ ', text: step.text, output, exit, duration: 5 })),
    })),
  };
}

/** Compares the cases as printed by one run with the cases as captured in another. */
function compare(captured: Cases, printed: Cases = captured, run = now): PageComparison {
  return compareRecording(pageOf(printed), captureOf(captured, before), recordingOf(printed, run));
}

function faultsOf({ snippets }: PageComparison): Record<string, string[]> {
  return Object.fromEntries(
    snippets.flatMap(({ snippet, faults }) =>
      faults.length > 0 ? [[snippet.id, faults.map(({ kind }) => kind)]] : [],
    ),
  );
}

describe('a page that is still true', () => {
  test('has no fault, no drift, nothing stale', () => {
    const comparison = compare(PAGE);
    expect(faultsOf(comparison)).toEqual({});
    expect(comparison.drift).toEqual([]);
    expect(comparison.stale).toEqual(new Set());
    expect(comparison.snippets.map(({ durationMs }) => durationMs)).toEqual([5, 5, 10, 5]);
  });

  test('unifies the values of placeholders first', () => {
    const values = (address: string): Cases => ({
      join: {
        commands: ['docker swarm join <MANAGER_IP>:2377'],
        outputs: () => ['joined'],
        values: () => ({ MANAGER_IP: address }),
      },
      show: { commands: ['docker info'], outputs: () => [`manager at ${address}`] },
    });
    expect(faultsOf(compare(values('10.1.0.2'), values('10.1.0.9')))).toEqual({});
    const elsewhere = {
      ...values('10.1.0.9'),
      show: { commands: ['docker info'], outputs: () => ['manager at 10.1.0.2'] },
    };
    expect(faultsOf(compare(values('10.1.0.2'), elsewhere))).toEqual({ show: ['differed'] });
  });
});

describe('faults', () => {
  test('an id that is not the one of the snippet before', () => {
    const other = {
      ...PAGE,
      list: {
        ...LIST,
        outputs: (run: Run) => [networkLs(run, NETWORKS).replace(run.short('alpine-net'), run.short('bridge2'))],
      },
    };
    expect(faultsOf(compare(PAGE, other))).toEqual({ list: ['differed'] });
  });

  test('name the step, counted from 0', () => {
    const other = { ...PAGE, start: { ...START, outputs: (run: Run) => [run.id('alpine1'), ps(run, ['alpine2'])] } };
    const fault = compare(PAGE, other).snippets[2]?.faults[0];
    expect(fault).toMatchObject({ kind: 'differed', step: 1 });
  });

  test('no capture, of the page or of a snippet', () => {
    const none = compareRecording(pageOf(PAGE), undefined, recordingOf(PAGE, now));
    expect(faultsOf(none)).toEqual({
      create: ['no-capture'],
      list: ['no-capture'],
      start: ['no-capture'],
      inspect: ['no-capture'],
    });
    expect(none.stale).toEqual(new Set(['create', 'list', 'start', 'inspect']));
    expect(faultsOf(compare({ create: CREATE, start: START }, { create: CREATE, list: LIST, start: START }))).toEqual({
      list: ['no-capture'],
    });
  });

  test('other commands than captured', () => {
    const other = { ...PAGE, list: { ...LIST, commands: ['docker network ls --no-trunc'] } };
    expect(faultsOf(compare(PAGE, other))).toEqual({ list: ['other-commands'] });
  });

  test('other prompts, texts or keys than captured, also if the hash of the capture says otherwise', () => {
    const edited = (change: Partial<CapturedStep>) => {
      const capture = captureOf(PAGE, before);
      Object.assign(capture.snippets[1]?.steps[0] ?? {}, change);
      return faultsOf(compareRecording(pageOf(PAGE), capture, recordingOf(PAGE, now)));
    };
    expect(edited({})).toEqual({});
    expect(edited({ prompt: '# ' })).toEqual({ list: ['other-commands'] });
    expect(edited({ text: 'docker network list' })).toEqual({ list: ['other-commands'] });
    expect(edited({ keys: ['Ctrl-C'] })).toEqual({ list: ['other-commands'] });
  });

  test('other attributes than captured; capturing keeps the rest of the snippet', () => {
    const other = { ...PAGE, list: { ...LIST, snippet: { exit: 0, output: 'fold', hidden: true } as const } };
    const { snippets, stale } = compare(PAGE, other);
    expect(snippets[1]?.faults).toEqual([
      {
        kind: 'other-attributes',
        lines: [
          { kind: 'captured', text: 'output=show', spans: [], note: undefined },
          { kind: 'printed', text: 'output=fold', spans: [], note: undefined },
          { kind: 'captured', text: 'hidden=false', spans: [], note: undefined },
          { kind: 'printed', text: 'hidden=true', spans: [], note: undefined },
        ],
      },
    ]);
    expect(stale).toEqual(new Set());
  });

  test('a value of a placeholder that is not the captured one', () => {
    const join = (values: Record<string, string>): Cases => ({
      join: { commands: ['docker run <NAME> <MANAGER_IP>'], outputs: () => ['done'], values: () => values },
    });
    const captured = join({ NAME: 'alpine', MANAGER_IP: '10.1.0.2' });
    const faults = (values: Record<string, string>) => compare(captured, join(values)).snippets[0]?.faults;
    expect(faults({ NAME: 'alpine', MANAGER_IP: '10.7.0.9' })).toEqual([]);
    expect(faults({ NAME: 'nginx', MANAGER_IP: '10.7.0.9' })).toEqual([
      {
        kind: 'other-values',
        lines: [
          { kind: 'captured', text: '<NAME> is alpine', spans: [], note: undefined },
          { kind: 'printed', text: '<NAME> is nginx', spans: [], note: undefined },
        ],
      },
    ]);
    expect(faults({ MANAGER_IP: '10.7.0.9' })).toMatchObject([
      { kind: 'other-values', lines: [{ kind: 'captured', text: '<NAME> is alpine' }] },
    ]);
    expect(compare(join({}), captured).snippets[0]?.faults).toMatchObject([
      { lines: [{ text: '<NAME> is alpine' }, { text: '<MANAGER_IP> is 10.1.0.2' }] },
    ]);
    expect(compare(captured, join({})).stale).toEqual(new Set(['join']));
  });

  test('a value that is a part of an address is compared in its commands', () => {
    const create = (lan: string, used = lan): Cases => ({
      create: {
        commands: ['docker network create --subnet <LAN>.0/24 --gateway <LAN>.1 lan-net'],
        outputs: (run) => [run.id('lan-net')],
        values: () => ({ LAN: lan }),
      },
      look: { commands: ['ip address'], outputs: () => [`inet ${used}.7/24`] },
    });
    expect(faultsOf(compare(create('10.213.0'), create('10.213.1')))).toEqual({});
    // The output is what was captured, but the value is not.
    expect(faultsOf(compare(create('10.213.9', '10.213.0'), create('10.213.1')))).toEqual({ look: ['differed'] });
    expect(faultsOf(compare(create('10.213.0'), create('127.0.0')))).toEqual({
      create: ['other-values'],
      look: ['differed'],
    });
  });

  test('an address of a placeholder that already stands for another', () => {
    const both = (one: string, other: string): Cases => ({
      first: { commands: ['ping <A_IP>'], outputs: () => [''], values: () => ({ A_IP: one }) },
      second: { commands: ['ping <B_IP>'], outputs: () => [''], values: () => ({ B_IP: other }) },
    });
    expect(faultsOf(compare(both('10.1.0.2', '10.1.0.2'), both('10.1.0.4', '10.1.0.5')))).toEqual({
      second: ['other-values'],
    });
  });

  test('no exit code where one was captured, and the other way round', () => {
    const exits = (exit: number | null): Cases => ({ start: { ...START, exits: [0, exit] } });
    const lines = (captured: number | null, printed: number | null) =>
      compare(exits(captured), exits(printed)).snippets[0]?.faults.flatMap((fault) =>
        'lines' in fault ? fault.lines.map(({ kind, text }) => `${kind} ${text}`) : fault.kind,
      );
    expect(lines(null, null)).toEqual([]);
    expect(lines(null, 0)).toEqual(['captured no exit code', 'printed exit code 0']);
    expect(lines(0, null)).toEqual(['captured exit code 0', 'printed no exit code']);
  });

  test('exit codes: the expected one for the last command, 0 before it', () => {
    const cases = (exits: (number | null)[], exit: number): Cases => ({
      start: { ...START, exits, snippet: { exit } },
    });
    const faults = (exits: (number | null)[], exit = 0) =>
      compareRecording(
        pageOf(cases(exits, exit)),
        undefined,
        recordingOf(cases(exits, exit), now),
      ).snippets[0]?.faults.filter(({ kind }) => kind === 'wrong-exit');
    expect(faults([0, 0])).toEqual([]);
    expect(faults([0, null])).toEqual([]);
    expect(faults([0, 3], 3)).toEqual([]);
    expect(faults([0, 3])).toMatchObject([{ step: 1, expected: 0, actual: 3 }]);
    expect(faults([1, 0])).toMatchObject([{ step: 0, expected: 0, actual: 1 }]);
    expect(faults([0, 0], 1)).toMatchObject([{ step: 1, expected: 1, actual: 0 }]);
    expect(faults([0, null], 1)).toMatchObject([{ step: 1, expected: 1, actual: null }]);
  });

  test('in a snippet that tries connections, an exit code other than captured, or of a program that did not start', () => {
    const pings = (exits: number[], snippet: Partial<Snippet> = {}): Cases => ({
      pings: { commands: ['ping a', 'ping b'], outputs: () => ['', ''], exits, snippet: { tries: true, ...snippet } },
    });
    const faults = (captured: number[], printed: number[], snippet?: Partial<Snippet>) =>
      compare(pings(captured, snippet), pings(printed, snippet)).snippets[0]?.faults.map((fault) => [
        fault.kind,
        'step' in fault && fault.step,
      ]);
    expect(faults([1, 0], [1, 0])).toEqual([]);
    expect(faults([1, 1], [1, 1])).toEqual([]);
    expect(faults([1, 0], [0, 0])).toEqual([['differed', 0]]);
    expect(faults([1, 0], [1, 1])).toEqual([['differed', 1]]);
    expect(faults([1, 127], [1, 127])).toEqual([['wrong-exit', 1]]);
    const other = pings([0, 1], { expect: [{ kind: 'text', text: '' }] });
    const now = recordingOf(other, before, { engine: { ...ENGINE, version: '29.7.2' } });
    const captured = captureOf(pings([0, 0], { expect: [{ kind: 'text', text: '' }] }), before);
    expect(faultsOf(compareRecording(pageOf(other), captured, now))).toEqual({ pings: ['differed'] });
  });

  test("an exercise's check that passes where it has to fail, or could not be started", () => {
    const ask = (exit: number, check: Snippet['check'] = 'fails'): Cases => ({
      ask: { commands: ['ping a'], outputs: () => [''], exits: [exit], snippet: { ...(check && { check }) } },
    });
    const faults = (exit: number, check?: Snippet['check']) =>
      compare(ask(exit, check), ask(exit, check)).snippets[0]?.faults;
    expect(faults(1)).toEqual([]);
    expect(faults(0)).toMatchObject([{ kind: 'check-passed', step: 0 }]);
    expect(faults(127)).toMatchObject([{ kind: 'wrong-exit', expected: 1, actual: 127 }]);
    expect(faults(0, 'passes')).toEqual([]);
    expect(faults(1, 'passes')).toMatchObject([{ kind: 'wrong-exit', expected: 0, actual: 1 }]);
  });

  test('an exit code other than captured', () => {
    const exits = (exit: number): Cases => ({ start: { ...START, exits: [0, exit], snippet: { exit } } });
    const { snippets, stale } = compare(exits(0), exits(1));
    expect(snippets[0]?.faults).toMatchObject([
      { kind: 'other-attributes', lines: [{ text: 'exit=0' }, { text: 'exit=1' }] },
      {
        kind: 'differed',
        step: 1,
        lines: [{ text: 'exit code 0' }, { text: 'exit code 1', note: 'the captured exit code is 0' }],
      },
    ]);
    expect(stale).toEqual(new Set(['start']));
  });

  test('an expected text is searched for in all outputs of the snippet', () => {
    const expecting = (text: string): Cases => ({ start: { ...START, snippet: { expect: [{ kind: 'text', text }] } } });
    expect(faultsOf(compare(expecting('alpine1')))).toEqual({});
    expect(faultsOf(compare(expecting('alpine7')))).toEqual({ start: ['unmet'] });
  });

  test('a snippet that ended early is compared up to there, those after it did not run', () => {
    const recording = recordingOf(PAGE, now);
    const page = pageOf(PAGE);
    const start = recording.snippets[2] as SnippetRecording;
    const step = start.steps[1]?.step as Snippet['steps'][number];
    const ended: SnippetRecording = {
      ...start,
      steps: start.steps.map((one) => (one.step === step ? { ...one, output: 'CONTAI', exit: null } : one)),
      ending: { kind: 'timed-out', step, timeoutMs: 1000, waitedFor: 'the command to end' },
    };
    const stopped = { ...recording, snippets: [...recording.snippets.slice(0, 2), ended] };
    const comparison = compareRecording(page, captureOf(PAGE, before), stopped);
    expect(faultsOf(comparison)).toEqual({ start: ['ended-early'], inspect: ['not-run'] });
    expect(comparison.snippets[2]?.faults[0]).toMatchObject({ output: 'CONTAI' });
    expect(comparison.stale).toEqual(new Set());
  });
});

describe('a text that commands use literally', () => {
  const subnet = (typed: string, printed: string): Cases => ({
    create: { commands: [`docker network create --subnet ${typed} net`], outputs: (run) => [run.id('net')] },
    inspect: {
      commands: ["docker network inspect net --format '{{(index .IPAM.Config 0).Subnet}}'"],
      outputs: () => [printed],
    },
  });

  test('must be printed as it was typed', () => {
    expect(faultsOf(compare(subnet('172.28.0.0/16', '172.28.0.0/16')))).toEqual({});
    expect(
      faultsOf(compare(subnet('172.28.0.0/16', '172.28.0.0/16'), subnet('172.28.0.0/16', '172.29.0.0/16'))),
    ).toEqual({ inspect: ['differed'] });
  });

  test('of measures as well', () => {
    const delay = (printed: string): Cases => ({
      update: { commands: ['docker service create --update-delay 10s nginx'], outputs: () => [`Delay: ${printed}`] },
    });
    expect(faultsOf(compare(delay('10s')))).toEqual({});
    expect(faultsOf(compare(delay('10s'), delay('20s')))).toEqual({ update: ['differed'] });
  });

  test('does not match its old value if the command has changed', () => {
    const changed = compare(subnet('172.28.0.0/16', '172.28.0.0/16'), subnet('172.29.0.0/16', '172.29.0.0/16'));
    expect(faultsOf(changed)).toEqual({ create: ['other-commands'], inspect: ['differed'] });
  });
});

describe('a template over the containers of a network', () => {
  const list = (lines: readonly string[], template: string): Cases => ({
    list: { commands: [`docker network inspect --format '${template}' net`], outputs: () => [lines.join('\n')] },
  });
  const lines = ['alpine2 172.18.0.3/16', 'alpine1 172.18.0.2/16'];
  const byId = '{{range .Containers}}{{println .Name .IPv4Address}}{{end}}';

  test('prints them by id, so in any order', () => {
    expect(faultsOf(compare(list(lines, byId), list(lines.toReversed(), byId)))).toEqual({});
    const exchanged = ['alpine1 172.18.0.2/16', 'alpine3 172.18.0.3/16'];
    expect(faultsOf(compare(list(lines, byId), list(exchanged, byId)))).toEqual({ list: ['differed'] });
  });

  test('is the only one that does', () => {
    const ordered = '{{range .Peers}}{{println .Name .IP}}{{end}}';
    expect(faultsOf(compare(list(lines, ordered), list(lines.toReversed(), ordered)))).toEqual({ list: ['differed'] });
  });
});

describe('a command that ends in `sort`', () => {
  const counted = (command: string, ids: readonly string[]): Cases => ({
    count: { commands: [command], outputs: () => [ids.map((id) => `      2 ${id}`).join('\n')] },
  });
  const ids = ['a1a1a1a1a1a1', 'b2b2b2b2b2b2', 'c3c3c3c3c3c3'];
  const list: Cases = { ids: { commands: ['docker ps -q'], outputs: () => [ids.join('\n')] } };

  test.each([
    'ask | sort',
    'ask | sort -k 2',
    'for i in 1 2; do ask; done | sort | uniq -c',
    'ask | uniq -c | sort -rn',
  ])('prints ids in any order: %s', (command) => {
    expect(
      faultsOf(compare({ ...list, ...counted(command, ids) }, { ...list, ...counted(command, ids.toReversed()) })),
    ).toEqual({});
    const other = [...ids.slice(1), 'd4d4d4d4d4d4'];
    expect(faultsOf(compare({ ...list, ...counted(command, ids) }, { ...list, ...counted(command, other) }))).toEqual({
      count: ['differed'],
    });
  });

  test.each(['ask | uniq -c', 'ask | sort; ask', 'ask | sort | head -n 2', 'ask | resort'])(
    'is no other: %s',
    (command) => {
      expect(
        faultsOf(compare({ ...list, ...counted(command, ids) }, { ...list, ...counted(command, ids.toReversed()) })),
      ).toEqual({
        count: ['differed'],
      });
    },
  );
});

describe('drift', () => {
  const drifted = (facts: Partial<Recording>, cases: Cases = PAGE) =>
    compareRecording(pageOf(cases), captureOf(cases, before), recordingOf(cases, now, facts));

  test('of the engine is not a fault, and makes everything stale', () => {
    const { drift, stale } = drifted({ engine: { ...ENGINE, version: '28.6.0', kernel: '6.13' } });
    expect(drift).toEqual([
      { what: 'engine version', captured: '28.5.2', now: '28.6.0' },
      { what: 'kernel', captured: '6.12.48', now: '6.13' },
    ]);
    expect(stale.size).toBe(4);
  });

  describe('of the engine, in an output', () => {
    const says = (text: string, snippet: Partial<Snippet> = EXPECTS, exits: Case['exits'] = [0]): Cases => ({
      ip: { commands: ['docker run --ip 172.17.0.9 alpine true'], outputs: () => [text], snippet, exits },
    });
    const EXPECTS = { expect: [{ kind: 'regexp', source: 'user.specified', flags: '' }] } as const;
    const [old, other] = ['user specified IP address', 'user-specified IP address'];
    const ranWith = (version: string, cases: Cases, captured = says(old)) =>
      compareRecording(
        pageOf(cases),
        captureOf(captured, before),
        recordingOf(cases, now, { engine: { ...ENGINE, version } }),
      );

    test('that has what the page expects, is not a fault, and is named', () => {
      const outcome = ranWith('29.7.2', says(other));
      expect(faultsOf(outcome)).toEqual({});
      expect(outcome.drift.at(-1)).toEqual({ what: 'output of ip', captured: `\`${old}\``, now: `\`${other}\`` });
      expect(outcome.stale).toEqual(new Set(['ip']));
    });

    test.each<[string, string, Cases, string[]]>([
      ['with the same release', '28.5.9', says(other), ['differed']],
      ['without expect', '29.7.2', says(other, {}), ['differed']],
      ['without what the page expects', '29.7.2', says('no such option'), ['unmet', 'differed']],
      ['with another exit code', '29.7.2', says(other, EXPECTS, [1]), ['wrong-exit', 'differed']],
    ])('is a fault %s', (_what, version, cases, kinds) => {
      expect(faultsOf(ranWith(version, cases))).toEqual({ ip: kinds });
    });
  });

  test('of the engine, in a gateway that only the newer release tells, is not a fault', () => {
    const cases = { create: CREATE };
    const network: TopologyNetwork = { name: 'shop', id: 'a1', driver: 'bridge', scope: 'local', nodes: ['host'] };
    const networked = (gateway?: string): Topology => ({
      ...FRESH,
      networks: [{ ...network, subnets: [{ subnet: '10.20.0.0/24', ...(gateway && { gateway }) }] }],
    });
    const faultsWith = (version: string) => {
      const captured = captureOf(cases, before);
      const recording = recordingOf(cases, before, { engine: { ...ENGINE, version } });
      return faultsOf(
        compareRecording(
          pageOf(cases),
          { ...captured, snippets: captured.snippets.map((snippet) => ({ ...snippet, topology: networked() })) },
          {
            ...recording,
            snippets: recording.snippets.map((snippet) => ({ ...snippet, topology: networked('10.20.0.1') })),
          },
        ),
      );
    };
    expect(faultsWith('29.7.2')).toEqual({});
    expect(faultsWith('28.5.9')).toEqual({ create: ['other-topology'] });
  });

  test('of the kernel alone, or another build of an image, makes nothing stale', () => {
    const kernel = drifted({ engine: { ...ENGINE, kernel: '6.13' } });
    expect([kernel.drift.length, kernel.stale.size]).toEqual([1, 0]);
    const build = drifted({ images: { alpine: { ...ALPINE, id: 'sha256:2' } } });
    expect([build.drift.length, build.stale.size]).toEqual([0, 0]);
  });

  test.each<[string, Partial<Recording>]>([
    ['the kernel', { engine: { ...ENGINE, kernel: '6.13' } }],
    ['the build of an image', { images: { alpine: { ...ALPINE, id: 'sha256:2' } } }],
  ])('of %s makes everything stale if a snippet is: a capture is of one engine and one set of images', (_, facts) => {
    const changed = { ...PAGE, list: { ...PAGE.list, outputs: () => ['another output'] } } as Cases;
    expect(drifted(facts, PAGE).stale.size).toBe(0);
    const { stale, toCaptured } = compareRecording(
      pageOf(changed),
      captureOf(PAGE, before),
      recordingOf(changed, now, facts),
    );
    expect(stale.size).toBe(4);
    expect(toCaptured('some id')).toBe('some id');
  });

  test('of the origin of an image', () => {
    const { drift, stale } = drifted({ images: { alpine: { ...ALPINE, origin: 'stand-in' } } });
    expect(drift).toEqual([{ what: 'image alpine', captured: 'alpine:3.22', now: 'alpine:3.22 (stand-in)' }]);
    expect(stale.size).toBe(4);
  });

  test('of the set of images: one that only the capture or only the run has', () => {
    const more = drifted({ images: { alpine: ALPINE, nginx: { ...ALPINE, reference: 'nginx:1.30' } } });
    expect(more.drift).toEqual([{ what: 'image nginx', captured: 'no such image', now: 'nginx:1.30' }]);
    const fewer = drifted({ images: {} });
    expect(fewer.drift).toEqual([{ what: 'image alpine', captured: 'alpine:3.22', now: 'no such image' }]);
    expect([more.stale.size, fewer.stale.size]).toEqual([4, 4]);
  });

  test('in an output is no fault if the engine drifted', () => {
    const versions = (version: string): Cases => ({
      version: {
        commands: ['docker version'],
        outputs: () => [`Client:\n Version:           ${version}\n Git commit:        ${version.length}abc`],
      },
      list: { commands: ['uname -r'], outputs: () => ['6.12.48'] },
    });
    const capture = captureOf(versions('28.5.2'), before);
    const page = pageOf(versions('28.6.0'));
    const recording = recordingOf(versions('28.6.0'), now);
    expect(
      faultsOf(compareRecording(page, capture, { ...recording, engine: { ...ENGINE, version: '28.6.0' } })),
    ).toEqual({});
    expect(faultsOf(compareRecording(page, capture, recording))).toEqual({ version: ['differed'] });
  });
});

describe('renewing a part of a capture', () => {
  const changed: Cases = {
    ...PAGE,
    list: { ...LIST, outputs: (run) => [networkLs(run, [...NETWORKS, ['host', 'host']])] },
  };

  test('keeps valid snippets, and uses the same identities', () => {
    const { stale, toCaptured } = compare(PAGE, changed);
    expect(stale).toEqual(new Set(['list']));
    const printed = recordingOf(changed, now).snippets[1]?.steps[0]?.output ?? '';
    const rewritten = toCaptured(printed);
    expect(rewritten).toContain(before.short('alpine-net'));
    expect(rewritten).not.toContain(now.short('alpine-net'));
    expect(rewritten).toContain(now.short('host'));
  });

  test('is followed by a comparison without a fault', () => {
    const { stale, toCaptured } = compare(PAGE, changed);
    const capture = captureOf(PAGE, before);
    const recorded = recordingOf(changed, now);
    const renewed: Capture = {
      ...capture,
      snippets: capture.snippets.map((snippet, index) =>
        stale.has(snippet.id)
          ? {
              ...snippet,
              steps: snippet.steps.map((step, at) => ({
                ...step,
                output: toCaptured(recorded.snippets[index]?.steps[at]?.output ?? ''),
              })),
            }
          : snippet,
      ),
    };
    const third = createRun('third');
    expect(faultsOf(compareRecording(pageOf(changed), renewed, recordingOf(changed, third)))).toEqual({});
  });

  test('renews everything if the parts would contradict each other', () => {
    const two = (first: number, second: number, extra: string): Cases => ({
      first: { commands: ['first'], outputs: () => [`at 172.17.0.${first}`] },
      second: { commands: ['second'], outputs: () => [extra] },
      third: { commands: ['third'], outputs: () => [`and 172.17.0.${second}`] },
    });
    const { stale, toCaptured } = compare(two(2, 3, 'nothing'), two(4, 5, 'near 172.17.0.2'));
    expect(stale).toEqual(new Set(['first', 'second', 'third']));
    expect(toCaptured('172.17.0.4')).toBe('172.17.0.4');
  });
});

describe('a page that begins with snippets of another one', () => {
  /** Their network, with an address of the run and a name. */
  const network = (run: Run, name = 'shared', address = '10.1.0.2'): Topology => ({
    ...FRESH,
    hosts: [{ name: 'host', ipv4: address }],
    networks: [{ name, id: run.short(name), driver: 'bridge', scope: 'local', nodes: ['host'] }],
  });
  const SHOW: Case = { commands: ['docker info'], outputs: (run) => [`at ${run === now ? '10.1.0.9' : '10.1.0.2'}`] };
  const cases: Cases = { list: LIST, show: SHOW };
  const beginning = { slug: 'first', file: 'first.mdx', title: 'First', snippets: [] };

  function compareBegun(name?: string): PageComparison {
    const page = { ...pageOf(cases), beginning } as unknown as Page;
    const begins = { page: 'first', hash: '', values: { IP: '10.1.0.2' }, topology: network(before) };
    const printed = { before: network(now, name, '10.1.0.9'), begun: { IP: '10.1.0.9' } };
    return compareRecording(page, { ...captureOf(cases, before), begins }, recordingOf(cases, now, printed));
  }

  test('knows the addresses of both from their values', () => {
    expect(faultsOf(compareBegun())).toEqual({});
  });

  test('has a fault if it begins with another network', () => {
    const comparison = compareBegun('other');
    expect(faultsOf(comparison)).toEqual({ list: ['other-beginning'] });
    expect(comparison.stale).toEqual(new Set(['list']));
  });
});
