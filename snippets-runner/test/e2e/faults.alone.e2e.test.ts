/** Faults outside of the runner, provoked on a real daemon and real disks. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { noLinux, noRoot, skipIf } from '../skip.ts';
import { engineState } from './engine-state.ts';
import { e2eFolder, SLOW } from './pages.ts';
import { snippets, start } from './snippets.ts';

const SLUG = 'e2e/fault';
const SMALL = mdx(snippet('hello', '$ echo hello'));
/** Its capture is larger than the disk below. */
const LARGE = mdx(snippet('hello', '$ echo other') + snippet('large', '$ seq -f "%g of many lines, each long" 1990'));
const DISK_KB = 48;

const engine = await engineState();
let folder: ContentFolder;
beforeEach(() => {
  folder = e2eFolder({ [`en/${SLUG}.mdx`]: SMALL, 'en/e2e/slow.mdx': SLOW });
});
afterEach(async () => {
  expect(await engine.ofPage(SLUG)).toEqual([]);
  folder[Symbol.dispose]();
});

const call = (...args: string[]) => snippets(args, { cwd: folder.home });

describe('a node that is gone', () => {
  test('in the middle of a command is reported, and its lab removed', async () => {
    const run = start(['verify', 'e2e/slow', '--verbose'], { cwd: folder.home });
    await run.says('wait on host');
    const filters = { label: ['snippets.lab.page=e2e/slow'] };
    const [node] = await engine.docker.listContainers({ filters });
    await engine.docker.getContainer(node?.Id ?? '').kill();
    const { exit, stdout, stderr } = await run.ended;
    expect(exit).toBe(1);
    expect(stderr).not.toContain('mistake in snippets itself');
    expect(stdout).toContain(
      "$ sleep 600\n    the node's shell has ended, because node host has ended with exit code 137, as it does if its Docker daemon ends; it printed nothing",
    );
    expect(await engine.ofPage('e2e/slow')).toEqual([]);
  });

  test('because memory has run out is reported as that, and its lab removed', async () => {
    // A file on a tmpfs belongs to no process. So the kernel kills other processes for its memory, and at last all.
    const fill = '$ busybox mount -o remount,size=2g /dev/shm && dd if=/dev/zero of=/dev/shm/fill bs=1M count=2000';
    folder.write({ [`en/${SLUG}.mdx`]: mdx(snippet('wait', '$ sleep 3') + snippet('fill', fill)) });
    const run = start(['verify', SLUG, '--verbose'], { cwd: folder.home });
    await run.says('wait on host');
    const [node] = await engine.docker.listContainers({ filters: { label: [`snippets.lab.page=${SLUG}`] } });
    const Memory = 200 * 2 ** 20;
    await engine.docker.getContainer(node?.Id ?? '').update({ Memory, MemorySwap: Memory });
    const { exit, stdout } = await run.ended;
    expect(exit).toBe(1);
    expect(stdout).toContain("the node's shell has ended, because node host has run out of memory");
  });

  test('while it boots is reported, and its lab removed', async () => {
    const filters = JSON.stringify({ label: [`snippets.lab.page=${SLUG}`], event: ['start'], type: ['container'] });
    const events = (await engine.docker.getEvents({ filters })) as Readable;
    const run = start(['verify', SLUG], { cwd: folder.home });
    const [event] = await once(events, 'data');
    events.destroy();
    await engine.docker.getContainer(JSON.parse(String(event)).Actor.ID).kill();
    const { exit, stdout, stderr } = await run.ended;
    expect(exit).toBe(2);
    expect(stderr).not.toContain('were changed');
    expect(stdout).toMatch(/could not run content\/en\/e2e\/fault\.mdx: .*node.*\n/u);
    expect(stdout).toContain('\n  hint ');
  });
});

test.each([
  ['in the middle of a command', '$ pkill dockerd; sleep 1'],
  // Then it is gone while the tool asks it for its networks, or while the next command is typed.
  ['just after a command', '$ pkill -9 dockerd & true'],
])('if the daemon of a node ends %s, the node ends, and the command reports it', async (_when, command) => {
  folder.write({
    [`en/${SLUG}.mdx`]: mdx(snippet('end', command) + snippet('after', '$ sleep 1') + snippet('last', '$ docker ps')),
  });
  const { exit, stdout } = await call('verify', SLUG);
  expect(exit).toBe(1);
  expect(stdout).toMatch(/node host has ended with exit code \d+, as it does if its Docker daemon ends/u);
  expect(stdout).toMatch(/[12] later snippets? did not run/u);
});

// On cgroup v1, a frozen process cannot be killed, and neither can its node.
describe('a container that a page has paused', () => {
  const paused = (...after: string[]) =>
    mdx(
      snippet('pause', '$ docker run -d --name box alpine sleep 1000', '$ docker pause box') + after.join(''),
      'lab:\n  images: [alpine]\n',
    );

  test('is a leak, and is removed with its lab', async () => {
    folder.write({ [`en/${SLUG}.mdx`]: paused() });
    const { exit, stdout } = await call('verify', SLUG);
    expect(exit).toBe(1);
    expect(stdout).toContain('after its last snippet, host still has container box');
  });

  test('is removed with the lab of a killed run, even if its node no longer answers', async () => {
    folder.write({
      [`en/${SLUG}.mdx`]: paused(snippet('end timeout=10m', '$ pkill -STOP dockerd; sleep 600')),
    });
    const run = start(['verify', SLUG, '--verbose'], { cwd: folder.home });
    await run.says('end on host');
    run.kill('SIGKILL');
    await run.ended;
    expect(await engine.ofPage(SLUG)).not.toEqual([]);
    expect(await call('clean')).toMatchObject({ exit: 0, stdout: expect.stringContaining(`of ${SLUG}`) });
  });
});

test('a container that runs out of memory is recognised by its exit code', async () => {
  const run = '$ docker run --rm --memory 16m alpine tail /dev/zero';
  folder.write({ [`en/${SLUG}.mdx`]: mdx(snippet('hog', run), 'lab:\n  images: [alpine]\n') });
  const { exit, stdout } = await call('verify', SLUG);
  expect(exit).toBe(1);
  expect(stdout).toContain(`${run}\n    expected exit code 0, got 137; it printed nothing`);
});

test('a node without free address pools reports that, and the next lab has them again', async () => {
  const fill = '$ for i in $(seq 30); do docker network create --driver bridge n$i >/dev/null || break; done';
  folder.write({ [`en/${SLUG}.mdx`]: mdx(snippet('fill', fill, '$ docker network create more')) });
  const { exit, stdout } = await call('verify', SLUG);
  expect(exit).toBe(1);
  expect(stdout).toContain('all predefined address pools have been fully subnetted');
  folder.write({ [`en/${SLUG}.mdx`]: mdx(snippet('one', '$ docker network create more', '$ docker network rm more')) });
  expect(await call('capture', SLUG)).toMatchObject({ exit: 0 });
});

test('an image without a recipe is reported before anything is started', async () => {
  folder.write({ [`en/${SLUG}.mdx`]: mdx(snippet('one', '$ docker ps'), 'lab:\n  images: [alpine]\n') });
  rmSync(join(folder.content, 'images/alpine'), { recursive: true, force: true });
  for (const name of readdirSync(join(folder.content, 'images'))) {
    if (name.startsWith('alpine')) rmSync(join(folder.content, 'images', name), { recursive: true, force: true });
  }
  const { exit, stdout, stderr } = await call('verify', SLUG);
  expect(exit).toBe(1);
  expect(stdout).toMatch(/ image-unknown$/mu);
  expect(stdout).toMatch(/alpine/u);
  expect(stdout + stderr).toMatch(/hint /u);
});

// Mounting a tmpfs needs Linux and root.
describe('a disk', skipIf(noLinux() ?? noRoot()), () => {
  const captures = () => join(folder.content, 'captures');
  const captureFile = () => join(captures(), `${SLUG}.yaml`);
  const mount = (...args: string[]) => expect(spawnSync('mount', args).stderr.toString()).toBe('');

  beforeEach(async () => {
    mkdirSync(captures());
    mount('-t', 'tmpfs', '-o', `size=${DISK_KB}k`, 'tmpfs', captures());
    expect(await call('capture', SLUG)).toMatchObject({ exit: 0 });
  });
  afterEach(() => {
    spawnSync('umount', [captures()]);
  });

  test('that is full keeps the previous capture, is reported, and does not affect other pages', async () => {
    const before = readFileSync(captureFile(), 'utf8');
    folder.write({ [`en/${SLUG}.mdx`]: LARGE, 'en/e2e/small.mdx': SMALL });
    const { exit, stdout, stderr } = await call('capture', SLUG, 'e2e/small');
    expect(exit, stdout).toBe(2);
    expect(stderr).toMatch(/^error .*fault\.yaml cannot be written: ENOSPC.*\nhint free some disk space/mu);
    expect(stdout).toMatch(/^wrote .*small\.yaml hello$/mu);
    expect(readFileSync(captureFile(), 'utf8')).toBe(before);
    expect(readdirSync(join(captures(), 'e2e')).sort()).toEqual(['fault.yaml', 'small.yaml']);
    folder.write({ [`en/${SLUG}.mdx`]: SMALL });
    expect(await call('verify', SLUG)).toMatchObject({ exit: 0 });
  });

  test('that is read-only keeps the previous capture, and is reported', async () => {
    const before = readFileSync(captureFile(), 'utf8');
    mount('-o', 'remount,ro', captures());
    folder.write({ [`en/${SLUG}.mdx`]: mdx(snippet('hello', '$ echo other')) });
    const { exit, stderr } = await call('capture', SLUG);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^error .*fault\.yaml cannot be written: EROFS/mu);
    expect(readFileSync(captureFile(), 'utf8')).toBe(before);
    expect(existsSync(join(captures(), 'e2e'))).toBe(true);
  });
});
