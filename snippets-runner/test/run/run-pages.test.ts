import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import type { RunEvent } from '../../model/event.ts';
import { type Fault, hasPassed, type PageOutcome } from '../../model/outcome.ts';
import { faultTitle } from '../../report/faults.ts';
import { reportedPage } from '../../report/run-report.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import type { Page } from '../../tutorial/page.ts';
import type { FakePrograms } from '../fake-lab/fake-bash.ts';
import { FakeEngine, type FakeEngineOptions } from '../fake-lab/fake-lab.ts';
import { hangsAfter, innerShell, losesTerminalAfter, prints, printsInTurn } from '../fake-lab/fake-programs.ts';
import { captureOf } from '../tutorial/capture/sample.ts';
import { pageOf } from './pages.ts';
import { type RunOptions, runOn } from './run.ts';

const LOST = new SnippetsError('engine-lost', 'the Docker daemon went away', 'start it');

/** Runs one page alone, in a lab that must be gone afterwards. */
async function runOne(body: string, programs: FakePrograms, options: RunOptions = {}) {
  const engine = new FakeEngine({ programs });
  const { pages } = await runOn(engine, [pageOf(body)], options);
  expect(engine.labs).toEqual(new Set());
  const [outcome] = pages;
  if (outcome?.kind !== 'ran') throw new TypeError(`it was ${outcome?.kind}`);
  return outcome;
}

function faultsOf(outcome: PageOutcome): Record<string, readonly Fault['kind'][]> {
  if (outcome.kind !== 'ran') return {};
  return Object.fromEntries(
    outcome.snippets.map(({ snippet, faults }) => [snippet.id, faults.map(({ kind }) => kind)]),
  );
}

const snippet = (meta: string, ...lines: string[]) =>
  [`\`\`\`console snippet=${meta}`, ...lines, '```', '', ''].join('\n');
const simple = (slug: string, command = 'docker ps') => pageOf(snippet('one', `$ ${command}`), { slug });

test('a prompt with a container id is recognised, although the id differs in each run', async () => {
  const body = snippet('enter', '$ docker run -it box', 'root@4c01db0b339c:/# ls', 'root@4c01db0b339c:/# exit');
  const shell = innerShell({ prompt: 'root@a1b2c3d4e5f6:/# ', answers: { ls: 'bin\n' }, endsOn: { exit: 0 } });
  const outcome = await runOne(body, { 'docker run -it box': shell });
  expect(outcome.recording.snippets[0]).toMatchObject({
    ending: { kind: 'completed' },
    steps: [{ output: '' }, { output: 'bin' }, {}],
  });
});

describe('a page', () => {
  const body =
    snippet('create save=ID:/id (\\S+)/', '$ docker network create net') +
    snippet('attach exit=1', '$ docker attach box', '/ # ls', '/ # <Ctrl-P><Ctrl-Q>') +
    snippet('use', '$ docker inspect <ID> <HOST_IP>');
  const programs: FakePrograms = {
    'docker network create net': prints('id abc\n'),
    'docker attach box': innerShell({
      prompt: '/ # ',
      edits: true,
      answers: { ls: 'bin\ndev\n' },
      detachKeys: { keys: '\x10\x11', exit: 1, says: 'read escape sequence\n' },
    }),
    'docker inspect abc 10.213.0.10': prints('[]\n'),
  };

  test('that completes is recorded, step by step', async () => {
    const outcome = await runOne(body, programs);
    const { recording } = outcome;
    expect(hasPassed(outcome)).toBe(true);
    expect(
      recording.snippets.map(({ steps, ending, values }) => [
        ending.kind,
        values,
        steps.map(({ output, exit }) => [output, exit]),
      ]),
    ).toEqual([
      ['completed', {}, [['id abc', 0]]],
      [
        'completed',
        {},
        [
          ['', null],
          ['bin\ndev', null],
          ['read escape sequence', 1],
        ],
      ],
      ['completed', { ID: 'abc', HOST_IP: '10.213.0.10' }, [['[]', 0]]],
    ]);
    expect(recording).toMatchObject({ slug: 'page', engine: { version: '28.5.2' }, images: {} });
  });

  test('is compared with its capture', async () => {
    const { recording, page } = await runOne(body, programs);
    const captures = new Map<string, Capture>([['page', captureOf(page, recording)]]);
    const strict: RunOptions = { captures, tolerated: new Set() };
    expect(faultsOf(await runOne(body, programs, strict))).toEqual({ create: [], attach: [], use: [] });

    const changed = { ...programs, 'docker inspect abc 10.213.0.10': prints('[1]\n') };
    expect(faultsOf(await runOne(body, changed, strict))).toEqual({ create: [], attach: [], use: ['differed'] });
    expect(faultsOf(await runOne(body, programs, { tolerated: new Set() }))).toEqual({
      create: ['no-capture'],
      attach: ['no-capture'],
      use: ['no-capture'],
    });
  });

  test('tolerates only the faults that the caller will repair', async () => {
    const { recording, page } = await runOne(body, programs);
    const captures = new Map([['page', captureOf(page, recording)]]);
    const changed = { ...programs, 'docker inspect abc 10.213.0.10': prints('[1]\n', 2) };
    const outcome = await runOne(body, changed, { captures, tolerated: new Set(['differed']) });
    expect(faultsOf(outcome)).toEqual({ create: [], attach: [], use: ['wrong-exit'] });
    expect(outcome.stale).toEqual(new Set(['use']));
  });

  test.each([
    ['expect', 'one expect=/(a+)+$/', 'pattern-failed', 'expect: /(a+)+$/u takes longer than 1 s'],
    ['retry-until', 'one retry-until=/(a+)+$/', 'ended-early', 'retry-until: /(a+)+$/u takes longer than 1 s'],
    ['save', 'one save=ID:/(a+)+$/', 'ended-early', 'save=ID: /(a+)+$/u takes longer than 1 s'],
  ])('ends although the pattern of %s would need years', async (_attribute, meta, kind, title) => {
    const outcome = await runOne(snippet(meta, '$ echo a'), { 'echo a': prints(`${'a'.repeat(100)}b\n`) });
    expect(faultsOf(outcome)).toEqual({ one: [kind] });
    const page = reportedPage(outcome);
    const [fault] = page.result === 'failed' ? (page.snippets[0]?.faults ?? []) : [];
    expect(fault && faultTitle(fault, 'page')).toContain(title);
  });

  test('runs each snippet on its node', async () => {
    const nodes = snippet('one node=manager', '$ echo $HOSTNAME') + snippet('two node=worker-1', '$ echo $HOSTNAME');
    const engine = new FakeEngine();
    const page = pageOf(nodes, { lab: 'nodes: [manager, worker-1]' });
    const { pages } = await runOn(engine, [page]);
    const outputs = pages.flatMap((each) => (each.kind === 'ran' ? each.recording.snippets : []));
    expect(outputs.map(({ steps }) => steps[0]?.output)).toEqual(['manager', 'worker-1']);
  });

  test('emits events', async () => {
    const events: RunEvent[] = [];
    await runOne(body, programs, { emit: (event) => events.push(event) });
    const told = events.map((event) =>
      event.kind === 'snippet-started' ? `${event.index} ${event.snippet.id}` : event.kind,
    );
    expect(told).toEqual(['planned', 'lab-booting', 'lab-ready', '0 create', '1 attach', '2 use', 'page-ended']);
  });
});

/** Ends what hangs. The fake programs before it need milliseconds, but a busy machine may take a second for them. */
const TIMEOUT_MS = 3_000;

describe('a snippet', () => {
  const later = snippet('later', '$ echo later');

  test('that does not end in time keeps what it printed; later ones do not run', async () => {
    const outcome = await runOne(snippet(`slow timeout=${TIMEOUT_MS}ms`, '$ echo first', '$ docker wait') + later, {
      'docker wait': hangsAfter('half'),
    });
    expect(faultsOf(outcome)).toEqual({ slow: ['ended-early'], later: ['not-run'] });
    expect(outcome.recording.snippets).toMatchObject([
      {
        ending: {
          kind: 'timed-out',
          timeoutMs: TIMEOUT_MS,
          waitedFor: 'the command to end',
          step: { text: 'docker wait' },
        },
        steps: [
          { output: 'first', exit: 0 },
          { output: 'half', exit: null },
        ],
      },
    ]);
  });

  test('whose inner prompt never comes says which one it waited for', async () => {
    const outcome = await runOne(
      snippet(`attach timeout=${TIMEOUT_MS}ms`, '$ docker attach box', '/ # ls', '$ echo') + later,
      {
        'docker attach box': hangsAfter('hello\n'),
      },
    );
    expect(outcome.recording.snippets).toMatchObject([
      { ending: { kind: 'timed-out', waitedFor: 'the prompt `/ # `' }, steps: [{ output: 'hello' }] },
    ]);
  });

  test('whose program has ended before it is typed into is stuck', async () => {
    const outcome = await runOne(snippet('attach', '$ docker attach box', '/ # ls') + later, {
      'docker attach box': prints('no such container\n', 1),
    });
    expect(faultsOf(outcome)).toEqual({ attach: ['ended-early'], later: ['not-run'] });
    expect(outcome.recording.snippets).toMatchObject([
      {
        ending: {
          kind: 'stuck',
          reason: 'the program ended with exit code 1 before the next input, so the input was not typed',
        },
        steps: [{ output: 'no such container' }],
      },
    ]);
  });

  test('that ends the shell is stuck', async () => {
    const outcome = await runOne(snippet('leave', '$ exit', '$ echo') + later, {});
    expect(faultsOf(outcome)).toEqual({ leave: ['ended-early'], later: ['not-run'] });
    expect(outcome.recording.snippets).toMatchObject([{ ending: { reason: "the node's shell has ended" } }]);
  });

  test('whose output has nothing to save is stuck', async () => {
    const outcome = await runOne(snippet('token save=TOKEN:/token (\\S+)/', '$ echo nothing') + later, {});
    expect(faultsOf(outcome)).toEqual({ token: ['ended-early'], later: ['not-run'] });
    expect(outcome.recording.snippets).toMatchObject([
      { ending: { kind: 'stuck', reason: expect.stringContaining('so <TOKEN> has no value') } },
    ]);
  });

  test('with another exit code, or without the expected text, goes on', async () => {
    const outcome = await runOne(
      snippet('fails', '$ false') + snippet('says expect="hello"', '$ echo bye') + later,
      {},
    );
    expect(faultsOf(outcome)).toEqual({ fails: ['wrong-exit'], says: ['unmet'], later: [] });
  });

  test('is run again until its output matches, and only the last run is recorded', async () => {
    const outcome = await runOne(snippet('converged retry-until="2/2" timeout=5s', '$ docker service ls') + later, {
      'docker service ls': printsInTurn('0/2\n', '2/2\n'),
    });
    expect(faultsOf(outcome)).toEqual({ converged: [], later: [] });
    expect(outcome.recording.snippets[0]).toMatchObject({ attempts: 2, steps: [{ output: '2/2', exit: 0 }] });
  });

  test('whose output never matches names the expected text', async () => {
    const outcome = await runOne(
      snippet(`converged retry-until="2/2" timeout=${TIMEOUT_MS}ms`, '$ docker service ls') + later,
      {
        'docker service ls': prints('1/2\n'),
      },
    );
    expect(faultsOf(outcome)).toEqual({ converged: ['ended-early'], later: ['not-run'] });
    expect(outcome.recording.snippets).toMatchObject([
      { ending: { kind: 'timed-out', waitedFor: 'the output to contain "2/2"' }, steps: [{ output: '1/2' }] },
    ]);
  });

  test('whose last attempt is cut off tells what the one before has printed', async () => {
    let calls = 0;
    const outcome = await runOne(
      snippet(`converged retry-until="2/2" timeout=${TIMEOUT_MS}ms`, '$ docker service ls') + later,
      { 'docker service ls': (process) => (++calls === 1 ? prints('1/2\n') : hangsAfter('2/'))(process) },
    );
    expect(faultsOf(outcome)).toEqual({ converged: ['ended-early'], later: ['not-run'] });
    expect(outcome.recording.snippets).toMatchObject([
      {
        attempts: 2,
        ending: { kind: 'timed-out', waitedFor: 'the output to contain "2/2"' },
        steps: [{ output: '1/2' }],
      },
    ]);
  });

  test('that is run again and fails for good ends long before its timeout', async () => {
    const body = snippet('converged retry-until="2/2" timeout=60m', '$ docker service ps gone');
    const outcome = await runOne(body, { 'docker service ps gone': prints('no such service: gone\n', 1) });
    expect(outcome.recording.snippets).toMatchObject([
      { ending: { kind: 'stuck', reason: 'retry-until: the command fails, and no retry helps' } },
    ]);
  });

  test('is not confused by a program that prints marks', async () => {
    const outcome = await runOne(snippet('marks', '$ docker logs') + later, {
      'docker logs': prints('\x1b]133;D;0\x07\x1b]133;A\x07fake $ \x1b]133;B\x07\x1b]133;D;9', 4),
    });
    expect(outcome.recording.snippets).toMatchObject([
      { steps: [{ exit: 4 }] },
      { steps: [{ output: 'later', exit: 0 }] },
    ]);
  });

  test('is recorded the same however reads split the output', async () => {
    const programs: FakePrograms = {
      'docker pull': prints(['网络 10%\r', '\x1b[32m网络 100%\x1b[0m\n', 'done é\n']),
    };
    const page = pageOf(snippet('pull', '$ docker pull'));
    for (const cut of [1, 2, 3, 7, undefined]) {
      const engine = new FakeEngine({ programs, ...(cut && { cut }) });
      const { pages } = await runOn(engine, [page]);
      expect(pages).toMatchObject([
        { recording: { snippets: [{ steps: [{ output: '网络 100%\ndone é', exit: 0 }] }] } },
      ]);
    }
  });
});

const HOUR_MS = 3_600_000;

describe('a clock that is set', () => {
  afterEach(() => void vi.useRealTimers());

  test.each([
    ['on', HOUR_MS],
    ['back', -HOUR_MS],
  ])('%s by an hour, in the middle of a command, changes no wait', async (_way, by) => {
    const ticking: FakePrograms = {
      'docker run': async ({ terminal }) => {
        terminal.print('half, ');
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + by });
        await delay(20);
        terminal.print('whole\n');
        return 0;
      },
      'docker wait': hangsAfter('half'),
    };
    const body = snippet('run', '$ docker run') + snippet(`wait timeout=${TIMEOUT_MS}ms`, '$ docker wait');
    const start = performance.now();
    const outcome = await runOne(body, ticking);
    expect(performance.now() - start).toBeLessThan(HOUR_MS / 2);
    expect(faultsOf(outcome)).toEqual({ run: [], wait: ['ended-early'] });
    expect(outcome.recording.snippets[0]?.steps[0]).toMatchObject({ output: 'half, whole', exit: 0 });
    for (const { durationMs } of outcome.recording.snippets.flatMap(({ steps }) => steps)) {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      expect(durationMs).toBeLessThan(HOUR_MS / 2);
    }
  });
});

describe('an engine that is lost', () => {
  const [good, bad] = [simple('good'), simple('bad', 'docker run')];
  const programs: FakePrograms = { docker: prints(''), 'docker run': prints('') };

  test.each<[string, FakeEngineOptions]>([
    ['while a lab boots', { faults: { bad: { createLab: LOST } } }],
    ['while a terminal is opened', { faults: { bad: { openPty: LOST } } }],
    ['in the middle of a command', { programs: { ...programs, 'docker run': losesTerminalAfter('half', LOST) } }],
    ['while a lab is taken down', { faults: { bad: { dispose: LOST } } }],
    ['while a terminal is opened, and for good', { faults: { bad: { openPty: LOST, dispose: LOST } } }],
    [
      'in the middle of a command, and for good',
      { programs: { ...programs, 'docker run': losesTerminalAfter('half', LOST) }, faults: { bad: { dispose: LOST } } },
    ],
    [
      'without a word, which shows when the lab is taken down',
      { programs: { ...programs, 'docker run': losesTerminalAfter('half') }, faults: { bad: { dispose: LOST } } },
    ],
  ])('%s breaks that page and no other', async (_when, options) => {
    const engine = new FakeEngine({ programs, ...options });
    const { pages } = await runOn(engine, [bad, good]);
    expect(pages).toMatchObject([{ kind: 'broken', page: { slug: 'bad' }, error: LOST }, { kind: 'ran' }]);
    expect(engine.labs).toEqual(new Set());
  });

  test('that refuses to open a terminal breaks that page and no other', async () => {
    const refused = new SnippetsError('docker-refused', 'container is not running', 'a hint');
    const { pages } = await runOn(new FakeEngine({ programs, faults: { bad: { openPty: refused } } }), [bad, good]);
    expect(pages).toMatchObject([{ kind: 'broken', error: refused }, { kind: 'ran' }]);
  });

  test('is reported with its own error, whatever the code', async () => {
    const errors = (['node-not-ready', 'image-not-made', 'docker-refused'] as const).map(
      (code) => new SnippetsError(code, code, 'a hint'),
    );
    const faults = Object.fromEntries(errors.map((error) => [error.code, { createLab: error }]));
    const engine = new FakeEngine({ faults });
    const { pages } = await runOn(
      engine,
      errors.map(({ code }) => simple(code)),
    );
    expect(pages.map((page) => page.kind === 'broken' && page.error)).toEqual(errors);
  });
});

describe('a run', () => {
  const programs: FakePrograms = { docker: prints('') };
  const failing = simple('failing', 'false');

  test('goes on after a page that failed', async () => {
    const { pages } = await runOn(new FakeEngine({ programs }), [failing, simple('a'), simple('b')]);
    expect(pages.map((page) => [page.page.slug, hasPassed(page)])).toEqual([
      ['failing', false],
      ['a', true],
      ['b', true],
    ]);
  });

  test('stops after it with `bail`', async () => {
    const engine = new FakeEngine({ programs });
    const { pages, ending } = await runOn(engine, [simple('a'), failing, simple('b')], { bail: true });
    expect(pages.map(({ page, kind }) => [page.slug, kind])).toEqual([
      ['a', 'ran'],
      ['failing', 'ran'],
      ['b', 'not-run'],
    ]);
    expect(ending).toEqual({ kind: 'bailed' });
    expect(engine.asked).toEqual(['a', 'failing']);
  });

  test('ends a page after its first snippet that fails with `stopAtFault`', async () => {
    const failing = pageOf(snippet('one', '$ true') + snippet('two', '$ false') + snippet('three', '$ true'));
    const engine = new FakeEngine({ programs });
    const { pages, ending } = await runOn(engine, [failing, simple('passing')], { stopAtFault: true });
    expect(pages.map((page) => faultsOf(page))).toEqual([
      { one: [], two: ['wrong-exit'], three: ['not-run'] },
      { one: [] },
    ]);
    expect(ending).toEqual({ kind: 'complete' });
    expect(engine.labs).toEqual(new Set());
  });

  test('does not stop after a page that was skipped', async () => {
    const needy = pageOf(snippet('one', '$ docker ps'), { slug: 'needy', lab: 'needs: [ipvs]' });
    const engine = new FakeEngine({ programs });
    const { pages } = await runOn(engine, [needy, simple('a')], { bail: true });
    expect(pages.map(({ kind }) => kind)).toEqual(['skipped', 'ran']);
    expect(engine.asked).toEqual(['a']);
  });

  test.each([1, 2, 3])('has the labs of %i pages at once, and that of the next page, but no more', async (jobs) => {
    const engine = new FakeEngine({ programs });
    const pages = ['a', 'b', 'c', 'd', 'e'].map((slug) => simple(slug));
    const outcome = await runOn(engine, pages, { jobs });
    expect(engine.mostLabs).toBe(jobs + 1);
    expect(engine.labs).toEqual(new Set());
    expect(outcome.pages.map(({ page }) => page.slug)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('an interruption', () => {
  const programs: FakePrograms = { docker: prints(''), 'docker run': hangsAfter('half') };
  const retried = pageOf(snippet('one retry-until="never"', '$ docker ps'), { slug: 'retried' });

  /** Interrupts a run of four pages, two at a time, at the first event of a kind. */
  async function interruptAt(kind: RunEvent['kind'], page: Page, options: FakeEngineOptions = {}) {
    const engine = new FakeEngine({ programs, ...options });
    const interruption = new AbortController();
    const ended: string[] = [];
    const emit = (event: RunEvent) => {
      if (event.kind === kind) interruption.abort();
      if (event.kind === 'page-ended') ended.push(event.outcome.kind);
    };
    const running = runOn(engine, [page, simple('second', 'docker run'), simple('third'), simple('fourth')], {
      jobs: 2,
      signal: interruption.signal,
      emit,
    });
    expect((await running).ending).toEqual({ kind: 'interrupted' });
    expect(engine.labs).toEqual(new Set());
    expect(engine.asked).not.toContain('fourth');
    return ended;
  }

  test('while labs boot removes them', async () => {
    await interruptAt('lab-booting', simple('first'), { slow: ['first', 'second'] });
  });

  test('between boot and first command removes them', async () => {
    await interruptAt('lab-ready', simple('first', 'docker run'));
  });

  test('while commands run removes them', async () => {
    expect(await interruptAt('snippet-started', simple('first', 'docker run'))).toEqual(['not-run', 'not-run']);
  });

  test('during a command removes its lab, long before the timeout', async () => {
    const interruption = new AbortController();
    const engine = new FakeEngine({
      programs: {
        'docker run': async (process) => {
          setImmediate(() => interruption.abort());
          return hangsAfter('half')(process);
        },
      },
    });
    const running = runOn(engine, [simple('first', 'docker run')], { signal: interruption.signal });
    expect((await running).ending).toEqual({ kind: 'interrupted' });
    expect(engine.labs).toEqual(new Set());
  });

  test('between two attempts removes them', async () => {
    await interruptAt('snippet-started', retried);
  });

  test('of a lost engine is reported as an interruption', async () => {
    const faults = { first: { dispose: LOST }, second: { dispose: LOST } };
    await interruptAt('snippet-started', simple('first', 'docker run'), { faults });
  });

  test('that ends the engine before the lab of the next page is removed keeps what has run', async () => {
    const interruption = new AbortController();
    let ready = 0;
    const emit = (event: RunEvent) => {
      if (event.kind === 'lab-ready' && ++ready === 3) interruption.abort();
    };
    const engine = new FakeEngine({ programs, faults: { third: { dispose: LOST } } });
    const pages = [simple('first'), simple('second', 'docker run'), simple('third')];
    const outcome = await runOn(engine, pages, { signal: interruption.signal, emit });
    expect(outcome.ending).toEqual({ kind: 'interrupted' });
    expect(outcome.pages.map(({ kind }) => kind)).toEqual(['ran', 'not-run', 'not-run']);
    expect(engine.labs).toEqual(new Set());
  });
});

/** Returns a capture without snippets, with which nothing can be compared. */
function unreadable(error: Error): Capture {
  const capture = {
    snippets: [],
    get engine(): never {
      throw error;
    },
  };
  return capture as unknown as Capture;
}

describe('pages run', () => {
  /** Returns slugs in the order in which their labs were booted. The captures are good for nothing else. */
  const orderOf = async (pages: readonly Page[], durations: Readonly<Record<string, number>> = {}) => {
    const captureWith = (duration: number) => ({ snippets: [{ steps: [{ duration }] }] }) as unknown as Capture;
    const captures = new Map(Object.entries(durations).map(([slug, duration]) => [slug, captureWith(duration)]));
    const booted: string[] = [];
    const emit = (event: RunEvent) => event.kind === 'lab-booting' && booted.push(event.page.slug);
    const { pages: outcomes } = await runOn(new FakeEngine(), pages, { captures, emit });
    return { booted, outcomes: outcomes.map(({ page }) => page.slug) };
  };
  const pages = ['a', 'b', 'c', 'd'].map((slug) => simple(slug));

  test('in the order in which they are given, if nothing is known of them', async () => {
    expect((await orderOf(pages)).booted).toEqual(['a', 'b', 'c', 'd']);
  });

  test('the longest first, as their captures say; one without a capture counts as the mean', async () => {
    const { booted, outcomes } = await orderOf(pages, { a: 1_000, b: 90_000, c: 5_000 });
    expect(booted).toEqual(['b', 'd', 'c', 'a']);
    expect(outcomes).toEqual(['a', 'b', 'c', 'd']);
  });
});

test('a mistake in the tool breaks only the page in whose judgement it shows', async () => {
  const captures = new Map([['second', unreadable(new TypeError('roles is not iterable'))]]);
  const engine = new FakeEngine();
  const { pages, ending } = await runOn(engine, [simple('first'), simple('second'), simple('third')], { captures });
  expect(pages.map(({ kind }) => kind)).toEqual(['ran', 'broken', 'ran']);
  expect(ending).toEqual({ kind: 'complete' });
  expect(engine.labs).toEqual(new Set());
  const [, broken] = pages;
  if (broken?.kind !== 'broken') throw new TypeError('the page is not broken');
  expect(broken.error).toMatchObject({
    code: 'tool-defect',
    message: 'this is a mistake in snippets itself: roles is not iterable',
    hint: expect.stringMatching(
      /^please report it with these lines:\nTypeError: roles is not iterable\n +at .*run-pages/u,
    ),
  });
});
