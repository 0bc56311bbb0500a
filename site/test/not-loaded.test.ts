/** Buttons whose script cannot be loaded say so, and the next press tries again. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from './setup/browser.ts';

const real = inject('real');
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser?.close());

async function open(path: string): Promise<void> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
  await page.goto(real.url + path);
}

const WORDS = { en: 'This could not be loaded. Please try again.', 'zh-cn': '加载失败，请重试。' };
const PRESSED: Readonly<Record<string, { press: () => Promise<void>; opened: string }>> = {
  'the search button': { press: () => page.locator('[data-open-search]').click(), opened: 'dialog.search' },
  'the keys of the search': { press: () => page.keyboard.press('Control+k'), opened: 'dialog.search' },
  'the button of the keys': { press: () => page.locator('[data-key="?"]').click(), opened: 'dialog.keys-dialog' },
  'the button of the player': { press: () => page.locator('[data-replay=page]').click(), opened: 'dialog.player' },
  'the replay of a terminal': {
    press: () => page.locator('button.replay').first().click(),
    opened: '.terminal [data-later]',
  },
  'a copy button': { press: () => page.locator('main .terminal-bar .copy').first().click(), opened: '.copied' },
};

describe.each(['en', 'zh-cn'] as const)('in %s', (locale) => {
  test.each(Object.entries(PRESSED))('%s says that it could not be loaded, and works later', async (_, pressed) => {
    await open(`${locale}/attach/`);
    await page.context().setOffline(true);
    await pressed.press();
    const note = page.getByRole('alert');
    await note.waitFor();
    expect(await note.textContent()).toBe(WORDS[locale]);
    await page.context().setOffline(false);
    await pressed.press();
    await page.locator(pressed.opened).first().waitFor({ state: 'attached' });
    await expect.poll(() => note.count()).toBe(0);
  });
});

test('a player whose own script is missing says so, too', async () => {
  await open('en/attach/');
  await page.route('**/_astro/player.*', (route) => route.abort());
  await page.locator('[data-replay=page]').click();
  await page.getByRole('alert').waitFor();
  await page.unroute('**/_astro/player.*');
  await page.locator('[data-replay=page]').click();
  await page.locator('dialog.player').waitFor();
});

test('the error page says it in the language of its address', async () => {
  await open('zh-cn/no-such-page/');
  await page.route('**/_astro/*.js', (route) => route.abort());
  await page.locator('[data-open-search]').click();
  expect(await page.getByRole('alert').textContent()).toBe(WORDS['zh-cn']);
});

test('what follows the reader says nothing, and comes when the network is there again', async () => {
  await open('en/attach/');
  await page.context().setOffline(true);
  for (const event of ['scroll', 'pointermove', 'pointerdown', 'focusin']) {
    await page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
  }
  await page.waitForTimeout(300);
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.context().setOffline(false);
  await page.locator('.network').waitFor({ state: 'attached' });
});
