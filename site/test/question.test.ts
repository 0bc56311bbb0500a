/** Questions for the reader: without a script, by keyboard, in print. */
import type { Browser, Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { axeFindings } from './setup/axe.ts';
import { openPages, textOf } from './setup/browser.ts';

const fixture = inject('fixture');
let browser: Browser;
let page: Page;

openPages({ javaScriptEnabled: false }, (...opened) => {
  [page, browser] = opened;
});

describe.each([
  { locale: 'en', question: 'Who answers when alpine2 is looked up?', answer: 'Docker does.' },
  { locale: 'zh-cn', question: '查询 alpine2 时，谁来回答？', answer: '是 Docker。' },
])('a question in $locale', ({ locale, question, answer }) => {
  beforeEach(() => page.goto(`${fixture.url}${locale}/start/`));

  test('opens its answer, by keyboard', async () => {
    const summary = page.locator('.question > summary');
    const found = page.getByText(answer);
    expect(await textOf(summary)).toBe(question);
    expect(await summary.locator('code').count()).toBe(1);
    expect(await found.isVisible()).toBe(false);
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await found.isVisible()).toBe(true);
    expect(await page.locator('.question li a').isVisible()).toBe(true);
  });

  test('shows its answer in print', async () => {
    await page.emulateMedia({ media: 'print' });
    const shown = await textOf(page.locator('.question'));
    expect(shown).toContain(question);
    expect(shown).toContain(answer);
  });
});

test('an open answer is accessible', async () => {
  const reader = await browser.newPage();
  await reader.goto(`${fixture.url}en/start/`);
  await reader.locator('.question > summary').click();
  expect(await axeFindings(reader)).toEqual([]);
  await reader.close();
});
