/** Tests which engine runs a page. Needs a machine that can start the virtual machine. */

import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, connectTo } from '../../lab/daemon/connect.ts';
import type { Connection } from '../../lab/daemon/connection.ts';
import { embeddedSocket, obstacleTo } from '../../lab/engines/embedded.ts';
import { openEngine } from '../../lab/engines/open.ts';
import { type EnginePool, openPool } from '../../lab/engines/pool.ts';
import type { DockerNode } from '../../lab/node/docker-node.ts';
import { KERNEL_FEATURES } from '../../tutorial/page.ts';
import { type ContentFolder, contentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { ENGINE_OPTIONS } from '../engine-options.ts';
import { skipIf } from '../skip.ts';
import { reachedDaemons } from './outer-engine.ts';
import { e2eFolder } from './pages.ts';
import { HOME, snippets } from './snippets.ts';

const MACHINE_PAGE = mdx(
  snippet('one', '$ docker run --rm alpine hostname -i'),
  'lab:\n  images: [alpine]\n  needs: [ipvlan]\n',
);

test('the kernel is probed by trying, with the same result each time', async () => {
  const engine = await openEngine(await connect(ENGINE_OPTIONS), ENGINE_OPTIONS);
  const features = await engine.features();
  // Every kernel that runs a Docker daemon has these; without one of them every lab would fail.
  expect([...features]).toEqual(expect.arrayContaining(['macvlan', 'vxlan']));
  const again = await openEngine(await connect(ENGINE_OPTIONS), ENGINE_OPTIONS);
  expect(await again.features()).toEqual(features);
});

test('a missing engine that was asked for is an error', async () => {
  using folder = contentFolder({ 'en/a.mdx': mdx(snippet('one', '$ true')) });
  expect(await snippets(['verify', '--engine', `${folder.home}/none.sock`], { cwd: folder.home })).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining(`${folder.home}/none.sock`),
  });
});

describe('the virtual machine', skipIf(obstacleTo('vm')), () => {
  let pool: EnginePool;
  let folder: ContentFolder;

  beforeAll(async () => {
    folder = e2eFolder({ 'en/a.mdx': MACHINE_PAGE });
    pool = await openPool({ ...ENGINE_OPTIONS, choices: ['vm'], jobs: 1, signal: new AbortController().signal });
    const { offers } = await pool.offersFor(new Set());
    await offers[0]?.open();
  });
  afterAll(async () => {
    folder[Symbol.dispose]();
    await pool?.[Symbol.asyncDispose]();
    expect(existsSync(embeddedSocket(HOME, 'vm'))).toBe(false);
  });

  test('has every feature', async () => {
    const { offers } = await pool.offersFor(new Set(['ipvs']));
    expect([...((await (await offers[0]?.open())?.features()) ?? [])].sort()).toEqual([...KERNEL_FEATURES].sort());
  });

  test('is not reached by its labs', async () => {
    const connection = await connectToMachine();
    const engine = await openEngine(connection, ENGINE_OPTIONS);
    const spec = { nodes: ['host'], images: ['alpine'], needs: [], outside: false, leaves: [] };
    await using lab = await engine.createLab({ page: 'reach', spec, signal: new AbortController().signal });
    expect(await reachedDaemons(connection, lab.nodes.get('host') as DockerNode)).toEqual([]);
  });

  test('runs a page that needs one, and stays for its other users', async () => {
    const { exit, stdout } = await snippets(['capture', '--engine', 'vm'], { cwd: folder.home });
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/^wrote .*a\.yaml one$/mu)]);
    expect(existsSync(embeddedSocket(HOME, 'vm'))).toBe(true);
  });
});

/** Tries again, because a busy machine may need longer for an answer than is waited for. */
async function connectToMachine(): Promise<Connection> {
  for (let left = 20; left > 0; left--) {
    const connection = await connectTo('vm', ENGINE_OPTIONS).catch(() => undefined);
    if (connection) return connection;
  }
  return connectTo('vm', ENGINE_OPTIONS);
}
