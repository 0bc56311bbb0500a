/** Contrast is measured once for each look, so nothing of its own look may be missed. */

import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { axeFindings } from './setup/axe.ts';
import { openPages } from './setup/browser.ts';

const LIKE_OTHERS = '<p class="word">enough</p>'.repeat(20);
let page: Page;
openPages({}, (opened) => {
  page = opened;
});

beforeEach(() =>
  page.setContent(`
    <style>
      body { background: #fff; color: #222; }
      .pale { color: #ccc; }
      .night { background: #111; }
      .night .bright { color: #eee; }
      .veiled { opacity: 0.2; }
      @media (prefers-color-scheme: dark) { .only-dark { color: #ccc; } }
    </style>
    <main>${LIKE_OTHERS}</main>`),
);

test('what looks alike is measured once', async () => {
  expect(await contrastFindings()).toEqual([]);
  expect(await page.locator('[data-contrast-measured]').count()).toBe(1);
});

test.each([
  ['a class of its own', '<p class="word pale" id="odd">pale</p>'],
  ['a style of its own', '<p class="word" style="color: #ccc" id="odd">pale</p>'],
  ['a background behind it', '<div class="night"><p class="word" id="odd">dark on dark</p></div>'],
  ['a background far behind it', '<div class="night"><div><p class="word" id="odd">dark on dark</p></div></div>'],
  ['a veil over it', '<div class="veiled"><p class="word" id="odd">thin</p></div>'],
  ['text between elements', '<div class="pale" id="odd">pale <b class="word" style="color: #222">enough</b></div>'],
  ['folded text', '<details><summary>more</summary><p class="pale" id="odd">pale</p></details>'],
])('%s is measured', async (_, html) => {
  await add(html);
  const findings = await contrastFindings();
  expect(findings.length).toBe(1);
  expect(findings[0]).toMatch(/^color-contrast: #odd /u);
});

test('a second of two equal containers is like the first', async () => {
  await add('<div class="night"><p class="bright">one</p></div><div class="night"><p class="bright">two</p></div>');
  expect(await contrastFindings()).toEqual([]);
  expect(await page.locator('[data-contrast-measured]').allInnerTexts()).toEqual(['enough', 'one']);
});

test('looks are told apart anew in the other scheme', async () => {
  await add('<p class="word only-dark" id="odd">pale</p>');
  expect(await contrastFindings()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect((await contrastFindings())[0]).toMatch(/^color-contrast: #odd /u);
});

test('the other rules look at every element', async () => {
  await add('<img alt="" /><img src="a" /><img src="b" />');
  expect((await axeFindings(page, ['image-alt'])).length).toBe(2);
});

function contrastFindings(): Promise<readonly string[]> {
  return axeFindings(page, ['color-contrast']);
}

async function add(html: string): Promise<void> {
  await page.locator('main').evaluate((main, more) => main.insertAdjacentHTML('beforeend', more), html);
}
