/** Decisions: trees of questions, without a script, by keyboard, in print. */
import type { Browser, Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { decisionHtml } from '../decision-html.ts';
import { axeFindings } from './setup/axe.ts';
import { openPages, textOf } from './setup/browser.ts';

const real = inject('real');
const fixture = inject('fixture');
let browser: Browser;
let page: Page;

openPages({ javaScriptEnabled: false }, (...opened) => {
  [page, browser] = opened;
});

test('an answer opens what follows from it, in lists with and without paragraphs', () => {
  const html =
    '<p>Q</p><ul>\n<li>\n<p><strong>Yes.</strong>\nR?</p>\n<ul>\n<li><strong>a</strong>：r1</li>\n</ul>\n</li>\n<li><strong>No.</strong> r2</li>\n</ul>';
  expect(decisionHtml(html, 'x').replaceAll('\n', '')).toBe(
    '<p>Q</p><ul><li><details name="x-1"><summary>Yes</summary><p>R?</p><ul><li><details name="x-2"><summary>a</summary><p>r1</p></details></li></ul></details></li><li><details name="x-1"><summary>No</summary><p>r2</p></details></li></ul>',
  );
});

describe.each([
  { locale: 'en', answers: ['Yes', 'It does'], other: 'No', result: 'Take bridge: with names.' },
  { locale: 'zh-cn', answers: ['是', '需要'], other: '否', result: '选 bridge，有名称。' },
])('a decision in $locale', ({ locale, answers, other, result }) => {
  beforeEach(() => page.goto(`${fixture.url}${locale}/start/`));

  test('leads from question to question to a result, by keyboard', async () => {
    const found = page.getByText(result);
    expect(await found.isVisible()).toBe(false);
    for (const answer of answers) {
      await page.locator('.decision summary', { hasText: new RegExp(`^${answer}$`, 'u') }).focus();
      await page.keyboard.press('Enter');
    }
    expect(await found.isVisible()).toBe(true);
    expect(await page.locator('.decision a').getAttribute('href')).toBe(`/docs/${locale}/bridge/names/`);
  });

  test('closes an answer when another one to the same question is chosen', async () => {
    const choose = (answer: string) => page.getByText(answer, { exact: true }).click();
    await choose(answers[0] ?? '');
    await choose(other);
    expect(await page.locator('.decision details[open] > summary').allTextContents()).toEqual([other]);
  });

  test('is a whole tree in print', async () => {
    await page.emulateMedia({ media: 'print' });
    const shown = await textOf(page.locator('.decision'));
    const parts = await page.locator('.decision :is(p, summary)').allTextContents();
    expect(parts.length).toBe(9);
    for (const part of parts) expect(shown).toContain(part);
  });
});

test.each(['en', 'zh-cn'])('the overview in %s leads to every driver that has a page', async (locale) => {
  await page.goto(`${real.url}${locale}/overview/`);
  const drivers = await page.locator('.decision a > code').allTextContents();
  expect([...new Set(drivers)].toSorted()).toEqual(['bridge', 'host', 'ipvlan', 'macvlan', 'none', 'overlay']);
  const targets = await page
    .locator('.decision a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  for (const target of targets) expect((await page.request.get(target)).status()).toBe(200);
  // No result is behind more than three questions.
  expect(await page.locator('.decision details details details a').count()).toBeGreaterThan(0);
  expect(await page.locator('.decision details details details details').count()).toBe(0);
});

test('every branch of a decision is accessible', async () => {
  const reader = await browser.newPage();
  await reader.goto(`${fixture.url}en/start/`);
  // With their names, only one answer to each question could be open.
  await reader.locator('.decision details').evaluateAll((all) => {
    for (const details of all) details.removeAttribute('name');
  });
  expect(await axeFindings(reader)).toEqual([]);
  await reader.close();
});
