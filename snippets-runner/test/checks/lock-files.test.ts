/** The lists that make every machine install the same. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageNames, readNodeRecipe, readRecipe } from '../../lab/images/image-recipes.ts';

const HOME = join(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(join(HOME, name), 'utf8');

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const LOCK_FILES = [
  'package-lock.json',
  'scripts/node/package-lock.json',
  'scripts/benchmarks/starlight/package-lock.json',
];

describe.each(LOCK_FILES)('%s', (name) => {
  const { packages } = JSON.parse(read(name)) as { packages: Readonly<Record<string, LockedPackage>> };

  test('names no registry but that of npm, and has a checksum of each package', () => {
    for (const [path, { resolved, integrity }] of Object.entries(packages)) {
      expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//u);
      if (path !== '') expect(integrity, path).toMatch(/^sha512-/u);
    }
  });

  // Without them, `npm ci` of another platform refuses the file.
  test('has the optional packages of all platforms', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (optional) => !placesOf(path, optional).some((place) => packages[place]),
      ),
    );
    expect(missing).toEqual([]);
  });
});

/** Where Node looks for a package that the package at a path needs. */
function placesOf(path: string, name: string): readonly string[] {
  const above = path.split('/node_modules/').slice(0, -1);
  const folders = [path, ...above.map((_, index) => above.slice(0, index + 1).join('/node_modules/')), ''];
  return folders.map((folder) => `${folder === '' ? '' : `${folder}/`}node_modules/${name}`);
}

test('scripts install with npm ci only', () => {
  const scripts = readdirSync(join(HOME, 'scripts'), { withFileTypes: true }).filter((entry) => entry.isFile());
  const installing = scripts.filter(({ name }) => /\bnpm (?:install|i)\b/u.test(read(join('scripts', name))));
  expect(installing.map(({ name }) => name)).toEqual([]);
});

describe('scripts/debian.lock', () => {
  const sections = read('scripts/debian.lock')
    .split('\n\n')
    .filter((section) => section.startsWith('['));
  /** As scripts/debian-root names a set. */
  const keyOf = (packages: readonly string[]) => {
    const input = [...new Set(['base-files', ...packages])].sort().map((name) => `${name}\n`);
    return execFileSync('cksum', { input: input.join(''), encoding: 'utf8' })
      .trim()
      .replace(' ', '-');
  };
  const images = join(HOME, 'content/images');

  test.each<readonly [string, readonly string[], string]>([
    ['node', readNodeRecipe(images).packages, 'forky'],
    ...imageNames(images).map((name) => [name, readRecipe(images, name).packages, 'forky'] as const),
    ['qemu', ['qemu-system-x86'], 'forky'],
    ['kernel', ['linux-image-cloud-amd64'], 'forky'],
    ['initrd', ['busybox-static'], 'forky'],
    ['guest', ['socat'], 'forky'],
    ['disk-tools', ['e2fsprogs'], 'forky'],
    ['uml', ['user-mode-linux', 'socat', 'iproute2', 'busybox-static', 'util-linux'], 'trixie'],
  ])('has the files of %s (if not: run scripts/debian-lock)', (_name, packages, suite) => {
    const section = sections.find((each) => each.startsWith(`[amd64 ${suite} ${keyOf(packages)}] `)) ?? '';
    const files = section.split('\n').slice(1);
    expect(files.filter((file) => !/^[0-9a-f]{64} pool\/main\/[\w.+%/~-]+\.deb$/u.test(file))).toEqual([]);
    for (const name of ['base-files', ...packages]) {
      expect(
        files.some((file) => file.includes(`/${name.replaceAll('+', '%2b')}_`) || file.includes(`/${name}_`)),
        name,
      ).toBe(true);
    }
  });
});
