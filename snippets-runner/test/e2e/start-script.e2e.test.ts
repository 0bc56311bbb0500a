/** `scripts/start` as a reader types it. It verifies nothing here: `verify` has tests of its own. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Person, personRunning } from './person.ts';
import { HOME } from './snippets.ts';

const START = join(HOME, 'scripts/start');
const NO_DAEMON = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };

async function served(args: readonly string[]): Promise<{ readonly person: Person; readonly url: string }> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const person = await personRunning([START, ...args, String(port)], { cwd: HOME, env: NO_DAEMON });
  await person.sees(/The tutorials: (?=http)/u);
  return { person, url: `http://127.0.0.1:${port}/` };
}

async function expectEnd({ person, url }: Awaited<ReturnType<typeof served>>): Promise<void> {
  expect((await fetch(`${url}en/attach/`)).status).toBe(200);
  const before = performance.now();
  person.types('\x03');
  expect(await person.ended).toBe(130);
  expect(performance.now() - before).toBeLessThan(5_000);
  await expect(fetch(url)).rejects.toThrow();
}

test('--no-verify only serves, until Ctrl-C', async () => {
  const reader = await served(['--no-verify']);
  await reader.person.sees(/Ctrl-C ends this\./u);
  await expectEnd(reader);
});

test('without a daemon the site is served all the same, and it is said that nothing was verified', async () => {
  const reader = await served([]);
  await reader.person.sees(/the tutorials were not verified/u);
  await expectEnd(reader);
});

test('an argument that it does not know is refused', async () => {
  const person = await personRunning([START, '--fast'], { cwd: HOME });
  await person.sees(/error: unknown argument: --fast\nhint: scripts\/start \[--no-verify\] \[PORT\]/u);
  expect(await person.ended).toBe(2);
});
