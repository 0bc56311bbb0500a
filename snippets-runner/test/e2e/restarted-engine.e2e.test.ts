/** Tests an engine that restarts during a run, as an update of Docker does. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { obstacleTo } from '../../lab/engines/embedded.ts';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { skipIf } from '../skip.ts';
import { type OwnEngine, ownEngine } from './own-engine.ts';
import { e2eFolder, SLOW } from './pages.ts';
import { snippets, start } from './snippets.ts';

describe('an engine that restarts during a run', skipIf(obstacleTo('native')), () => {
  let engine: OwnEngine;
  let folder: ContentFolder;
  const quick = mdx(snippet('hello', '$ echo hello'));
  const at = (...args: string[]) => [...args, '--engine', engine.socketPath];

  beforeAll(() => {
    folder = e2eFolder({ 'en/e2e/slow.mdx': SLOW, 'en/e2e/quick.mdx': quick });
    engine = ownEngine();
    engine.start();
  });
  afterAll(() => {
    engine.stop();
    rmSync(engine.scratch, { recursive: true, force: true });
    folder[Symbol.dispose]();
  });

  test('is reported as lost; the next run removes the leftovers, and passes', async () => {
    expect(await snippets(at('capture', 'e2e/quick'), { cwd: folder.home })).toMatchObject({ exit: 0 });
    const run = start(at('verify', 'e2e/slow', '--verbose'), { cwd: folder.home });
    await run.says('wait on host');
    engine.stop();
    engine.start();
    const { exit, stdout, stderr } = await run.ended;
    expect(exit).toBe(2);
    expect(stdout).toMatch(/could not run \S+slow\.mdx: the Docker daemon went away while .*\n {2}hint .*doctor/u);
    expect(stderr).not.toContain('mistake in snippets itself');

    expect(await engine.strangers()).not.toEqual([]);
    expect(await snippets(at('verify', 'e2e/quick'), { cwd: folder.home })).toMatchObject({ exit: 0 });
    expect(await engine.strangers()).toEqual([]);
  });
});
