/** Tables of who reaches whom, on the real pages that have one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from './setup/browser.ts';
import { sitemapPaths } from './setup/pages.ts';

const site = inject('real');
const withTable = sitemapPaths(site).filter((page) =>
  readFileSync(path.join(site.folder, page, 'index.html'), 'utf8').includes('class="reach"'),
);
const PAGE = 'en/bridge/user-defined/';
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  // Without JavaScript, all of it works.
  const context = await browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce' });
  page = await context.newPage();
});
afterEach(() => page.context().close());
afterAll(() => browser?.close());

test('the pages about who reaches whom have a table, in both languages', () => {
  const slugs = (locale: string) =>
    withTable.filter((each) => each.startsWith(`${locale}/`)).map((each) => each.slice(locale.length));
  expect(slugs('en').length).toBeGreaterThan(6);
  expect(slugs('zh-cn')).toEqual(slugs('en'));
});

describe('a table', () => {
  beforeEach(() => page.goto(site.url + PAGE));

  test('has a caption, and headers of its rows and columns', async () => {
    const table = page.getByRole('table', { name: 'Who reaches whom.' });
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      'from ↓ to →',
      'alpine1',
      'alpine2',
      'alpine3',
      'alpine4',
      'outside',
    ]);
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual([
      'alpine1',
      'alpine2',
      'alpine3',
      'alpine4',
      'host',
    ]);
  });

  test('says in words what was reached, and how', async () => {
    const row = page.locator('.reach tbody tr').nth(2);
    const cells = await row.locator('td').allInnerTexts();
    expect(cells.map((text) => text.split('\n').map((line) => line.trim()))).toEqual([
      ['✗ by name', '✗ by address'],
      ['✗ by address'],
      [''],
      ['✗ by name', '✓ by address'],
      ['✓ by address'],
    ]);
    expect(await row.getByRole('link', { name: 'not reached by name' }).count()).toBe(2);
  });

  test('leads to the command, also to one that is folded away', async () => {
    const cell = page.locator('.reach tbody tr').first().locator('td').nth(1);
    expect(await page.locator('.reach-how').getAttribute('open')).toBeNull();
    await cell.getByRole('link', { name: 'reached by address' }).click();
    const target = page.locator(':target');
    expect(await target.textContent()).toContain('docker exec alpine1 ping -c 1 -W 2 <ALPINE2_IP>');
    expect(await target.isVisible()).toBe(true);
    await cell.getByRole('link', { name: 'reached by name' }).click();
    expect(await page.locator(':target').textContent()).toContain('docker exec alpine1 ping -c 2 alpine2');
  });

  test('keeps its first column on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    const left = await page.locator('.reach .table').evaluate((frame) => {
      frame.scrollLeft = 1000;
      const headers = [...frame.querySelectorAll('tbody th, caption span')];
      const edge = frame.getBoundingClientRect().left;
      return [frame.scrollLeft > 0, ...headers.map((header) => header.getBoundingClientRect().left - edge < 20)];
    });
    expect(new Set(left)).toEqual(new Set([true]));
  });
});

describe('a path', () => {
  const shown = () =>
    page.locator('.reach .drawing-svg').evaluate((svg) => {
      const lit = [...svg.children].filter((part) => getComputedStyle(part).opacity === '1');
      const boxes = lit.filter((part) => part.querySelector('.bo, .sw'));
      return boxes.map((part) => part.querySelector('.na')?.textContent);
    });

  beforeEach(() => page.goto(site.url + PAGE));

  test('is offered only while the drawing is open', async () => {
    const choices = page.locator('.reach-path').filter({ visible: true });
    expect(await choices.count()).toBe(0);
    await page.locator('.reach-map summary').click();
    expect(await choices.count()).toBeGreaterThan(20);
  });

  test('lights both ends and the network that they share, until the whole is chosen again', async () => {
    await page.locator('.reach-map summary').click();
    const all = await shown();
    expect(all.toSorted()).toEqual(['alpine-net', 'alpine1', 'alpine2', 'alpine3', 'alpine4', 'bridge']);
    await page.getByRole('radio', { name: 'path from alpine3 to alpine4' }).check();
    expect((await shown()).toSorted()).toEqual(['alpine3', 'alpine4', 'bridge']);
    await page.getByRole('radio', { name: 'path from alpine1 to alpine3' }).check();
    expect((await shown()).toSorted()).toEqual(['alpine1', 'alpine3']);
    await page.getByRole('radio', { name: 'the whole network' }).check();
    expect(await shown()).toEqual(all);
  });
});

test.each(withTable)('%s: every entry leads to a command of the page', async (slug) => {
  await page.goto(site.url + slug);
  const wrong = await page.locator('.reach td a').evaluateAll((links) =>
    links.flatMap((link) => {
      const id = link.getAttribute('href')?.slice(1) ?? '';
      const target = document.querySelectorAll(`[id="${id}"]`);
      const text = target[0]?.textContent ?? '';
      return target.length === 1 && /\b(?:ping|wget|nc)\b/u.test(text) ? [] : [id];
    }),
  );
  expect(wrong).toEqual([]);
  // A table may be small, but each pair that was tried has an entry.
  const tried = page.locator('.reach td:not(.reach-self):not(:has(.reach-untried))');
  expect(await tried.count()).toBeGreaterThan(1);
  expect(await tried.and(page.locator(':has(a)')).count()).toBe(await tried.count());
});

test.each([
  ['en', '| alpine3 | ✗ by name<br>✗ by address | ✗ by address |  | ✗ by name<br>✓ by address | ✓ by address |'],
  ['zh-cn', '| alpine3 | ✗ 用名称<br>✗ 用地址 | ✗ 用地址 |  | ✗ 用名称<br>✓ 用地址 | ✓ 用地址 |'],
])('as Markdown, in %s', (locale, row) => {
  const text = readFileSync(path.join(site.folder, locale, 'bridge/user-defined/index.md'), 'utf8');
  expect(text).toContain(`\n${row}\n`);
  // The hidden commands are below it.
  expect(text.indexOf('$ docker exec alpine3 ping -c 1 -W 2 alpine4')).toBeGreaterThan(text.indexOf(row));
});
