/** What a save of a page or a document changes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readVersion } from '../../commands/version.ts';
import { captureText } from '../../tutorial/capture/write.ts';
import { captureOf, recordingOf, samplePage } from '../tutorial/capture/sample.ts';
import { type ContentFolder, contentFolder, contextFor, mdx, snippet } from './content-folder.ts';

let folder: ContentFolder;
beforeEach(() => {
  folder = contentFolder({ 'images/alpine/image.yaml': '' });
});
afterEach(() => folder[Symbol.dispose]());

const FILE = 'en/bridge/sample.mdx';
const CREATE = snippet('create', '$ docker network create alpine-net');
const ATTACH = snippet('attach exit=1', '$ docker attach box', '/ # ls', '/ # <Ctrl-P><Ctrl-Q>');
const write = (body: string) => folder.write({ [FILE]: mdx(body) });
const read = (path = 'bridge/sample') => readVersion(path, [], contextFor(folder));
const capture = () =>
  folder.write({ 'captures/bridge/sample.yaml': captureText(captureOf(samplePage(), recordingOf(samplePage()))) });

test('a version is that of the page, its capture, and where both are', () => {
  write(CREATE + ATTACH);
  capture();
  expect(read()).toMatchObject({
    page: { slug: 'bridge/sample' },
    mistakes: [],
    captureProblems: [],
    capture: { slug: 'bridge/sample' },
    files: [join(folder.content, FILE), join(folder.content, 'captures/bridge/sample.yaml')],
  });
});

test('a document depends on the configuration of its repository', () => {
  const file = join(folder.home, 'README.md');
  const config = join(folder.home, 'snippets.yaml');
  writeFileSync(file, '```term\n$ ls\n```\n');
  writeFileSync(config, 'languages: {run: [term]}\n');
  const before = read('README.md');
  expect([before.page?.snippets.length, before.files]).toEqual([1, [file, config]]);
  writeFileSync(config, 'languages: {ignore: [term]}\n');
  expect(read('README.md').hash).not.toBe(before.hash);
});

test('a translation means its source', () => {
  write(CREATE);
  folder.write({ 'zh-cn/bridge/sample.mdx': mdx('<Snippet id="create" />') });
  const { page, files } = read('content/zh-cn/bridge/sample.mdx');
  expect([page?.file, files[0]]).toEqual([`content/${FILE}`, join(folder.content, FILE)]);
});

describe('a version is another one', () => {
  test.each<[string, () => void]>([
    ['with other text in a line', () => write(`Text.\n\n${CREATE}`)],
    ['with a capture', capture],
    ['with other commands', () => write(`\n\n${ATTACH}`)],
  ])('%s', (_, change) => {
    write(`\n\n${CREATE}`);
    const before = read().hash;
    expect(read().hash).toBe(before);
    change();
    expect(read().hash).not.toBe(before);
  });
});

test('mistakes keep a page from running; those of its capture do not', () => {
  write(CREATE);
  capture();
  expect(read()).toMatchObject({ mistakes: [], captureProblems: [{ code: 'capture-orphaned' }] });
  write(snippet('create timout=3s', '$ true'));
  expect(read().mistakes).toHaveLength(1);
  folder.write({ 'captures/bridge/sample.yaml': 'schema: 7' });
  write(CREATE);
  expect(read()).toMatchObject({ mistakes: [], capture: undefined });
});

test('a document is watched with the files that its commands need', () => {
  const block = ['```console', '$ cat data.txt', '```', ''].join('\n');
  folder.write({ '../docs/README.md': block, '../docs/data.txt': 'one' });
  const path = join(folder.home, 'docs/README.md');
  const before = read(path);
  expect(before.page).toMatchObject({ kind: 'document' });
  expect(before.files.toSorted()).toEqual([path, path, join(folder.home, 'docs/data.txt')].toSorted());
  folder.write({ '../docs/data.txt': 'two' });
  expect(read(path).hash).not.toBe(before.hash);
});

test('only one page is watched', () => {
  write(CREATE);
  folder.write({ 'en/bridge/other.mdx': mdx(CREATE) });
  expect(() => read('content/en/bridge')).toThrow('content/en/bridge matches 2 pages');
  expect(() => read('bridge/none')).toThrow('no page matches bridge/none');
});
