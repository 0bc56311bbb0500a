/** Tests pages that use up what a machine has, and pages that change what other pages read. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { obstacleTo } from '../../lab/engines/embedded.ts';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { noMemoryLimit, skipIf } from '../skip.ts';
import { type OwnEngine, ownEngine } from './own-engine.ts';
import { BASIC, e2eFolder } from './pages.ts';
import { snippets } from './snippets.ts';

const LAB = 'lab:\n  images: [alpine]\n  limits: {memory: 512m, processes: 512, file: 512m}\n';

/** Pages, and what a run says of them. 137 is 128 + SIGKILL: out of memory; 153 is 128 + SIGXFSZ: the file is too large. */
const HOSTILE = {
  'fork-bomb': {
    // A bomb dies out when forks fail, on a slow machine before anything else needs a process: the loop ends only there.
    body: snippet('bomb timeout=10s', '$ bomb() { bomb | bomb & }; bomb', '$ (while sleep 300 & do :; done)'),
    // If the daemon of the node needs another thread meanwhile, it ends.
    says: /^failed \S+fork-bomb\.mdx[\s\S]*(fork: retry: Resource temporarily unavailable|node host has ended with exit code)/mu,
  },
  'full-memory': {
    body: snippet('eat exit=137 timeout=60s', '$ awk \'BEGIN { s = "x"; while (1) s = s s }\''),
    says: /^passed \S+full-memory\.mdx/mu,
  },
  'full-disk': {
    body: snippet('fill exit=153', '$ busybox fallocate -l 100000000000 /var/lib/docker/fill'),
    says: /^passed \S+full-disk\.mdx/mu,
  },
};

/** Writes into the image that the next page has, in the ways that a page can think of. */
const WRITER = mdx(
  snippet(
    'write',
    '$ cd /opt/node/images; busybox mount -o remount,rw . ; busybox mount -o remount,bind,rw . ; echo',
    '$ for layer in layers/* /proc/1/root/opt/node/images/layers/*; do echo evil >$layer/evil; done; echo',
    '$ mknod /tmp/disk b $(mountpoint -d /var/lib/docker 2>/dev/null | tr : " " || echo 254 0); busybox mount /tmp/disk /mnt; echo',
  ),
  'lab:\n  images: [alpine]\n',
);
const READER = mdx(snippet('read', '$ docker run --rm alpine ls /'), 'lab:\n  images: [alpine]\n');

describe('an engine with hostile pages', skipIf(obstacleTo('native') ?? noMemoryLimit()), () => {
  let engine: OwnEngine;
  let folder: ContentFolder;
  const call = (...args: string[]) => snippets([...args, '--engine', engine.socketPath], { cwd: folder.home });

  beforeAll(async () => {
    const hostile = Object.entries(HOSTILE).map(([name, { body }]) => [`en/e2e/${name}.mdx`, mdx(body, LAB)]);
    folder = e2eFolder({
      'en/e2e/basic.mdx': BASIC,
      'en/e2e/writer.mdx': WRITER,
      'en/e2e/reader.mdx': READER,
      ...Object.fromEntries(hostile),
    });
    engine = ownEngine();
    engine.start();
    expect(await call('capture', 'e2e/basic', 'e2e/reader')).toMatchObject({ exit: 0 });
  });
  afterEach(async () => expect(await engine.strangers()).toEqual([]));
  afterAll(() => {
    engine.stop();
    rmSync(engine.scratch, { recursive: true, force: true });
    folder[Symbol.dispose]();
  });

  test.each(Object.entries(HOSTILE))(
    'runs other pages meanwhile, and after: %s',
    async (name, { says }) => {
      const { stdout, stderr } = await call('capture', `e2e/${name}`, 'e2e/basic', '--jobs', '2');
      expect(stdout).toMatch(says);
      expect(stdout).toMatch(/^passed \S+basic\.mdx/mu);
      expect(stderr).not.toContain('mistake in snippets itself');
      expect(await call('verify', 'e2e/basic')).toMatchObject({ exit: 0 });
    },
    300_000,
  );

  test('gives a page the images as they were, whatever the page before has tried', async () => {
    const { stdout } = await call('verify', 'e2e/writer', 'e2e/reader', '--jobs', '1');
    expect(stdout).toMatch(/^passed \S+reader\.mdx/mu);
    expect(execFileSync('find', [engine.scratch, '-name', 'evil'], { encoding: 'utf8' })).toBe('');
  });

  test('finds files of images that were changed, says so, and makes them again', async () => {
    const docker = new Docker({ socketPath: engine.socketPath });
    const layers = async () => {
      const { Volumes } = await docker.listVolumes({ filters: { label: ['snippets.image-store.manifest'] } });
      const data = Volumes.map(({ Labels }) => Labels['snippets.image-store.data'] ?? '');
      return data.map((name) => `${engine.scratch}/data/volumes/${name}/_data/store/layers`);
    };
    const before = await layers();
    for (const folderOfLayers of before)
      execFileSync('sh', ['-c', `for layer in ${folderOfLayers}/*; do echo evil >$layer/evil; done`]);
    const { exit, stderr } = await call('verify', 'e2e/reader');
    expect([exit, stderr]).toEqual([0, expect.stringMatching(/the files of alpine for labs were changed/u)]);
    expect(await layers()).not.toEqual(before);
    expect(await call('verify', 'e2e/reader')).toMatchObject({
      exit: 0,
      stderr: expect.not.stringContaining('changed'),
    });
  });
});
