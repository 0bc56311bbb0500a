/** The reader's place: across languages, in the contents, in the sidebar, and what was read. */
import type { Browser, Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { axeFindings } from './setup/axe.ts';
import { openPages, textOf } from './setup/browser.ts';

const PHONE = { width: 360, height: 740 };
const fixture = inject('fixture');
const start = `${fixture.url}en/start/`;
let browser: Browser;
let page: Page;

openPages({ reducedMotion: 'reduce', viewport: { width: 1400, height: 700 } }, (...opened) => {
  [page, browser] = opened;
});

describe('the language switch', () => {
  test('stays at the section, both ways', async () => {
    await page.goto(start);
    await goTo('placeholders');
    await switchLanguage();
    expect(decodeURIComponent(page.url())).toBe(`${fixture.url}zh-cn/start/#占位符`);
    await isAtTop('占位符');
    await switchLanguage();
    expect(page.url()).toBe(`${start}#placeholders`);
  });

  test('stays at the section by keyboard: its focus does not scroll', async () => {
    await page.goto(start);
    await goTo('expected-failure');
    const before = await page.evaluate(() => scrollY);
    await page.focus('.language-link');
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });

  test('leads to the top before the first section', async () => {
    await page.goto(start);
    await goTo('keys');
    await page.keyboard.press('Control+Home');
    await page.waitForFunction(() => scrollY === 0);
    await switchLanguage();
    expect(page.url()).toBe(`${fixture.url}zh-cn/start/`);
  });

  test('stays at the term of the glossary', async () => {
    await page.goto(`${fixture.url}en/glossary/`);
    const id = (await page.locator('.term h3').nth(2).getAttribute('id')) ?? '';
    await goTo(id);
    await switchLanguage();
    expect(page.url()).toBe(`${fixture.url}zh-cn/glossary/#${id}`);
  });

  test('leads to the page without scripts', async () => {
    const reader = await browser.newPage({ javaScriptEnabled: false });
    await reader.goto(`${start}#keys`);
    await reader.locator('.language-link').click();
    expect(reader.url()).toBe(`${fixture.url}zh-cn/start/`);
    await reader.close();
  });
});

describe.each([
  ['a phone', PHONE],
  ['a small screen with a sidebar', { width: 1100, height: 700 }],
])('on %s', (_, viewport) => {
  const button = () => page.locator('.contents-button');

  beforeEach(async () => {
    await page.setViewportSize(viewport);
    await page.goto(start);
  });

  test('the bar stays in view, and says which section is being read', async () => {
    expect((await textOf(button())).trim()).toBe('On this page');
    await goTo('expected-failure');
    await expect.poll(() => textOf(page.locator('.contents-here'))).toBe('Expected failure');
    const [bar, header] = await Promise.all([button().boundingBox(), page.locator('.top').boundingBox()]);
    expect(bar?.y).toBe((header?.y ?? 0) + (header?.height ?? 0));
    await page.getByRole('button', { name: 'On this page Expected failure' }).waitFor();
  });

  test('the bar opens the contents, which lead to a section and close', async () => {
    await goTo('keys');
    await button().click();
    expect(await axeFindings(page)).toEqual([]);
    await page.click('.contents a[href="#placeholders"]');
    expect(await page.locator('.contents').isVisible()).toBe(false);
    await isAtTop('placeholders');
  });

  test('the bar covers no heading that was jumped to', async () => {
    for (const id of ['keys', 'placeholders', 'ordinary-code']) {
      await goTo(id);
      const covered = await page.evaluate((target) => {
        const heading = document.getElementById(target)?.getBoundingClientRect();
        const bar = document.querySelector('.contents-button')?.getBoundingClientRect();
        return (heading?.top ?? 0) - (bar?.bottom ?? 0);
      }, id);
      expect(covered).toBeGreaterThanOrEqual(0);
    }
  });
});

test('the sidebar scrolls to the page where one is', async () => {
  await page.setViewportSize({ width: 1400, height: 220 });
  await page.goto(`${fixture.url}en/bridge/prompts/`);
  const [link, sidebar] = await Promise.all([
    page.locator('.sidebar [aria-current]').boundingBox(),
    page.locator('.sidebar').boundingBox(),
  ]);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(await page.locator('.sidebar').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  expect(link?.y).toBeGreaterThanOrEqual(sidebar?.y ?? 0);
  expect((link?.y ?? 0) + (link?.height ?? 0)).toBeLessThanOrEqual(220);
});

describe('what was read', () => {
  const ticked = () =>
    page.locator('.contents a:has(.tick)').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const pagesTicked = () => page.locator('.sidebar a:has(.tick)').allInnerTexts();
  const pass = (seconds: number) => page.clock.runFor(seconds * 1000);

  const readAll = async () => {
    await pass(20);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await pass(20);
  };

  /** Opens a page, and moves the pointer: what follows the reader is loaded then. */
  const visit = async (url: string) => {
    const following = page.waitForResponse(/\/following\./u);
    await page.goto(url);
    await page.mouse.move(1, 1);
    // The page has asked for the module before, and it is evaluated once. As a text, so that it is the browser's import.
    await page.evaluate(`import(${JSON.stringify((await following).url())}).then(() => undefined)`);
  };

  beforeEach(async () => {
    await page.clock.install();
  });

  test('is ticked after a while, not by scrolling past it', async () => {
    await visit(start);
    await goTo('keys');
    await goTo('ordinary-code');
    await pass(1);
    await goTo('continued-lines-and-a-table');
    await pass(1);
    expect(await ticked()).toEqual([]);
    await pass(20);
    expect(await ticked()).toEqual(['#continued-lines-and-a-table']);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('is not ticked before its end was seen', async () => {
    await page.setViewportSize({ width: 1400, height: 300 });
    await visit(start);
    await goTo('long-folded-hidden');
    await pass(60);
    expect(await ticked()).not.toContain('#long-folded-hidden');
  });

  test('is the same in both languages, and ticks the page in the sidebar', async () => {
    await visit(`${fixture.url}zh-cn/bridge/names/`);
    await readAll();
    expect((await ticked()).map((href) => decodeURIComponent(href ?? ''))).toEqual(['#按名称', '#按地址']);
    await visit(`${fixture.url}en/bridge/names/`);
    expect(await ticked()).toEqual(['#by-name', '#by-address']);
    await visit(start);
    expect(await pagesTicked()).toEqual(['Fixture bridge']);
    await page.getByRole('link', { name: 'Fixture bridge done' }).waitFor();
    expect(await ticked()).toEqual([]);
  });

  test('no longer ticks a page that has got a section', async () => {
    await visit(`${fixture.url}en/bridge/names/`);
    await page.evaluate(() => localStorage.setItem('read', '[["bridge/names",{"sections":["by-name"],"whole":true}]]'));
    await page.setViewportSize({ width: 1400, height: 60 });
    await visit(page.url());
    expect(await pagesTicked()).toEqual(['Fixture bridge']);
    await pass(1);
    expect(await pagesTicked()).toEqual([]);
    expect(await ticked()).toEqual(['#by-name']);
  });

  test('can be cleared', async () => {
    await visit(`${fixture.url}en/bridge/names/`);
    expect(await page.locator('.ticks').isVisible()).toBe(false);
    await readAll();
    await page.getByRole('button', { name: 'Clear all ticks' }).click();
    expect(await ticked()).toEqual([]);
    expect(await pagesTicked()).toEqual([]);
    expect(await page.evaluate(() => localStorage.getItem('read'))).toBeNull();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cleared');
    await page.reload();
    expect(await page.locator('.ticks').isVisible()).toBe(false);
  });

  test.each(['{"of":"another site"}', 'no JSON', '[["start",1],2]'])(
    'ignores what others have stored: %s',
    async (value) => {
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      await page.addInitScript((stored) => localStorage.setItem('read', stored), value);
      await visit(`${fixture.url}en/bridge/names/`);
      await readAll();
      expect(await ticked()).toEqual(['#by-name', '#by-address']);
      expect(errors).toEqual([]);
    },
  );
});

test('nothing breaks where storage is forbidden', async () => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  await page.goto(start);
  await goTo('keys');
  await page.clock.runFor(30_000);
  await page.keyboard.press('?');
  await page.locator('.keys-dialog input').click();
  await page.keyboard.press('Escape');
  await page.click('.theme-button');
  await switchLanguage();
  expect(decodeURIComponent(page.url())).toBe(`${fixture.url}zh-cn/start/#按键`);
  expect(errors).toEqual([]);
});

/** Jumps to a section, and waits until the page has said so. */
async function goTo(id: string): Promise<void> {
  await page.evaluate(async (target) => {
    document.getElementById(target)?.scrollIntoView();
    await new Promise((resolve) => addEventListener('scrollend', resolve, { once: true }));
  }, id);
  // The first move has loaded what keeps the place, and with it what announces.
  await page.locator('.announced').waitFor({ state: 'attached' });
}

async function switchLanguage(): Promise<void> {
  const before = page.url();
  await page.click('.language-link');
  await page.waitForURL((url) => url.href !== before);
}

async function isAtTop(id: string): Promise<void> {
  await page.waitForFunction((target) => {
    const top = document.getElementById(target)?.getBoundingClientRect().top ?? Number.NaN;
    return top > 50 && top < 160;
  }, id);
}
