/**
 * The tool works without root. It is run as an ordinary user, who owns nothing on this machine but a copy of the
 * checkout and a socket that leads to the Docker daemon.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ContentFolder } from '../commands/content-folder.ts';
import { noLinux, noSocket, skipIf } from '../skip.ts';
import { engineState } from './engine-state.ts';
import { type Front, socketFront, socketOf } from './fronts.ts';
import { BASIC, e2eFolder } from './pages.ts';
import { HOME } from './snippets.ts';

const SLUG = 'e2e/ordinary-user';
/** In none of Debian's ranges for users, so each file with this id was written by the tool. */
const USER = { uid: 60_999, gid: 60_999 };
/** Folders in which everybody may write. The kernel keeps an ordinary user from writing elsewhere. */
const SHARED_FOLDERS = ['/tmp', '/var/tmp', '/dev/shm', '/run/lock', tmpdir()];
const COPIED = ['snippets-runner', 'content', 'scripts', 'package.json'];
const PACKAGES = join(HOME, 'node_modules');

const engine = await engineState();

describe('an ordinary user', skipIf(obstacle()), () => {
  let folder: ContentFolder;
  let front: Front;
  const own = (name: string) => join(folder.home, name);

  beforeAll(async () => {
    folder = e2eFolder({ [`en/${SLUG}.mdx`]: BASIC });
    for (const name of COPIED) cpSync(join(HOME, name), own(`checkout/${name}`), { recursive: true });
    symlinkSync(PACKAGES, own('checkout/node_modules'));
    for (const name of ['home', 'tmp']) mkdirSync(own(name));
    execFileSync('chown', ['-Rh', `${USER.uid}:${USER.gid}`, folder.home]);
    front = await socketFront(socketOf(engine.host), own('docker.sock'));
    chownSync(own('docker.sock'), USER.uid, USER.gid);
  });
  afterEach(async () => {
    expect(await engine.ofPage(SLUG)).toEqual([]);
  });
  afterAll(async () => {
    await front?.[Symbol.asyncDispose]();
    folder?.[Symbol.dispose]();
  });

  /** Returns what was printed. Rejects with it if the exit code is not 0. */
  async function snippets(...args: readonly string[]): Promise<string> {
    const env = {
      PATH: process.env.PATH,
      HOME: own('home'),
      TMPDIR: own('tmp'),
      DOCKER_HOST: `unix://${own('docker.sock')}`,
      NO_COLOR: '1',
    };
    const call = [own('checkout/snippets-runner/bin.mjs'), ...args];
    try {
      return (await promisify(execFile)(process.execPath, call, { ...USER, cwd: folder.home, env })).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
      throw new Error(`snippets ${args.join(' ')} printed:\n${stdout}${stderr}`, { cause: error });
    }
  }

  test('lints all pages', async () => {
    expect(await snippets('lint', '--content', 'checkout/content')).toContain('no problems');
  });

  test('learns from doctor which daemon is used', async () => {
    expect(await snippets('doctor')).toContain(`unix://${own('docker.sock')}`);
  });

  test('captures and verifies a page', async () => {
    await snippets('capture', '--content', 'content', SLUG);
    expect(statSync(own(`content/captures/${SLUG}.yaml`)).uid).toBe(USER.uid);
    expect(await snippets('verify', '--content', 'content', SLUG)).toContain('1 page passed');
  });

  test('has files only in folders of their own, and no temporary file is left', () => {
    const folders = SHARED_FOLDERS.filter((each) => existsSync(each));
    const search = [...folders, '-uid', String(USER.uid), '-not', '-path', `${folder.home}*`];
    expect(spawnSync('find', search).stdout.toString()).toBe('');
    expect([...readdirSync(own('home')), ...readdirSync(own('tmp'))]).toEqual([]);
  });
});

function obstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'it needs root to become another user; without root, all tests run as one';
  return noLinux() ?? noSocket(engine.host) ?? unreadable();
}

/** A checkout may be in a folder that only root can enter. */
function unreadable(): string | undefined {
  const { status } = spawnSync(process.execPath, ['--eval', "require('dockerode')"], { ...USER, cwd: PACKAGES });
  return status === 0 ? undefined : `it needs ${PACKAGES} and ${process.execPath} to be readable by other users`;
}
