/** However a run ends, nothing stays on the engine, and captures are complete. */
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { noSocket, skipIf } from '../skip.ts';
import { engineState } from './engine-state.ts';
import { socketFront, socketOf } from './fronts.ts';
import { e2eFolder, SLOW } from './pages.ts';
import { type Running, snippets, start } from './snippets.ts';

const SLUG = 'e2e/slow';
const QUICK = mdx(snippet('hello', '$ echo hello'));

const engine = await engineState();
let folder: ContentFolder;
beforeEach(() => {
  folder = e2eFolder({ [`en/${SLUG}.mdx`]: SLOW, 'en/e2e/quick.mdx': QUICK });
});
afterEach(() => folder[Symbol.dispose]());

const call = (...args: string[]) => snippets(args, { cwd: folder.home });

/** Starts a run, and resolves in one of its snippets: `hello` opens the lab's terminal, `wait` waits in it. */
async function running(command: string, at: 'hello' | 'wait' = 'wait', env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const run = start([command, SLUG, '--verbose'], { cwd: folder.home, env });
  await run.says(`${at} on host`);
  expect(await engine.ofPage(SLUG)).not.toEqual([]);
  return run;
}

test.each([
  ['SIGINT', 130, 'wait'],
  ['SIGINT', 130, 'hello'],
  ['SIGTERM', 143, 'wait'],
] as const)('%s removes the lab and exits with %i: at %s', async (signal, exit, at) => {
  const run = await running('verify', at);
  run.kill(signal);
  expect(await run.ended).toMatchObject({ exit, stderr: expect.stringContaining('stopping: removing labs') });
  expect(await engine.ofPage(SLUG)).toEqual([]);
});

test('a second SIGINT ends it at once; the next run removes the leftovers', async () => {
  const run = await running('verify');
  run.kill('SIGINT');
  await run.says('again to stop at once');
  run.kill('SIGINT');
  expect(await run.ended).toMatchObject({ exit: 130 });
  expect(await engine.ofPage(SLUG)).not.toEqual([]);
  expect(await call('capture', 'e2e/quick')).toMatchObject({ exit: 0 });
  expect(await engine.ofPage(SLUG)).toEqual([]);
});

test('if its output is closed, it ends, and removes the lab', async () => {
  const talking = 'e2e/talking';
  const body = snippet('one', '$ sleep 1') + snippet('two', '$ sleep 1') + snippet('wait timeout=10m', '$ sleep 600');
  writeFileSync(join(folder.content, `en/${talking}.mdx`), mdx(body));
  const run = start(['verify', talking, '--verbose'], { cwd: folder.home });
  await run.says('one on host');
  expect(await engine.ofPage(talking)).not.toEqual([]);
  run.hangUp();
  await run.ended;
  expect(await engine.ofPage(talking)).toEqual([]);
});

test(
  'a lab that cannot be removed after SIGINT is named, with how to remove it',
  skipIf(noSocket(engine.host)),
  async () => {
    await using front = await socketFront(socketOf(engine.host), join(folder.home, 'proxy.sock'));
    const run = await running('verify', 'wait', { DOCKER_HOST: `unix://${join(folder.home, 'proxy.sock')}` });
    run.kill('SIGINT');
    // The run may notice either of the two first.
    front.cut();
    const { stderr } = await run.ended;
    const [container] = await engine.docker.listContainers({
      filters: { label: [`snippets.lab.page=${SLUG}`] },
    });
    expect(stderr).toContain(
      `left lab ${container?.Labels['snippets.lab.id']}: the Docker daemon went away while removing lab`,
    );
    expect(stderr).toMatch(/\n {2}hint `npx snippets clean` removes it after this run/u);
    await call('clean');
    expect(await engine.ofPage(SLUG)).toEqual([]);
  },
);

test('SIGINT while a lab boots removes it', async () => {
  const filters = JSON.stringify({ label: [`snippets.lab.page=${SLUG}`], event: ['start'] });
  const events = await engine.docker.getEvents({ filters });
  const run = start(['verify', SLUG], { cwd: folder.home });
  await once(events as Readable, 'data');
  (events as Readable).destroy();
  run.kill('SIGINT');
  expect(await run.ended).toMatchObject({ exit: 130 });
  expect(await engine.ofPage(SLUG)).toEqual([]);
});

test('after kill -9, the next run removes the leftovers, and no capture is incomplete', async () => {
  const run = await running('capture');
  run.kill('SIGKILL');
  await run.ended;
  expect(await engine.ofPage(SLUG)).not.toEqual([]);
  expect(existsSync(join(folder.content, 'captures'))).toBe(false);

  expect(await call('capture', 'e2e/quick')).toMatchObject({ exit: 0 });
  expect(await engine.ofPage(SLUG)).toEqual([]);
  expect(readdirSync(join(folder.content, 'captures/e2e'))).toEqual(['quick.yaml']);
});

test('clean removes the leftovers of kill -9, incomplete files included, and no lab in use', async () => {
  const alive = await running('verify');
  const inUse = await engine.ofPage(SLUG);
  const killed = await running('verify');
  killed.kill('SIGKILL');
  await killed.ended;
  writeFileSync(join(folder.content, '.quick.yaml.1.partial'), 'half');

  const clean = await call('clean');
  expect(clean).toMatchObject({ exit: 0, stdout: expect.stringContaining('removed 1 half-written file') });
  expect(clean.stdout).toMatch(/^removed lab [0-9a-f]{8} of e2e\/slow, started 2/mu);
  expect(clean.stdout).toMatch(/^left lab [0-9a-f]{8} of e2e\/slow: its run is going on$/mu);
  expect(await engine.ofPage(SLUG)).toEqual(inUse);
  expect(readdirSync(folder.content)).not.toContain('.quick.yaml.1.partial');

  alive.kill('SIGINT');
  expect(await alive.ended).toMatchObject({ exit: 130 });
  expect(await engine.ofPage(SLUG)).toEqual([]);
});

test.each(['hello', 'wait'] as const)(
  'a daemon that goes away at %s is reported, and the leftovers are removed later',
  skipIf(noSocket(engine.host)),
  async (at) => {
    await using front = await socketFront(socketOf(engine.host), join(folder.home, 'proxy.sock'));
    const run = await running('verify', at, { DOCKER_HOST: `unix://${join(folder.home, 'proxy.sock')}` });
    front.cut();
    const { exit, stdout, stderr } = await run.ended;
    expect(exit).toBe(2);
    expect(stdout).toMatch(
      /could not run content\/en\/e2e\/slow\.mdx: the Docker daemon went away while .*\n {2}hint .*doctor/u,
    );
    expect(stderr).not.toContain('mistake in snippets itself');
    expect(await engine.ofPage(SLUG)).not.toEqual([]);
    await call('clean');
    expect(await engine.ofPage(SLUG)).toEqual([]);
  },
);
