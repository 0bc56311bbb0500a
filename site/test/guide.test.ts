/** The guides: a small one that has everything, and the real one. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { parseGuide } from '../../snippets-runner/tutorial/guide/parse-guide.ts';
import { openPages, textOf } from './setup/browser.ts';

const real = inject('real');
const fixture = inject('fixture');
let page: Page;

openPages({ colorScheme: 'light' }, (opened) => {
  page = opened;
});

const open = () => page.goto(`${fixture.url}en/own-files/`);

describe('a guide', () => {
  test('shows a file to save, and copies it to the byte', async () => {
    await open();
    const file = page.locator('.terminal').first();
    expect(await file.locator('.terminal-node').textContent()).toBe('a.md');
    const text = '# A <b>file</b>\n\n```console\n$ echo not run\n```\n';
    expect(await file.locator('pre').textContent()).toBe(text);
    expect(await file.locator('.copy').getAttribute('data-copy')).toBe(text);
  });

  test('shows commands with their outputs, copies the commands, and says that the last one fails', async () => {
    await open();
    const terminal = page.locator('.terminal').nth(1);
    expect(await terminal.locator('.typed').allTextContents()).toEqual([
      '$ cat a.md | wc -l\n',
      "$ cat <<'END'\n> two\n> END\n",
      '$ cat nothing\n',
    ]);
    expect(await terminal.locator('.printed').allTextContents()).toEqual([
      '5\n',
      'cat: nothing: No such file or directory\n',
    ]);
    expect(await terminal.locator('.copy').getAttribute('data-copy')).toBe(
      "cat a.md | wc -l\ncat <<'END'\ntwo\nEND\ncat nothing",
    );
    expect(await terminal.locator('.terminal-fails').textContent()).toBe('exit 1, as expected');
  });

  test('lists its sections, each with the anchor of the same one in the other language', async () => {
    await open();
    const sections = page.locator('.contents li a');
    expect(await sections.allInnerTexts()).toEqual(['A file', 'Commands', 'Code']);
    expect(await sections.evaluateAll((links) => links.map((link) => link.getAttribute('data-zh-cn')))).toEqual([
      '一个文件',
      '命令',
      '代码',
    ]);
    await page.click('.language-link');
    expect(page.url()).toContain('/docs/zh-cn/own-files/');
    expect(await page.locator('h1').textContent()).toBe('自己的文件');
  });

  test('links to its source, and to files of the repository', async () => {
    await open();
    const urls = await page
      .locator('article a:not(.anchor), .edit')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(urls).toEqual([
      'https://example.org/a',
      'https://github.com/someone/tutorials/blob/main/SECURITY.md#pages-are-code',
      'https://github.com/someone/tutorials/edit/main/content/guides/own-files.en.mdx',
    ]);
  });

  test.each(['.sidebar a', '.bottom a', '.guides a'])('is linked from %s', async (link) => {
    await page.goto(`${fixture.url}zh-cn/${link === '.sidebar a' ? 'start/' : ''}`);
    await page.click(`${link}[href$="/own-files/"]`);
    expect(page.url()).toBe(`${fixture.url}zh-cn/own-files/`);
  });

  test('is searched by its keywords, its text and its commands', async () => {
    const corpus = await (await fetch(`${fixture.url}en/search.json`)).json();
    const guide = corpus.pages.find(({ url }: { url: string }) => url === '/docs/en/own-files/');
    expect(guide.keywords).toEqual(['zebra']);
    expect(guide.sections.map(({ anchor }: { anchor: string }) => anchor)).toEqual(['', 'a-file', 'commands', 'code']);
    expect(guide.sections[0].blocks).toEqual([['text', 'Text with code, and a link to another site.']]);
    expect(guide.sections[2].blocks.slice(0, 2)).toEqual([
      ['typed', 'cat a.md | wc -l'],
      ['printed', '5'],
    ]);
  });
});

describe.each(['en', 'zh-cn'] as const)('the guide for documents of one’s own, %s', (locale) => {
  const file = `content/guides/your-documents.${locale}.mdx`;
  const { document, files } = parseGuide(file, readFileSync(file, 'utf8'));

  test('shows and copies what was run', async () => {
    await page.goto(`${real.url}${locale}/your-documents/`);
    const copied = await page
      .locator('.terminal .copy')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-copy')));
    const commands = document.snippets.map(({ steps }) => steps.map(({ text }) => text).join('\n'));
    expect(copied.toSorted()).toEqual([...commands, ...files.map(({ text }) => text)].toSorted());
    const shown = await textOf(page.locator('article'));
    for (const { steps = [] } of document.shown) {
      for (const line of steps.flatMap(({ output }) => output.split('\n'))) expect(shown).toContain(line.trim());
    }
  });
});
