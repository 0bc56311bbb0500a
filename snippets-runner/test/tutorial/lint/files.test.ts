import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../../../commands/lint.ts';
import { contentFolder, contextFor, mdx, type Said } from '../../commands/content-folder.ts';
import { noLinux, skipIf } from '../../skip.ts';

const RECIPE = 'reference: hello:1\npackages: [hello]\n';
const PAGES = { 'en/a.mdx': mdx('Prose.'), 'images/hello/image.yaml': RECIPE, 'images/node/packages.txt': '' };

/** Returns the problems of files that are not read, as `file message – hint`. */
function notRead(files: Readonly<Record<string, string>>, ...paths: string[]): string[] {
  using folder = contentFolder({ ...PAGES, ...files });
  return linted(folder, ...paths);
}

function linted(folder: ReturnType<typeof contentFolder>, ...paths: string[]): string[] {
  const said: Said = { printed: [], told: [] };
  lint(paths, { translated: false }, contextFor(folder, said));
  const found = said.printed.join('\n').matchAll(/^content\/(.*) file-not-read\n {2}hint (.*)$/gmu);
  return Array.from(found, ([, problem, hint]) => `${problem} – ${hint}`);
}

test.each([
  ['en/Foo.md', 'a page is not read under this name – Rename the file to foo.mdx.'],
  ['en/bridge/foo.markdown', 'a page is not read under this name – Rename the file to foo.mdx.'],
  ['en/foo.MDX', 'a page is not read under this name – Rename the file to foo.mdx.'],
  ['en/.mdx', 'the page has no name – Rename the file: write a name before .mdx, such as attach.mdx.'],
  [
    'foo.mdx',
    'the page is not in the folder of a language – Move it into the folder of its language, such as en/foo.mdx.',
  ],
  ['captures/a.yml', 'a capture is not read under this name – Rename the file to a.yaml, or delete it.'],
  ['captures/bridge/a.YAML', 'a capture is not read under this name – Rename the file to a.yaml, or delete it.'],
  ...['a.mdx', 'a.en.md', 'a.fr.mdx', 'A.en.mdx', 'a/b.en.mdx'].map((name) => [
    `guides/${name}`,
    'a guide is not read under this name – Name it as your-documents.en.mdx is: a name in kebab-case, and one of en, zh-cn.',
  ]),
  ['images/alpine.yaml', 'a recipe is not read here – Move the file to images/alpine/image.yaml.'],
  ['glossary.yml', 'the glossary is not read under this name – Rename the file to glossary.yaml.'],
])('%s is named', (name, problem) => {
  expect(notRead({ [name]: '' })).toEqual([`${name} ${problem}`]);
});

test.each(['fr/a.mdx', 'zh-CN/a.mdx', 'capture/a.yaml', 'Images/a/image.yaml'])('%s is in no known folder', (name) => {
  const [problem, ...others] = notRead({ [name]: '' });
  expect(others).toEqual([]);
  expect(problem).toMatch(
    / no files are read in the folder ".*"[^–]* – Move it: the folders are en, zh-cn, captures, guides, images\./u,
  );
});

test('a folder with a similar name is suggested', () => {
  expect(notRead({ 'capture/a.yaml': '' })[0]).toContain('did you mean "captures"?');
});

test('the folder of an image needs a recipe', () => {
  const problem = (image: string) => `images/${image} labs have no image "${image}": the folder has no image.yaml`;
  expect(notRead({ 'images/a/Dockerfile': '', 'images/b/image.yml': RECIPE })).toEqual([
    `${problem('a')} – Write an image.yaml, or remove the folder.`,
    `${problem('b')} – Rename images/b/image.yml to image.yaml.`,
  ]);
  using folder = contentFolder(PAGES);
  mkdirSync(join(folder.content, 'images/empty'));
  expect(linted(folder)).toHaveLength(1);
});

test('a link to a folder that is read in its own place is named', () => {
  using folder = contentFolder(PAGES);
  symlinkSync('.', join(folder.content, 'en/loop'));
  expect(linted(folder)).toEqual([
    `en/loop the link is not followed: ${folder.content}/en is read in its own place – Remove the link, or put a folder with files of its own in its place.`,
  ]);
});

test('backups of editors, hidden files and files of other kinds are ignored', () => {
  const names = ['.DS_Store', '.a.mdx.swp', 'a.mdx~', '#a.mdx#', 'a.mdx.orig', '.gitignore', '.git/x.mdx', '._a.mdx'];
  const files = ['', 'en/', 'captures/', 'images/hello/'].flatMap((folder) => names.map((name) => folder + name));
  const others = ['README.md', 'images/README.md', 'notes/x.txt', 'images/hello/conf/x.yaml', 'en/picture.png'];
  expect(notRead(Object.fromEntries([...files, ...others].map((name) => [name, ''])))).toEqual([]);
});

test('the lock that Emacs makes beside a page that is edited is ignored', () => {
  using folder = contentFolder(PAGES);
  symlinkSync('someone@machine.1234:1', join(folder.content, 'en/.#a.mdx'));
  expect(linted(folder)).toEqual([]);
});

test('paths choose what is named', () => {
  const files = { 'en/Foo.md': '', 'fr/x.mdx': '' };
  expect(notRead(files, 'content/en')).toHaveLength(1);
  expect(notRead(files, 'content')).toHaveLength(2);
  expect(notRead(files, 'a')).toEqual([]);
});

test('a page and a folder whose names are not UTF-8 are told, and the others are read', skipIf(noLinux()), () => {
  using folder = contentFolder({ ...PAGES, 'en/foo.md': '' });
  const odd = (name: string) => Buffer.from(join(folder.content, name), 'latin1');
  writeFileSync(odd('en/caf\xe9.mdx'), mdx('Prose.'));
  mkdirSync(odd('images/caf\xe9'));
  expect(linted(folder)).toEqual([
    'en/caf\ufffd.mdx it is not read: its name is not UTF-8 – Rename it.',
    'en/foo.md a page is not read under this name – Rename the file to foo.mdx.',
    'images/caf\ufffd it is not read: its name is not UTF-8 – Rename it.',
  ]);
});
