/** Navigation: languages, schemes, search, keyboard, URLs that do not exist. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { axeFindings } from './setup/axe.ts';
import { openPages, textOf } from './setup/browser.ts';
import { TEST_SITE } from './setup/build.ts';
import { isTutorial, sitemapPaths } from './setup/pages.ts';

const real = inject('real');
const fixture = inject('fixture');
const someTutorial = sitemapPaths(real).find((path) => path.startsWith('en/') && isTutorial(path)) ?? '';
let browser: Browser;
let page: Page;

openPages({ colorScheme: 'light' }, (...opened) => {
  [page, browser] = opened;
});

describe('languages', () => {
  test('the switch stays on the page, both ways', async () => {
    await page.goto(real.url + someTutorial);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.click('.language-link');
    expect(page.url()).toBe(real.url + someTutorial.replace(/^en/u, 'zh-cn'));
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await page.click('.language-link');
    expect(page.url()).toBe(real.url + someTutorial);
  });

  test.each([
    { locale: 'zh-TW', to: 'zh-cn/' },
    { locale: 'de-DE', to: 'en/' },
  ])('the root redirects a browser in $locale to $to', async ({ locale, to }) => {
    const reader = await browser.newContext({ locale });
    const first = await reader.newPage();
    await first.goto(fixture.url);
    await first.waitForURL(fixture.url + to);
    await reader.close();
  });

  test('the root remembers the language chosen last', async () => {
    await page.goto(`${fixture.url}en/`);
    await page.click('.language-link');
    await page.goto(fixture.url);
    await page.waitForURL(`${fixture.url}zh-cn/`);
  });

  test('the root is accessible without the redirect', async () => {
    const html = await (await page.request.get(fixture.url)).text();
    const body = html.replace('location.replace', 'void ');
    await page.route(fixture.url, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(fixture.url);
    expect(await page.locator('.language-choice a').allInnerTexts()).toEqual(['Read in English', '阅读中文版']);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('without scripts the root links to both languages', async () => {
    const reader = await browser.newContext({ javaScriptEnabled: false });
    const response = await reader.request.get(fixture.url);
    const html = await response.text();
    expect(html).toContain('href="/docs/en/"');
    expect(html).toContain('href="/docs/zh-cn/"');
    expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="0; url=\/docs\/en\/">/u);
    await reader.close();
  });

  test('search engines find every language and the canonical URL', async () => {
    await page.goto(`${fixture.url}zh-cn/start/`);
    const links = await page.$$eval('link[hreflang], link[rel=canonical]', (all) =>
      all.map((link) => `${link.getAttribute('hreflang') ?? 'canonical'} ${(link as HTMLLinkElement).href}`),
    );
    expect(links).toEqual([
      `canonical ${TEST_SITE}/docs/zh-cn/start/`,
      `en ${TEST_SITE}/docs/en/start/`,
      `zh-CN ${TEST_SITE}/docs/zh-cn/start/`,
      `x-default ${TEST_SITE}/docs/en/start/`,
    ]);
  });

  test('lines of a Chinese paragraph join without a space', async () => {
    await page.goto(`${fixture.url}zh-cn/start/`);
    expect(await textOf(page.locator('article'))).toContain('的链接，以及一个值');
  });
});

describe('a translation whose source has changed', () => {
  test('says so, and links to the changed sections of the source', async () => {
    await page.goto(`${fixture.url}zh-cn/bridge/names/`);
    const links = page.locator('.behind a');
    expect(await textOf(page.locator('.behind > p'))).toContain('下列小节请以英文版为准');
    expect(await links.allTextContents()).toEqual(['引言', 'By address'].map((text) => expect.stringContaining(text)));
    expect(await links.first().getAttribute('href')).toBe('/docs/en/bridge/names/');
    await links.last().click();
    expect(page.url()).toBe(`${fixture.url}en/bridge/names/#by-address`);
    expect(await page.locator('.behind').count()).toBe(0);
  });

  test('says so if its version of the source is unknown', async () => {
    await page.goto(`${fixture.url}zh-cn/bridge/prompts/`);
    expect(await textOf(page.locator('.behind'))).toContain('没有注明');
  });

  test('says nothing if the translation is up to date', async () => {
    await page.goto(`${fixture.url}zh-cn/start/`);
    expect(await page.locator('.behind').count()).toBe(0);
  });
});

describe('schemes', () => {
  test('follows the system', async () => {
    await page.goto(real.url + someTutorial);
    expect(await brightness(page)).toBeGreaterThan(0.8);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await brightness(page)).toBeLessThan(0.2);
  });

  test('the button switches from system to light, dark, and back', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(real.url + someTutorial);
    await page.click('.theme-button');
    expect(await brightness(page)).toBeGreaterThan(0.8);
    expect(await page.getAttribute('.theme-button', 'aria-label')).toContain('light');
    await page.click('.theme-button');
    expect(await brightness(page)).toBeLessThan(0.2);
    await page.click('.theme-button');
    expect(await page.getAttribute('html', 'data-theme')).toBe('auto');
  });

  test('a choice is applied before the first paint', async () => {
    await page.goto(real.url + someTutorial);
    await page.evaluate(() => localStorage.setItem('theme', 'dark'));
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.documentElement?.dataset.theme === undefined) return;
        performance.mark('theme');
        observer.disconnect();
      }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    await page.reload({ waitUntil: 'load' });
    await page.waitForFunction(() => performance.getEntriesByName('first-paint').length > 0);
    const [theme, paint] = await page.evaluate(() =>
      ['theme', 'first-paint'].map((name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN),
    );
    expect(theme).toBeLessThan(paint ?? Number.NaN);
    expect(await brightness(page)).toBeLessThan(0.2);
  });
});

describe('keyboard and phone', () => {
  test('the first Tab focuses the link to the content', async () => {
    await page.goto(real.url + someTutorial);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  });

  test('the menu of a phone opens, is accessible, and its links work', async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(`${fixture.url}en/start/`);
    expect(await page.locator('.sidebar').isVisible()).toBe(false);
    await page.click('.menu-button');
    expect(await axeFindings(page)).toEqual([]);
    await page.click('.sidebar a[href$="/bridge/names/"]');
    await page.waitForURL(`${fixture.url}en/bridge/names/`);
  });

  test('the contents mark the section that is being read, up to the last', async () => {
    await page.setViewportSize({ width: 1400, height: 700 });
    await page.goto(`${fixture.url}en/start/`);
    const current = page.locator('.contents [aria-current]');
    expect(await current.count()).toBe(0);
    await page.click('.contents a[href="#expected-failure"]');
    await page.locator('.contents [aria-current][href="#expected-failure"]').waitFor();
    await page.keyboard.press('End');
    await page.locator('.contents [aria-current][href="#ordinary-code"]').waitFor();
    expect(await current.count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('previous and next follow the order of the sidebar', async () => {
    await page.goto(`${fixture.url}en/bridge/names/`);
    expect(await page.getAttribute('.pager-previous', 'href')).toBe('/docs/en/start/');
    expect(await page.getAttribute('.pager-next', 'href')).toBe('/docs/en/bridge/prompts/');
  });

  test.each(['en', 'zh-cn'])('a page is listed in the section that its source names: %s', async (locale) => {
    await page.goto(`${fixture.url}${locale}/start/`);
    // The other section is that of the exercises.
    expect(await page.locator('.sidebar-group + ul').count()).toBe(2);
    const listed = page.locator('.sidebar-group + ul').first();
    const addresses = await listed.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const slugs = ['start', 'bridge/names', 'bridge/prompts'];
    expect(addresses).toEqual(slugs.map((slug) => `/docs/${locale}/${slug}/`));
    expect(await page.getAttribute('.pager-next', 'href')).toBe(`/docs/${locale}/bridge/names/`);
  });

  test('the edit link leads to the source', async () => {
    await page.goto(`${fixture.url}zh-cn/bridge/names/`);
    expect(await page.getAttribute('a.edit', 'href')).toBe(
      'https://github.com/someone/tutorials/edit/main/content/zh-cn/bridge/names.mdx',
    );
  });
});

describe('URLs that do not exist', () => {
  test.each([
    { path: 'en/nowhere/at/all/', titles: ['Page not found'] },
    { path: 'zh-cn/nowhere', titles: ['页面不存在'] },
    { path: 'nowhere', titles: ['Page not found'] },
  ])('/$path', async ({ path, titles }) => {
    const response = await page.goto(fixture.url + path);
    expect(response?.status()).toBe(404);
    expect(await page.locator('.not-found :is(h1, h2)').allInnerTexts()).toEqual(titles);
    expect(await page.locator('link[rel=canonical]').count()).toBe(0);
  });
});

/** Returns the brightness of the page's background, from 0 (black) to 1 (white). */
async function brightness(shown: Page): Promise<number> {
  const colour = await shown.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/gu) ?? []).map(Number);
  return (red + green + blue) / 3 / 255;
}
