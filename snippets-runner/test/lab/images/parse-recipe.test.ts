import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEBIAN_ROOT, readRecipe } from '../../../lab/images/image-recipes.ts';
import { parseRecipe } from '../../../lab/images/parse-recipe.ts';
import { contentFolder } from '../../commands/content-folder.ts';

const FILE = 'images/hello/image.yaml';
const problemsOf = (...lines: string[]) =>
  parseRecipe('hello', FILE, lines.join('\n')).problems.map(({ position, message }) =>
    position ? `${position.line}:${position.column} ${message}` : message,
  );

test.each(globSync('content/images/*/image.yaml'))('%s is a recipe', (file) => {
  expect(parseRecipe('name', file, readFileSync(file, 'utf8')).problems).toEqual([]);
});

test.each(['g++', 'libc6', 'lib32stdc++6', '0ad', 'python3.13', 'docker.io'])('%s is a package', (name) => {
  expect(problemsOf('reference: a:1', `packages: [${name}]`)).toEqual([]);
});

test('all mistakes are reported, each with its place', () => {
  expect(
    problemsOf(
      'reference: -x:1',
      'packages:',
      '  - hello',
      '  - "-oDir::Bin::Methods=/tmp/x"',
      '  - hello/sid',
      '  - hello=1.0',
      '  - ./evil.deb',
      '  - "two names"',
      '  - ""',
      '  - 7',
      'more: 1',
    ),
  ).toEqual([
    '1:12 "-x:1" is not the name of an image in a registry',
    '4:5 "-oDir::Bin::Methods=/tmp/x" is not the name of a Debian package',
    '5:5 "hello/sid" is not the name of a Debian package',
    '6:5 "hello=1.0" is not the name of a Debian package',
    '7:5 "./evil.deb" is not the name of a Debian package',
    '8:5 "two names" is not the name of a Debian package',
    '9:5 "" is not the name of a Debian package',
    '10:5 a package is a text',
    '11:1 there is no key "more"',
  ]);
});

test.each([
  [['reference: a:1'], ['1:1 `packages` is missing']],
  [['reference: a:1', 'packages: []'], ['2:11 `packages` has no package']],
  [['packages: [hello]'], ['1:1 `reference` is missing']],
  [['- a'], ['1:1 a recipe has the keys `reference` and `packages`']],
  [[''], ['1:1 a recipe has the keys `reference` and `packages`']],
])('%j', (lines, problems) => {
  expect(problemsOf(...lines)).toEqual(problems);
});

test('text that is no YAML is a mistake with its place', () => {
  expect(problemsOf('reference: "a', 'packages: [a]')).toEqual([expect.stringMatching(/^2:\d+ /u)]);
});

test('a byte order mark is no part of the text', () => {
  expect(problemsOf('\uFEFFreference: a:1', 'packages: [-o]')).toEqual([
    '2:12 "-o" is not the name of a Debian package',
  ]);
  expect(problemsOf('\uFEFF{a: 1}')).toEqual([
    '1:1 `reference` is missing',
    '1:1 `packages` is missing',
    '1:2 there is no key "a"',
  ]);
});

test('a folder whose name is not a name of an image is a mistake', () => {
  const { problems } = parseRecipe('a;id', FILE, 'reference: a:1\npackages: [hello]');
  expect(problems.map(({ message }) => message)).toEqual(['"a;id" cannot be the name of an image']);
});

test('a recipe with mistakes is an error that names them', () => {
  using folder = contentFolder({ [FILE]: 'reference: a:1\npackages: ["-o"]' });
  expect(() => readRecipe(join(folder.content, 'images'), 'hello')).toThrow(
    expect.objectContaining({
      code: 'image-not-made',
      message: expect.stringContaining('images/hello/image.yaml:2:12 "-o" is not the name of a Debian package'),
    }),
  );
});

test.each(['-oDir::Bin::Methods=/tmp/x', 'hello=1', './x.deb', 'hello/sid', ''])(
  'scripts/debian-root refuses %j',
  (word) => {
    const { status, stderr } = spawnSync(DEBIAN_ROOT, ['refused', 'hello', word], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, `debian-root: not the name of a Debian package: ${word}\n`]);
  },
);

test.each(['../up', '-x', 'a/b'])('scripts/debian-root makes no root with the name %j', (name) => {
  const { status, stderr } = spawnSync(DEBIAN_ROOT, [name, 'hello'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/not a name of a root/u)]);
});
