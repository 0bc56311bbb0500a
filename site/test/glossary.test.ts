/** The glossary in both languages: a small one of three terms, and search in the real one. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from './setup/browser.ts';

const real = inject('real');
const fixture = inject('fixture');
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ reducedMotion: 'reduce' });
});
afterAll(() => browser?.close());

test('English: by letter, with the Chinese term', async () => {
  await page.goto(`${fixture.url}en/glossary/`);
  expect(await outline()).toEqual(['B', 'bridge 网桥', 'D', 'daemon 守护进程', 'V', 'veth pair']);
  expect(await page.locator('.contents a').allInnerTexts()).toEqual(['B', 'D', 'V']);
  expect(await page.getAttribute('#bridge .counterpart', 'lang')).toBe('zh-CN');
  expect(await page.getByText('桥接器').count()).toBe(0);
});

test('Chinese: by topic, with the English term and the words that are not used', async () => {
  await page.goto(`${fixture.url}zh-cn/glossary/`);
  expect(await outline()).toEqual(['Docker', '守护进程 daemon', '网络基础', 'veth pair', '网桥 bridge']);
  const facts = await page.locator('.term:has(#bridge) li').allInnerTexts();
  expect(facts).toEqual(['不用的译法：桥接器、网络桥', '详见 测试 bridge 网络 › 按名称']);
  expect(await page.locator('.term:has(#veth-pair) li').count()).toBe(0);
});

test('the meaning of a term: code as code, and HTML as text', async () => {
  await page.goto(`${fixture.url}en/glossary/`);
  const texts = await page.locator('.term:has(#bridge) p').allInnerTexts();
  expect(texts).toEqual(['A switch, such as docker0.', 'Not the network.']);
  expect(await page.locator('.term:has(#bridge) code').allInnerTexts()).toEqual(['docker0']);
  expect(await page.locator('.term:has(#veth-pair) p').textContent()).toBe('Two ends of a <cable>.');
});

test.each([
  ['en', '#bridge', 'en/bridge/names/#by-name', 'By name'],
  ['zh-cn', '#bridge', 'zh-cn/bridge/names/#按名称', '按名称'],
  ['en', '#daemon', 'en/start/', undefined],
])('%s: the explanation of %s is in the same language', async (locale, term, to, heading) => {
  await page.goto(`${fixture.url}${locale}/glossary/`);
  await page.click(`.term:has(${term}) .term-facts a`);
  expect(decodeURI(page.url())).toBe(fixture.url + to);
  if (heading !== undefined) expect(await page.locator('h2:target').textContent()).toContain(heading);
});

test.each([
  ['.sidebar a', 'en/start/'],
  ['.bottom a', 'zh-cn/start/'],
])('is linked from %s', async (link, from) => {
  await page.goto(fixture.url + from);
  await page.click(`${link}[href$="/glossary/"]`);
  expect(page.url()).toBe(`${fixture.url}${from.split('/')[0]}/glossary/`);
});

describe('the search of the real site', () => {
  test.each([
    ['en', 'endpoint', 'endpoint'],
    ['zh-cn', '端点', 'endpoint'],
    ['zh-cn', 'endpoint', 'endpoint'],
    ['zh-cn', '网络', 'network'],
    ['en', 'bridge', 'bridge'],
  ])('%s: %s shows the meaning, and leads to the term', async (locale, query, anchor) => {
    await page.goto(`${real.url}${locale}/`);
    await page.keyboard.press('/');
    await page.locator('.search input').fill(query);
    await page.locator(`.search-definition a[href$="/${locale}/glossary/#${anchor}"]`).click();
    expect(await page.locator('h3:target').getAttribute('id')).toBe(anchor);
  });
});

/** Returns headings without the links to themselves. */
async function outline(): Promise<string[]> {
  const texts = await page.locator('.prose :is(h2, h3)').allTextContents();
  return texts.map((text) => text.replace(/#\s*$/u, '').replace(/\s+/gu, ' ').trim());
}
