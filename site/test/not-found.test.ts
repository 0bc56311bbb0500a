/** The error page: in the language of the address, with a guess at the page meant and a search, below a base path too. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { nearestPage, segmentsOf } from '../client/nearest-page.ts';
import { axeFindings } from './setup/axe.ts';
import { launchBrowser, textOf } from './setup/browser.ts';

const real = inject('real');
const fixture = inject('fixture');
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  context = await browser.newContext({ locale: 'en-GB' });
  page = await context.newPage();
});
afterEach(() => context.close());
afterAll(() => browser?.close());

describe('on a server with one error page', () => {
  beforeEach(async () => {
    const body = readFileSync(path.join(fixture.folder, '404.html'), 'utf8');
    await context.route(/\/lost\b/u, (route) => route.fulfill({ status: 404, contentType: 'text/html', body }));
  });

  test.each([
    { at: 'zh-cn/lost/bridge/name', lang: 'zh-CN', title: '页面不存在', guess: '/docs/zh-cn/bridge/names/' },
    { at: 'en/lost/bridge/name', lang: 'en', title: 'Page not found', guess: '/docs/en/bridge/names/' },
    { at: 'lost/bridge/name', lang: 'en', title: 'Page not found', guess: '/docs/en/bridge/names/' },
  ])('/$at is answered in $lang', async ({ at, lang, title, guess }) => {
    await page.goto(fixture.url + at);
    expect(await page.locator('.not-found h1').allInnerTexts()).toEqual([title]);
    expect(await page.locator('.not-found').count()).toBe(1);
    expect(await page.getAttribute('html', 'lang')).toBe(lang);
    expect(await page.title()).toContain(title);
    expect(await page.getAttribute('.guess a', 'href')).toBe(guess);
    expect(await page.isVisible('.guess')).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await page.click('.theme-button');
    expect(await page.getAttribute('html', 'data-theme')).toBe('light');
    await page.click('.guess a');
    expect(page.url()).toBe(new URL(guess, fixture.url).href);
  });

  test('an address of no language is answered in that which the reader chose last', async () => {
    await page.goto(`${fixture.url}en/`);
    await page.click('.language-link');
    await page.goto(`${fixture.url}lost`);
    expect(await textOf(page.locator('.not-found h1'))).toBe('页面不存在');
  });

  test('the search is that of the language', async () => {
    await page.goto(`${fixture.url}zh-cn/lost/`);
    await page.locator('.not-found-search input').fill('提示符');
    await page.keyboard.press('Enter');
    await page.locator('.search-results a[href^="/docs/zh-cn/bridge/prompts/"]').first().waitFor();
    expect(await page.getAttribute('.search', 'aria-label')).toBe('搜索教程');
  });

  test('without scripts the page has both languages, and a way on in each', async () => {
    const reader = await browser.newContext({ javaScriptEnabled: false });
    const plain = await reader.newPage();
    await plain.goto(`${fixture.url}404.html`);
    expect(await plain.locator('.not-found :is(h1, h2)').allInnerTexts()).toEqual(['Page not found', '页面不存在']);
    expect(
      await plain
        .locator('.not-found a:visible')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['/docs/en/', '/docs/zh-cn/']);
    expect(await plain.locator('.not-found form:visible, .guess:visible').count()).toBe(0);
    await reader.close();
  });
});

test('the words of the address can be searched for at once', async () => {
  const response = await page.goto(`${real.url}en/networks/published-ports.html`);
  expect(response?.status()).toBe(404);
  expect(await page.inputValue('.not-found-search input')).toBe('networks published ports');
  await page.locator('.not-found-search input').fill('published ports');
  await page.locator('.not-found-search button').click();
  await page.locator('.search-results a').first().waitFor();
  expect(await page.inputValue('.search input')).toBe('published ports');
});

test('no guess is better than a wrong one', async () => {
  await page.goto(`${real.url}en/wp-login.php`);
  expect(await page.isVisible('.guess')).toBe(false);
});

test.each(['en/404.html', '404.html'])('%s fits a narrow phone, with a long address', async (file) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const body = readFileSync(path.join(real.folder, file), 'utf8');
  await context.route(/\/lost\b/u, (route) => route.fulfill({ status: 404, contentType: 'text/html', body }));
  await page.goto(`${real.url}en/lost/bridge/${'very-long-name-'.repeat(20)}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await page.isVisible('.guess')).toBe(true);
  const { x = 0, width = 0 } = (await page.locator('.not-found').boundingBox()) ?? {};
  expect(360 - x - width).toBe(x);
});

describe('nearestPage', () => {
  const SLUGS = ['overview', 'attach', 'bridge/default', 'bridge/user-defined', 'none/isolated', 'swarm/three-nodes'];

  test.each([
    ['attach', 'attach'],
    ['Attach/', 'attach'],
    ['attach.html', 'attach'],
    ['attach/index.html', 'attach'],
    ['atach', 'attach'],
    ['bridge/defualt/', 'bridge/default'],
    ['bridge/user_defined', 'bridge/user-defined'],
    ['tutorials/bridge/user-defined', 'bridge/user-defined'],
    ['fr/bridge/default', 'bridge/default'],
    ['overlay/user-defined', 'bridge/user-defined'],
    ['user-defined', 'bridge/user-defined'],
    ['bridge/default/step-2', 'bridge/default'],
    ['bridge', 'bridge/default'],
    ['bridges/something', 'bridge/default'],
    ['docs/swarm', 'swarm/three-nodes'],
    ['%62ridge/default', 'bridge/default'],
    ['', undefined],
    ['%', undefined],
    ['index.php', undefined],
    ['nowhere/at/all', undefined],
    [`${'a/'.repeat(5000)}attach`, 'attach'],
    ['x'.repeat(100_000), undefined],
  ])('%.40s means %s', (path, slug) => {
    expect(nearestPage(segmentsOf(path), SLUGS)).toBe(slug);
  });
});
