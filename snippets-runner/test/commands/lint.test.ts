import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lint } from '../../commands/lint.ts';
import { captureText } from '../../tutorial/capture/write.ts';
import { processorTime } from '../base/processor-time.ts';
import { captureOf, parsedSource } from '../tutorial/lint/lint-sources.ts';
import { contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';

test('the problems of a capture file are those of its page, too', () => {
  const page = mdx(snippet('one', '$ docker ps'));
  const text = captureText(captureOf(parsedSource('en/a.mdx', page)));
  using folder = contentFolder({
    'en/a.mdx': page,
    'en/b.mdx': mdx('Prose.'),
    'zh-cn/a.mdx': mdx('<Snippet id="one" />'),
    'captures/a.yaml': text.replace('duration: 1', 'duration: 2'),
  });
  const lintOf = (path: string) => {
    const said: Said = { printed: [], told: [] };
    const exit = lint([path], { translated: false }, contextFor(folder, said));
    return { exit, text: said.printed.join('\n') };
  };
  expect(lintOf('a').exit).toBe(1);
  expect(lintOf('a').text).toMatch(/^content\/captures\/a\.yaml:4:1 the seal .* capture-unsealed$/mu);
  expect(lintOf('b').text).not.toContain('capture-unsealed');
});

describe('what a page is compared with, and cannot be read,', () => {
  const linted = (path: string, files: Record<string, string>) => {
    using folder = contentFolder({
      'en/a.mdx': mdx('Prose.'),
      'zh-cn/a.mdx': mdx('文字。'),
      'en/b.mdx': mdx('See [a](./a.mdx#prose).'),
      'en/broken.mdx': mdx('A {page'),
      'zh-cn/broken.mdx': mdx('{'),
      ...files,
    });
    const said: Said = { printed: [], told: [] };
    const exit = lint([path], { translated: false }, contextFor(folder, said));
    return { exit, files: [...said.printed.join('\n').matchAll(/^(\S+):\d+:\d+ /gmu)].map(([, file]) => file) };
  };

  test.each([
    ['zh-cn/a.mdx', { 'en/a.mdx': mdx('A {page') }, 'en/a.mdx'],
    ['en/b.mdx', { 'en/a.mdx': mdx('A {page') }, 'en/a.mdx'],
    ['en/a.mdx', { 'glossary.yaml': 'terms: [' }, 'glossary.yaml'],
  ])('is named where only %s is linted', (path, files, named) => {
    expect(linted(`content/${path}`, files)).toEqual({ exit: 1, files: [`content/${named}`] });
  });

  test('is not named if no chosen page is compared with it', () => {
    expect(linted('content/en/a.mdx', {})).toEqual({ exit: 0, files: [] });
  });
});

/** micromark would need minutes for it. */
const SLOW_LINE = '*a_ '.repeat(20_000);

test('a file that takes too long to parse is a problem with a place, and the others are checked', () => {
  using folder = contentFolder({
    'en/a.mdx': mdx(`A short line.\n\n${SLOW_LINE}`),
    'en/b.mdx': mdx('A {page'),
    'zh-cn/a.mdx': mdx(''),
    'zh-cn/b.mdx': mdx(''),
  });
  writeFileSync(join(folder.home, 'README.md'), `# Read me\n\n${SLOW_LINE}\n`);
  const said: Said = { printed: [], told: [] };
  const spentMs = processorTime();
  expect(lint(['content/en', 'README.md'], { translated: false }, contextFor(folder, said))).toBe(1);
  expect(spentMs()).toBeLessThan(30_000);
  const lines = said.printed.join('\n').split('\n');
  const hint =
    '  hint Its longest line is this one, with 80000 characters. Shorten it, or write fewer of the marks * _ [ ] { } < in one paragraph.';
  expect(lines).toEqual([
    'content/en/a.mdx:8:1 the file takes longer than 3 s to parse parsing-too-slow',
    hint,
    '',
    expect.stringMatching(/^content\/en\/b\.mdx:6:3 .* mdx-syntax$/u),
    expect.stringMatching(/^ {2}hint /u),
    '',
    'README.md:3:1 the file takes longer than 3 s to parse parsing-too-slow',
    hint,
    '',
    '3 problems in 3 files',
  ]);
});

test('a translation that is marked keeps its permissions', () => {
  using folder = contentFolder({ 'en/a.mdx': mdx('Prose.'), 'zh-cn/a.mdx': mdx('Prose.') });
  const file = join(folder.content, 'zh-cn/a.mdx');
  chmodSync(file, 0o640);
  expect(lint([], { translated: true }, contextFor(folder))).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o640);
});

test('a translation that is a link to a page of another language is not written', () => {
  using folder = contentFolder({ 'en/a.mdx': mdx('Prose.'), 'zh-cn/b.mdx': mdx('Prose.') });
  symlinkSync('../en/a.mdx', join(folder.content, 'zh-cn/a.mdx'));
  const before = readFileSync(join(folder.content, 'en/a.mdx'), 'utf8');
  const mark = () => lint(['content/zh-cn/a.mdx'], { translated: true }, contextFor(folder));
  expect(mark).toThrow(expect.objectContaining({ code: 'document-not-writable' }));
  expect(readFileSync(join(folder.content, 'en/a.mdx'), 'utf8')).toBe(before);
});

test('a page of usual lines that takes too long is told that it is long', () => {
  // Hours, where plain words would take some seconds: a busy machine gives a page more time than the message says.
  using folder = contentFolder({ 'en/a.mdx': mdx(`${'*a_ '.repeat(400)}\n`.repeat(1_000)), 'zh-cn/a.mdx': mdx('') });
  const said: Said = { printed: [], told: [] };
  expect(lint(['content/en/a.mdx'], { translated: false }, contextFor(folder, said))).toBe(1);
  expect(said.printed.join('\n').split('\n').slice(0, 2)).toEqual([
    'content/en/a.mdx:1:1 the file takes longer than 3 s to parse parsing-too-slow',
    '  hint It is too long: it has 1,006 lines. Split it into several files.',
  ]);
});

describe('--translated', () => {
  const marked = (files: Record<string, string>) => {
    using folder = contentFolder(files);
    const said: Said = { printed: [], told: [] };
    const exit = lint(['content/zh-cn'], { translated: true }, contextFor(folder, said));
    return { exit, printed: said.printed };
  };

  test('says how many translations were marked', () => {
    expect(marked({ 'en/a.mdx': mdx('Prose.'), 'zh-cn/a.mdx': mdx('文字。') })).toEqual({
      exit: 0,
      printed: ['marked content/zh-cn/a.mdx as up to date', '1 translation marked, 0 already up to date'],
    });
  });

  test.each([
    ['whose source does not exist', { 'en/b.mdx': mdx('Prose.') }, 'it has no source, content/en/a.mdx'],
    ['whose source cannot be read', { 'en/a.mdx': mdx('A {page') }, 'content/en/a.mdx cannot be parsed'],
    [
      'that has no front matter',
      { 'en/a.mdx': mdx('Prose.'), 'zh-cn/a.mdx': '文字。\n' },
      'its front matter is missing, or no valid YAML',
    ],
  ])('names a translation %s, and fails', (_, files, why) => {
    expect(marked({ 'zh-cn/a.mdx': mdx('文字。'), ...files })).toEqual({
      exit: 1,
      printed: [
        `not marked content/zh-cn/a.mdx: ${why}`,
        '0 translations marked, 0 already up to date, 1 that cannot be marked',
      ],
    });
  });
});
