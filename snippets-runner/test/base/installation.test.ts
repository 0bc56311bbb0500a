import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cacheFolder } from '../../base/cache-folder.ts';
import { COMMAND, isPackage, PACKAGE } from '../../base/installation.ts';
import { checkIsNamed, checkIsOwn } from '../../commands/own-content.ts';
import { noLinux, skipIf } from '../skip.ts';

const HOME = join(import.meta.dirname, '../../..');
const scratch = mkdtempSync(join(tmpdir(), 'installation-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('a package has JavaScript', () => {
  expect(isPackage('file:///home/me/node_modules/it/snippets-runner/base/installation.js')).toBe(true);
  expect(isPackage('file:///home/me/it/snippets-runner/base/installation.ts')).toBe(false);
  // The build of the site.
  expect(isPackage('file:///home/me/it/dist/chunks/installation_a1b2.js')).toBe(false);
});

test('this is a checkout, and the package is named as it is', () => {
  expect(COMMAND).toBe('npx snippets');
  expect(PACKAGE).toBe(JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')).name);
});

describe('the cache', () => {
  const of = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux') =>
    cacheFolder('/lib/node_modules/it', { env, platform, isPackage: true });

  test('of a checkout is in it, whatever the environment says', () => {
    expect(cacheFolder('/it', { env: { SNIPPETS_CACHE: '/a', XDG_CACHE_HOME: '/b' } })).toBe('/it/.cache');
  });

  test('of a package is that of the user', () => {
    expect(of({})).toBe(`${homedir()}/.cache/${PACKAGE}`);
    expect(of({}, 'darwin')).toBe(`${homedir()}/Library/Caches/${PACKAGE}`);
    expect(of({ XDG_CACHE_HOME: '/c' }, 'darwin')).toBe(`/c/${PACKAGE}`);
    expect(of({ XDG_CACHE_HOME: 'relative' })).toBe(`${homedir()}/.cache/${PACKAGE}`);
    expect(of({ XDG_CACHE_HOME: '/c', SNIPPETS_CACHE: '/d/e' })).toBe('/d/e');
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ['by default', {}],
    ['with XDG_CACHE_HOME', { XDG_CACHE_HOME: join(scratch, 'xdg') }],
    ['with a relative XDG_CACHE_HOME', { XDG_CACHE_HOME: 'xdg' }],
    ['with SNIPPETS_CACHE', { SNIPPETS_CACHE: join(scratch, 'chosen') }],
  ])('is the same for scripts/engine: %s', skipIf(noLinux()), (_when, variables) => {
    const home = join(scratch, 'node_modules', PACKAGE);
    for (const path of ['scripts/engine', 'scripts/engines']) {
      cpSync(join(HOME, path), join(home, path), { recursive: true });
    }
    mkdirSync(join(home, 'snippets-runner'), { recursive: true });
    writeFileSync(join(home, 'snippets-runner/cli.js'), '');
    const env = { HOME: homedir(), PATH: process.env.PATH, ...variables };
    const expected = cacheFolder(home, { env, platform: 'linux', isPackage: true });
    const { stderr } = spawnSync('bash', ['-x', join(home, 'scripts/engine'), 'status'], { env, encoding: 'utf8' });
    expect(stderr).toContain(`log=${join(expected, 'engine/engine.log')}\n`);
  });
});

describe('content', () => {
  const contentFolder = '/lib/node_modules/it/content';

  test('of the package is not written', () => {
    expect(() => checkIsOwn({ home: '/lib/node_modules/it', contentFolder }, true)).toThrow(
      expect.objectContaining({ code: 'option-invalid', hint: expect.stringContaining('--content') }),
    );
  });

  test('of the package is not checked if nothing is named', () => {
    const folders = { home: '/lib/node_modules/it', contentFolder, cwd: scratch };
    expect(() => checkIsNamed([], folders, true)).toThrow(
      expect.objectContaining({ code: 'nothing-to-run', hint: expect.stringContaining('README.md') }),
    );
    expect(() => checkIsNamed(['attach'], folders, true)).not.toThrow();
    expect(() => checkIsNamed([], { ...folders, contentFolder: '/home/me/content' }, true)).not.toThrow();
    expect(() => checkIsNamed([], folders, false)).not.toThrow();
    const config = join(scratch, 'mine.yaml');
    writeFileSync(config, 'files: {include: [docs]}');
    expect(() => checkIsNamed([], { ...folders, choice: { config } }, true)).not.toThrow();
    writeFileSync(config, 'timeout: 5s');
    expect(() => checkIsNamed([], { ...folders, choice: { config } }, true)).toThrow();
  });

  test('of a person is, and so is that of a checkout', () => {
    expect(() => checkIsOwn({ home: '/lib/node_modules/it', contentFolder: '/home/me/content' }, true)).not.toThrow();
    expect(() => checkIsOwn({ home: '/lib/node_modules/it', contentFolder }, false)).not.toThrow();
  });
});
