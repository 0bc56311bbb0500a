/** A page that is run again and again, in labs that stay. */
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import type { PagePlan } from '../../model/plan.ts';
import { planPage } from '../../run/plan-pages.ts';
import { type Answer, WarmPage } from '../../run/warm-page.ts';
import type { FakeProgram, FakePrograms } from '../fake-lab/fake-bash.ts';
import { FakeEngine, type FakeEngineOptions, offerOf } from '../fake-lab/fake-lab.ts';
import { hangsAfter } from '../fake-lab/fake-programs.ts';
import { pageOf } from './pages.ts';

/** Prints everything that was logged in this lab. A page has one terminal here, so a terminal is a lab. */
function logging(): FakeProgram {
  const logs = new WeakMap<object, string[]>();
  return async ({ terminal, command }) => {
    const log = [...(logs.get(terminal) ?? []), command.slice('log '.length)];
    logs.set(terminal, log);
    terminal.print(`${log.join(' ')}\n`);
    return 0;
  };
}

function planOf(commands: readonly string[], lab?: string): PagePlan {
  const blocks = commands.map((each, index) => `\`\`\`console snippet=s${index}\n$ ${each}\n\`\`\`\n`);
  return planPage(pageOf(blocks.join('\n'), lab === undefined ? {} : { lab }), ['fake']);
}

async function withWarmPage(
  options: FakeEngineOptions & { readonly programs: FakePrograms },
  use: (warm: WarmPage, engine: FakeEngine, source: ReturnType<typeof offerOf>) => Promise<void>,
): Promise<void> {
  const engine = new FakeEngine(options);
  const warm = new WarmPage({ signal: new AbortController().signal, emit: () => undefined });
  try {
    await use(warm, engine, offerOf(engine));
  } finally {
    await warm[Symbol.asyncDispose]();
  }
  expect(engine.labs).toEqual(new Set());
}

function outputs(answer: Answer | undefined): readonly string[] | undefined {
  return answer?.recording.snippets.map(({ steps }) => steps.map(({ output }) => output).join());
}

const edit = fc.array(fc.constantFrom('log a', 'log b', 'log c'), { minLength: 1, maxLength: 3 });

test('however a page was edited, an answer is that of a run from the beginning', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 2, maxLength: 4 }), async (versions) => {
      await withWarmPage({ programs: { log: logging() } }, async (warm, _, source) => {
        for (const version of versions) {
          const plan = planOf(version);
          const logged = version.map((command) => command.slice('log '.length));
          expect(outputs(await warm.answer(plan, source))).toEqual(
            logged.map((_each, index) => logged.slice(0, index + 1).join(' ')),
          );
          warm.prepare(plan, source);
        }
      });
    }),
    { numRuns: 15 },
  );
});

test('it says how much has run, and whether it was in one go', async () => {
  await withWarmPage({ programs: { log: logging() } }, async (warm, engine, source) => {
    expect(await warm.answer(planOf(['log a', 'log b']), source)).toMatchObject({
      next: { kind: 'all', why: { kind: 'first' } },
      ran: 2,
      isOneRun: true,
    });
    expect(await warm.answer(planOf(['log a', 'log b']), source)).toMatchObject({ next: { kind: 'nothing' }, ran: 0 });
    expect(await warm.answer(planOf(['log a', 'log b', 'log c']), source)).toMatchObject({
      next: { kind: 'rest', from: 2 },
      ran: 1,
      isOneRun: false,
    });
    const confirmed = await warm.confirm(planOf(['log a', 'log b', 'log c']), source);
    expect(confirmed).toMatchObject({ next: { kind: 'all', why: { kind: 'again' } }, ran: 3, isOneRun: true });
    expect(outputs(confirmed)).toEqual(['a', 'a b', 'a b c']);
    expect(await warm.answer(planOf(['log x']), source)).toMatchObject({
      next: { kind: 'all', why: { kind: 'changed', snippet: 's0' } },
      ran: 1,
      isOneRun: true,
    });
    expect(engine.mostLabs).toBeLessThanOrEqual(3);
  });
});

describe('a save during a run', () => {
  const programs = () => ({ log: logging(), hang: hangsAfter(''), nap: nap() });
  const nap =
    (): FakeProgram =>
    async ({ terminal }) => {
      await delay(300);
      terminal.print('rested\n');
      return 0;
    };

  test('that changes what is running breaks it off; the newest version runs from the beginning', async () => {
    await withWarmPage({ programs: programs() }, async (warm, _, source) => {
      const hanging = warm.answer(planOf(['log a', 'hang']), source);
      await delay(400);
      const next = planOf(['log a', 'log b']);
      warm.heed(next);
      expect(await hanging).toBeUndefined();
      const answer = await warm.answer(next, source);
      expect(answer).toMatchObject({ next: { kind: 'all', why: { kind: 'changed', snippet: 's1' } }, ran: 2 });
      expect(outputs(answer)).toEqual(['a', 'a b']);
    });
  });

  test('that changes only what has not run goes on in the same lab', async () => {
    await withWarmPage({ programs: programs() }, async (warm, _, source) => {
      const running = warm.answer(planOf(['log a', 'nap', 'log b']), source);
      await delay(250);
      const next = planOf(['log a', 'nap', 'log c']);
      warm.heed(next);
      expect(await running).toBeUndefined();
      const answer = await warm.answer(next, source);
      expect(answer).toMatchObject({ next: { kind: 'all', why: { kind: 'first' } }, ran: 3, isOneRun: true });
      expect(outputs(answer)).toEqual(['a', 'rested', 'a c']);
    });
  });

  test('of the run after one that was broken off goes on in the same lab, too', async () => {
    let begun = 0;
    const begin: FakeProgram = async () => {
      begun += 1;
      return 0;
    };
    await withWarmPage({ programs: { ...programs(), begin } }, async (warm, _, source) => {
      const hanging = warm.answer(planOf(['begin', 'hang']), source);
      await delay(400);
      const second = planOf(['begin', 'nap', 'log b']);
      warm.heed(second);
      expect(await hanging).toBeUndefined();
      const running = warm.answer(second, source);
      await expect.poll(() => begun).toBe(2);
      const third = planOf(['begin', 'nap', 'log c']);
      warm.heed(third);
      expect(await running).toBeUndefined();
      const answer = await warm.answer(third, source);
      expect(answer).toMatchObject({ next: { kind: 'all', why: { kind: 'changed', snippet: 's1' } }, ran: 3 });
      expect(outputs(answer)).toEqual(['', 'rested', 'c']);
      expect(begun).toBe(2);
    });
  });

  test('that has mistakes ends it after the command; the lab stays', async () => {
    await withWarmPage({ programs: programs() }, async (warm, engine, source) => {
      const plan = planOf(['nap', 'log a']);
      const running = warm.answer(plan, source);
      await delay(200);
      warm.heed(undefined);
      expect(await running).toBeUndefined();
      const labs = engine.asked.length;
      expect(outputs(await warm.answer(plan, source))).toEqual(['rested', 'a']);
      expect(engine.asked).toHaveLength(labs);
    });
  });

  test.each([
    ['at the end', '/info'],
    ['between two commands', '/networks'],
  ])('that comes while the nodes are looked at %s breaks it off; later ones run in another lab', async (_, place) => {
    let hasBegun = false;
    const begin: FakeProgram = async () => {
      hasBegun = true;
      return 0;
    };
    let look = () => {};
    const answers = (_node: string, path: string) => (hasBegun && path === place ? look() : undefined);
    await withWarmPage({ programs: { ...programs(), begin }, answers }, async (warm, _engine, source) => {
      look = () => warm.heed(planOf(['log b']));
      expect(await warm.answer(planOf(['begin', 'log a']), source)).toBeUndefined();
      look = () => {};
      expect(outputs(await warm.answer(planOf(['begin', 'log a', 'log c']), source))).toEqual(['', 'a', 'a c']);
    });
  });

  test('that comes before anything runs has nothing of the version before run', async () => {
    let look = () => {};
    const answers = (_node: string, path: string) => (path === '/_ping' ? look() : undefined);
    await withWarmPage({ programs: programs(), answers }, async (warm, _engine, source) => {
      await warm.answer(planOf(['log a']), source);
      const newest = planOf(['log a', 'log b']);
      // While it is found out whether the lab is still there.
      look = () => warm.heed(newest);
      expect(await warm.answer(planOf(['log a', 'log x']), source)).toBeUndefined();
      look = () => {};
      const answer = await warm.answer(newest, source);
      expect(answer).toMatchObject({ next: { kind: 'rest', from: 1 }, ran: 1 });
      expect(outputs(answer)).toEqual(['a', 'a b']);
    });
  });

  test('that comes while everything is run once more keeps the first lab', async () => {
    await withWarmPage({ programs: programs() }, async (warm, _, source) => {
      await warm.answer(planOf(['nap', 'nap']), source);
      const confirming = warm.confirm(planOf(['nap', 'nap']), source);
      await delay(150);
      const next = planOf(['nap', 'nap', 'log a']);
      warm.heed(next);
      expect(await confirming).toBeUndefined();
      expect(await warm.answer(next, source)).toMatchObject({ next: { kind: 'rest', from: 2 }, ran: 1 });
    });
  });
});

test('if both labs are gone, the page runs in a new one', async () => {
  const engine = new FakeEngine({ programs: { log: logging() } });
  const createLab = vi.spyOn(engine, 'createLab');
  const warm = new WarmPage({ signal: new AbortController().signal, emit: () => undefined });
  const source = offerOf(engine);
  await warm.answer(planOf(['log a']), source);
  await expect.poll(() => createLab.mock.results).toHaveLength(2);
  // As if the engine had been started again: their nodes have ended, and nobody has told so.
  for (const { value } of createLab.mock.results) await (await value)[Symbol.asyncDispose]();
  const answer = await warm.answer(planOf(['log a', 'log b']), source);
  expect(answer).toMatchObject({ next: { kind: 'all', why: { kind: 'lost' } }, ran: 2 });
  expect(outputs(answer)).toEqual(['a', 'a b']);
  await warm[Symbol.asyncDispose]();
  expect(engine.labs).toEqual(new Set());
});

test('if no lab can be made, the error is thrown, and the next version is tried', async () => {
  const refused = new SnippetsError('docker-refused', 'no space left', '');
  const engine = new FakeEngine({ programs: { log: logging() } });
  const createLab = vi.spyOn(engine, 'createLab').mockRejectedValueOnce(refused);
  const warm = new WarmPage({ signal: new AbortController().signal, emit: () => undefined });
  await expect(warm.answer(planOf(['log a']), offerOf(engine))).rejects.toBe(refused);
  expect(outputs(await warm.answer(planOf(['log a']), offerOf(engine)))).toEqual(['a']);
  expect(createLab.mock.calls.length).toBeGreaterThan(1);
  await warm[Symbol.asyncDispose]();
  expect(engine.labs).toEqual(new Set());
});

test('while an image is missing, no lab is made ahead of the run that needs it', async () => {
  const registry = new Set<string>();
  const programs = { log: logging() };
  await withWarmPage({ programs, isInRegistry: (name) => registry.has(name) }, async (warm, engine, source) => {
    const createLab = vi.spyOn(engine, 'createLab');
    await warm.answer(withReference('app:1', planOf(['log a'])), source);
    expect(createLab).toHaveBeenCalledTimes(1);
    registry.add('app:1');
    await warm.answer(withReference('app:1', planOf(['log b'])), source);
    const second = await createLab.mock.results[1]?.value;
    expect([...second.images.keys()]).toEqual(['app:1']);
    // Now the next lab is made ahead.
    await expect.poll(() => createLab.mock.calls).toHaveLength(3);
  });
});

test('what has run without an image can be run once more, with it', async () => {
  const registry = new Set<string>();
  const programs = { log: logging() };
  await withWarmPage({ programs, isInRegistry: (name) => registry.has(name) }, async (warm, _engine, source) => {
    const plan = withReference('app:1', planOf(['log a']));
    expect(await warm.answer(plan, source)).toMatchObject({ ran: 1, lacksImages: true });
    expect(await warm.answer(plan, source)).toMatchObject({ next: { kind: 'nothing' }, ran: 0, lacksImages: true });
    registry.add('app:1');
    warm.startOver();
    const again = await warm.answer(plan, source);
    expect(again).toMatchObject({ next: { kind: 'all', why: { kind: 'image-missing' } }, ran: 1, lacksImages: false });
    expect(outputs(again)).toEqual(['a']);
    expect(await warm.answer(plan, source)).toMatchObject({ next: { kind: 'nothing' }, ran: 0 });
  });
});

test('an image that nodes pull themselves is not missing', async () => {
  await withWarmPage({ programs: { log: logging() }, isInRegistry: () => false }, async (warm, engine, source) => {
    const createLab = vi.spyOn(engine, 'createLab');
    await warm.answer(withReference(`app@sha256:${'0'.repeat(64)}`, planOf(['log a'])), source);
    await expect.poll(() => createLab.mock.calls).toHaveLength(2);
  });
});

function withReference(reference: string, plan: PagePlan): PagePlan {
  const { page } = plan;
  return { ...plan, page: { ...page, lab: { ...page.lab, references: [reference] } } };
}

test('what the page is still removing is waited for apart', async () => {
  let volumes: readonly object[] = [{ Name: 'data' }];
  const answers = (_node: string, path: string) => (path === '/volumes' ? { Volumes: volumes } : undefined);
  await withWarmPage({ programs: { log: logging() }, answers }, async (warm, _, source) => {
    const answer = (await warm.answer(planOf(['log a']), source)) as Answer;
    expect(answer).toMatchObject({ isSettled: false, recording: { left: [{ kind: 'volumes', names: ['data'] }] } });
    volumes = [];
    expect(await warm.settle(answer)).toMatchObject({ isSettled: true, recording: { left: [] } });
  });
});
