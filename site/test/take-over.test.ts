/** The reader's values, and what a page offers to take away: its commands, its Markdown, its lab. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { launchBrowser } from './setup/browser.ts';

const fixture = inject('fixture');
const real = inject('real');
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
});
beforeEach(async () => {
  page = await context.newPage();
  await page.goto(`${fixture.url}en/start/`);
});
afterAll(() => browser?.close());

describe('the values of the reader', () => {
  test('say what they are, and where they come from', async () => {
    const fields = page.getByRole('group', { name: 'Your values' }).getByRole('textbox');
    expect(await fields.count()).toBe(2);
    const token = page.getByRole('textbox', { name: /^TOKEN printed by docker/u });
    expect(await token.getAttribute('placeholder')).toMatch(/^SWMTKN/u);
  });

  test('are copied, by keyboard as well', async () => {
    await page.getByRole('textbox', { name: /^MANAGER_IP/u }).fill(' 10.1.2.3 ');
    await page.locator('.terminal', { hasText: 'ping -c 1 <MANAGER_IP>' }).locator('.terminal-bar .copy').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    expect(await clipboard()).toBe('ping -c 1 10.1.2.3');
  });

  test('stay for the page and its translation, in the same tab', async () => {
    await page.getByRole('textbox', { name: /^MANAGER_IP/u }).fill('10.1.2.3');
    // A script stores it, and may still be loading.
    await page.locator('.announced').waitFor({ state: 'attached' });
    await page.reload();
    await expect.poll(() => page.locator('[name=MANAGER_IP]').inputValue()).toBe('10.1.2.3');
    await page.goto(`${fixture.url}zh-cn/start/`);
    await expect.poll(() => page.locator('[name=MANAGER_IP]').inputValue()).toBe('10.1.2.3');
    const other = await context.newPage();
    await other.goto(`${fixture.url}en/start/`);
    expect(await other.locator('[name=MANAGER_IP]').inputValue()).toBe('');
  });

  test('are kept if they are typed before the script that stores them is there', async () => {
    const held = Promise.withResolvers<void>();
    await page.route('**/following.*.js', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${fixture.url}zh-cn/start/`);
    const field = page.locator('[name=MANAGER_IP]');
    await field.fill('10.9.9.9');
    held.resolve();
    await page.locator('.announced').waitFor({ state: 'attached' });
    expect(await field.inputValue()).toBe('10.9.9.9');
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe('10.9.9.9');
  });

  test('work where storage is forbidden', async () => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.addInitScript(() => {
      const forbidden = { get: () => raise(), configurable: true };
      const raise = () => {
        throw new DOMException('forbidden', 'SecurityError');
      };
      Object.defineProperty(window, 'sessionStorage', forbidden);
    });
    await page.reload();
    await page.locator('[name=MANAGER_IP]').fill('10.1.2.3');
    await page.locator('.terminal', { hasText: 'ping -c 1 <MANAGER_IP>' }).locator('.terminal-bar .copy').click();
    await page.locator('.copied').waitFor();
    expect([await clipboard(), errors]).toEqual(['ping -c 1 10.1.2.3', []]);
  });

  test('are not asked for without scripts or a clipboard, nor where no command needs one', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const reader = await plain.newPage();
    await reader.goto(`${fixture.url}en/start/`);
    for (const part of ['.your-values', '.copy', '[data-copy-page]']) {
      expect(await reader.locator(part).first().isVisible()).toBe(false);
    }
    await plain.close();
    await page.goto(`${fixture.url}en/bridge/names/`);
    expect(await page.locator('[data-values]').count()).toBe(0);
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.goto(`${fixture.url}en/start/`);
    expect(await page.locator('[data-values], .copy, [data-copy-page]').count()).toBe(0);
  });
});

test('"Copied" is said each time, and gone after a moment', async () => {
  const status = page.getByRole('status');
  const button = page.locator('.terminal-bar .copy').first();
  for (const _ of [1, 2]) {
    await button.click();
    await expect.poll(() => status.textContent()).toBe('Copied');
    await button.getByText('Copied').waitFor();
    await button.getByText('Copy', { exact: true }).waitFor();
    await expect.poll(() => status.textContent()).toBe('');
  }
});

describe('below each terminal', () => {
  test('the command is copied', async () => {
    const below = page.locator('.take-over').first();
    await below.locator('summary').click();
    await below.getByRole('button', { name: 'Copy this command' }).click();
    await page.locator('.copied').waitFor();
    expect(await clipboard()).toBe('npx snippets shell start --at run');
  });

  test('without scripts, the command is there, and no button', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const reader = await plain.newPage();
    await reader.goto(`${fixture.url}zh-cn/start/`);
    await reader.locator('.take-over summary').first().click();
    expect(await reader.locator('.take-over code').first().isVisible()).toBe(true);
    expect(await reader.locator('.take-over .copy').first().isVisible()).toBe(false);
    await plain.close();
  });

  test.each(['en', 'zh-cn'])('a link begins an issue with page, snippet and Docker version, in %s', async (locale) => {
    await page.goto(`${fixture.url}${locale}/start/`);
    const link = page.locator('.take-over').nth(1).locator('a[href*="/issues/new"]');
    const { origin, pathname, searchParams } = new URL((await link.getAttribute('href')) ?? '');
    const { template = '', title, ...given } = Object.fromEntries(searchParams);
    expect(origin + pathname).toBe('https://github.com/someone/tutorials/issues/new');
    expect(title).toContain('Docker 28.0.0-fixture');
    const language = locale === 'en' ? 'English' : '中文';
    expect(given).toEqual({ page: `content/${locale}/start.mdx`, snippet: 'attach', language });
    const { body } = parse(readFileSync(path.join('.github/ISSUE_TEMPLATE', template), 'utf8'));
    const fields = new Map(body.map((field: { id: string; attributes: unknown }) => [field.id, field.attributes]));
    expect([...fields.keys()]).toEqual(expect.arrayContaining(Object.keys(given)));
    expect(fields.get('language')).toMatchObject({ options: expect.arrayContaining([language]) });
  });

  test('there is no such link if the repository is not known to have issues', async () => {
    await page.goto(`${real.url}en/attach/`);
    expect(await page.locator('.take-over').count()).toBeGreaterThan(0);
    expect(await page.locator('.take-over a').count()).toBe(0);
  });
});

test('the page is copied as Markdown', async () => {
  await page.getByRole('button', { name: 'Copy this page as Markdown' }).click();
  await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
  expect(await clipboard()).toBe(readFileSync(path.join(fixture.folder, 'en/start/index.md'), 'utf8'));
});

function clipboard(): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
