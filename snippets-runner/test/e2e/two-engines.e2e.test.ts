/** Tests pages spread over two engines, and the loss of one. Needs a machine that can start a second engine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../lab/daemon/connect.ts';
import { obstacleTo } from '../../lab/engines/embedded.ts';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { skipIf } from '../skip.ts';
import { e2eFolder } from './pages.ts';
import { HOME, snippets, start } from './snippets.ts';

const SLUGS = ['a', 'b', 'c', 'd', 'e', 'f'];
const PAGE = mdx(snippet('hello', '$ sleep 2', '$ docker version --format hello'));

describe('on two engines', skipIf(obstacleTo('native')), () => {
  let scratch: string;
  let second: string;
  let folder: ContentFolder;
  const script = (verb: string) =>
    execFileSync(join(HOME, 'scripts/engine'), [verb], {
      env: { ...process.env, SNIPPETS_ENGINE_FOLDER: scratch, NODE: process.execPath },
    });
  let engines: readonly string[];

  beforeAll(async () => {
    folder = e2eFolder(Object.fromEntries(SLUGS.map((slug) => [`en/${slug}.mdx`, PAGE])));
    scratch = mkdtempSync(join(tmpdir(), 'engine-'));
    second = `unix://${join(scratch, 'run/docker.sock')}`;
    script('start');
    const { address } = await connect({ env: process.env, home: HOME });
    engines = ['--engine', address, '--engine', second];
    // Also makes the images now, so the run that loses an engine does not spend its time on them.
    const { exit, stderr } = await snippets(['capture', ...engines, '--jobs', '1'], { cwd: folder.home });
    expect([exit, stderr]).toEqual([0, expect.any(String)]);
  });
  afterAll(() => {
    script('stop');
    rmSync(scratch, { recursive: true, force: true });
    folder[Symbol.dispose]();
  });

  test('the pages of a lost engine go to the other, and the loss is reported', async () => {
    const run = start(['verify', '--verbose', ...engines, '--jobs', '1'], { cwd: folder.home });
    await run.says('hello on host');
    process.kill(Number(readFileSync(join(scratch, 'run/pid'), 'utf8')), 'SIGKILL');
    const { exit, stdout, stderr } = await run.ended;
    expect([exit, stdout]).toEqual([0, expect.stringContaining('6 pages passed')]);
    expect(stderr).toContain(`lost engine ${second}`);
  });
});
