/** A run whose process is stopped for a while, as on a machine that sleeps, while its commands go on. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { e2eFolder } from './pages.ts';
import { start } from './snippets.ts';

const LAB = 'lab:\n  images: []\n';
const ENDS = mdx(snippet('ends timeout=3s expect="done"', '$ sleep 2; echo done'), LAB);
const PRINTS = mdx(
  snippet(
    'prints exit=130 expect="line 9"',
    "$ sh -c 'for i in 1 2 3 4 5 6 7 8 9; do echo line $i; sleep 0.3; done; sleep 1000'",
    '<Ctrl-C>',
  ),
  LAB,
);

let folder: ContentFolder;
beforeAll(() => {
  folder = e2eFolder({ 'en/e2e/ends.mdx': ENDS, 'en/e2e/prints.mdx': PRINTS });
});
afterAll(() => folder[Symbol.dispose]());

// `capture`, because it has nothing to compare: only the timeout, or a missing output, can fail. Both at once, because
// they wait most of the time.
test.concurrent.each([
  ['a command that has ended meanwhile has not timed out', 'e2e/ends', 'ends'],
  ['a program that has printed meanwhile was not silent', 'e2e/prints', 'prints'],
])('%s', async (_what, page, id) => {
  const run = start(['capture', page, '--verbose', '--jobs', '1'], { cwd: folder.home });
  await run.says(`${id} on host`);
  await delay(700);
  run.kill('SIGSTOP');
  await delay(20_000);
  run.kill('SIGCONT');
  const { exit, stdout, stderr } = await run.ended;
  expect([exit, stdout]).toEqual([0, expect.stringContaining('1 page passed')]);
  expect(stderr).not.toContain('timed out');
});
