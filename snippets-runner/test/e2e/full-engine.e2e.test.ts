/** Tests an engine whose disk is full. Needs a machine that can start an engine on a disk of its own. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { obstacleTo } from '../../lab/engines/embedded.ts';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { skipIf } from '../skip.ts';
import { type OwnEngine, ownEngine } from './own-engine.ts';
import { BASIC, e2eFolder } from './pages.ts';
import { snippets } from './snippets.ts';

const FILLING = mdx(
  snippet('fill', '$ dd if=/dev/zero of=/var/lib/docker/fill bs=1M', '$ docker run -d --name box alpine sleep 1000'),
  'lab:\n  images: [alpine]\n',
);

describe('an engine whose disk is full', skipIf(obstacleTo('native')), () => {
  let engine: OwnEngine;
  let folder: ContentFolder;
  const mount = (...args: string[]) => execFileSync('mount', [...args, engine.scratch]);
  const call = (...args: string[]) => snippets([...args, '--engine', engine.socketPath], { cwd: folder.home });

  beforeAll(() => {
    folder = e2eFolder({ 'en/e2e/basic.mdx': BASIC, 'en/e2e/fault.mdx': FILLING });
    engine = ownEngine();
    mount('-t', 'tmpfs', '-o', 'size=150m', 'tmpfs');
    engine.start();
  });
  afterEach(async () => expect(await engine.strangers()).toEqual([]));
  afterAll(() => {
    engine.stop();
    execFileSync('umount', [engine.scratch]);
    rmSync(engine.scratch, { recursive: true, force: true });
    folder[Symbol.dispose]();
  });

  const isTold = async () => {
    const { exit, stdout } = await call('verify', 'e2e/basic');
    expect(exit).toBe(2);
    expect(stdout).toMatch(/could not run \S+basic\.mdx: .*no space left on device.*\n {2}hint .*disk is full/u);
  };

  test('has no space for images, and reports that; with space, it loads them', async () => {
    await isTold();
    mount('-o', 'remount,size=900m');
    expect(await call('capture', 'e2e/basic')).toMatchObject({ exit: 0 });
  });

  test('has no space for a lab, and reports that', async () => {
    const filler = join(engine.scratch, 'filler');
    fill(filler);
    await isTold();
    rmSync(filler);
    expect(await call('verify', 'e2e/basic')).toMatchObject({ exit: 0 });
  });

  test('because of a page shows the messages of its commands, and has space again for the next page', async () => {
    const { exit, stdout } = await call('verify', 'e2e/fault');
    expect(exit).toBe(1);
    expect(stdout).toMatch(/expected exit code 0, got 1; it printed:\n.*No space left on device/u);
    expect(await call('verify', 'e2e/basic')).toMatchObject({ exit: 0 });
  });
});

/** Fills a disk to its last byte. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const size of [2 ** 20, 1]) writeAll(descriptor, Buffer.alloc(size));
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
