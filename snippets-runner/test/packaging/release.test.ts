/** Makes releases in a repository of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isHigher, OWNER, ownerOf, released } from '../../../scripts/packaging/release.ts';

const HOME = join(import.meta.dirname, '../../..');
const COPIED = ['scripts/release', 'scripts/release.ts', 'scripts/lib.sh', 'scripts/packaging', '.gitignore'];
const CHANGELOG = '# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 0.1.0 - 2026-11-25\n\n- All.\n';

const READMES = ['README.md', 'README.zh-CN.md'];
const HOOKS = '- entry: npx --yes it@0.1.0 lint\n- entry: npx --yes it@0.1.0 verify\n';

let folder: string;
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const env = {
  ...process.env,
  PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env });
const commitAll = () => {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A change');
};
const release = (...args: string[]) =>
  spawnSync(join(folder, 'scripts/release'), args, { cwd: folder, encoding: 'utf8', env });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  for (const name of COPIED) cpSync(join(HOME, name), join(folder, name), { recursive: true });
  const root = { name: 'it', version: '0.1.0' };
  write('package.json', `${JSON.stringify({ ...root, private: true, type: 'module' }, null, 2)}\n`);
  const lock = { ...root, lockfileVersion: 3, requires: true, packages: { '': root } };
  write('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  write('CHANGELOG.md', CHANGELOG);
  write('.pre-commit-hooks.yaml', HOOKS);
  write('action.yml', 'name: it\n');
  for (const name of READMES) write(name, '- uses: OWNER/it@v0.1.0\n');
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Somebody');
  git('config', 'user.email', 'somebody@example.org');
  commitAll();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a release has the version everywhere, in one commit with a tag', () => {
  const day = new Date().toISOString().slice(0, 10);
  const { status, stdout, stderr } = release('0.2.0');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('git push --atomic origin main v0.2.0');
  expect(JSON.parse(read('package.json'))).toMatchObject({ version: '0.2.0', private: true });
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({
    version: '0.2.0',
    packages: { '': { version: '0.2.0' } },
  });
  expect(read('CHANGELOG.md')).toBe(CHANGELOG.replace('## Unreleased', `## 0.2.0 - ${day}`));
  expect(read('.pre-commit-hooks.yaml')).toBe(HOOKS.replaceAll('0.1.0', '0.2.0'));
  for (const name of READMES) expect(read(name)).toBe('- uses: OWNER/it@v0.2.0\n');
  expect(git('status', '--porcelain')).toBe('');
  expect(git('log', '--format=%s', 'v0.2.0')).toBe('Release 0.2.0\nA change\n');
  expect(git('diff', '--name-only', 'HEAD~').trim().split('\n')).toEqual([
    '.pre-commit-hooks.yaml',
    'CHANGELOG.md',
    ...READMES,
    'package-lock.json',
    'package.json',
  ]);
});

test('a release has the owner in all addresses, once package.json says where the repository is', () => {
  const root = JSON.parse(read('package.json'));
  write('package.json', JSON.stringify({ ...root, repository: 'github:somebody/it' }, null, 2));
  commitAll();
  expect(release('0.2.0').status).toBe(0);
  for (const name of READMES) expect(read(name)).toBe('- uses: somebody/it@v0.2.0\n');
});

test.each([
  ['github:somebody/it', 'somebody'],
  ['somebody/it', 'somebody'],
  ['https://github.com/somebody/it', 'somebody'],
  [{ type: 'git', url: 'git+https://github.com/some-body/it.git' }, 'some-body'],
  ['git@github.com:somebody/it.git', 'somebody'],
  [undefined, undefined],
])('the owner of %j is %j', (repository, owner) => {
  expect(ownerOf(repository)).toBe(owner);
});

/** Where somebody reads how to use the repository from elsewhere. */
const ADDRESSED = ['action.yml', ...READMES, ...globSync('content/guides/*.mdx', { cwd: HOME })];

test.each(ADDRESSED)('addresses in %s have the owner that package.json says', (file) => {
  const { name, repository } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8'));
  const text = readFileSync(join(HOME, file), 'utf8');
  const addresses = Array.from(text.matchAll(/(?:uses:|github\.com\/)\s*([\w.-]+)\/([\w.-]+)/gu));
  const owners = addresses.filter(([, , repo]) => repo === name).map(([, owner]) => owner);
  expect(new Set(owners)).toEqual(new Set([ownerOf(repository) ?? OWNER]));
  // As long as nobody has said it, each of them explains the word. Afterwards, none does.
  expect(new RegExp(`\\b${OWNER}\\b(?!/${name})`, 'u').test(text)).toBe(ownerOf(repository) === undefined);
});

test('a commit that a hook refuses leaves everything as it was', () => {
  write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
  execFileSync('chmod', ['+x', join(folder, '.git/hooks/pre-commit')]);
  expect(release('0.2.0').status).toBe(2);
  expect([git('status', '--porcelain'), git('tag')]).toEqual(['', '']);
});

describe('is refused', () => {
  test.each<[string, () => void, readonly string[], string]>([
    ['without a version', () => {}, [], 'give one version'],
    ['with two', () => {}, ['0.2.0', '0.3.0'], 'give one version'],
    ['with a tag in place of a version', () => {}, ['v0.2.0'], 'give one version'],
    ['with a part of a version', () => {}, ['0.2'], 'give one version'],
    ['with the present version', () => {}, ['0.1.0'], '0.1.0 is not higher than 0.1.0'],
    ['with a lower version', () => {}, ['0.0.9'], '0.0.9 is not higher than 0.1.0'],
    [
      'with a change that is not committed',
      () => write('CHANGELOG.md', `${CHANGELOG}\n`),
      ['0.2.0'],
      ' M CHANGELOG.md',
    ],
    ['with a new file', () => write('new.txt', ''), ['0.2.0'], '?? new.txt'],
    ['on another branch', () => git('switch', '--quiet', '--create', 'topic'), ['0.2.0'], 'this is topic, not main'],
    ['without a branch', () => git('switch', '--quiet', '--detach'), ['0.2.0'], 'this is no branch, not main'],
    ['if the tag is there', () => git('tag', 'v0.2.0'), ['0.2.0'], 'there is a tag v0.2.0 already'],
    [
      'if nothing is unreleased',
      () => {
        write('CHANGELOG.md', CHANGELOG.replace('- A thing.\n', ''));
        commitAll();
      },
      ['0.2.0'],
      'CHANGELOG.md has nothing unreleased',
    ],
  ])('%s', (_when, prepare, args, why) => {
    prepare();
    const before = [git('status', '--porcelain'), git('log', '--format=%H'), git('tag')];
    const { status, stderr } = release(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
    expect(stderr).toMatch(/^hint: \S/mu);
    expect([git('status', '--porcelain'), git('log', '--format=%H'), git('tag')]).toEqual(before);
  });
});

test.each<[string, string, boolean]>([
  ['0.2.0', '0.1.9', true],
  ['0.10.0', '0.9.0', true],
  ['1.0.0', '0.99.99', true],
  ['0.9.0', '0.10.0', false],
  ['1.0.0', '1.0.0', false],
])('%s is higher than %s: %s', (version, present, expected) => {
  expect(isHigher(version, present)).toBe(expected);
});

test('the change log of this repository can be released, if it has something unreleased', () => {
  const changelog = readFileSync(join(HOME, 'CHANGELOG.md'), 'utf8');
  const [, version] = /^## (\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d$/mu.exec(changelog) ?? [];
  const next = released(changelog, '99.0.0', new Date('2030-01-02T03:04:05Z'));
  expect(version).toBe(JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')).version);
  if (next !== undefined) expect(next).toBe(changelog.replace(/^## Unreleased$/mu, '## 99.0.0 - 2030-01-02'));
});
