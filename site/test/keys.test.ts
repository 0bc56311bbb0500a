/** The keys of the site, and the dialog that lists them and turns them off. */
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { axeFindings } from './setup/axe.ts';
import { openPages } from './setup/browser.ts';

const fixture = inject('fixture');
const [first, middle, last] = ['start', 'bridge/names', 'bridge/prompts'].map(
  (slug) => `${fixture.url}en/${slug}/`,
) as [string, string, string];
let page: Page;

openPages({}, (opened) => {
  page = opened;
});

describe('the keys', () => {
  test('lead to the neighbours', async () => {
    await page.goto(middle);
    await page.keyboard.press('[');
    await page.waitForURL(first);
    // There is none before the first.
    await page.keyboard.press('[');
    await page.keyboard.press(']');
    await page.waitForURL(middle);
    await page.keyboard.press(']');
    await page.waitForURL(last);
  });

  test('are named by their controls', async () => {
    await page.goto(middle);
    expect(await namedKeys()).toEqual(['/ Control+K Meta+K', '[', ']', '?']);
  });

  test.each(['Control+]', 'Alt+]', 'Meta+]'])('are not taken with a modifier: %s', async (key) => {
    await page.goto(middle);
    expect(await isTaken(() => page.keyboard.press(key))).toBe(false);
  });

  test('are taken with AltGr, which types brackets on many keyboards', async () => {
    await page.goto(middle);
    await page.evaluate(() =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: ']', ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true }),
      ),
    );
    await page.waitForURL(last);
  });

  test.each(['<input>', '<textarea></textarea>', '<select></select>', '<p contenteditable><b tabindex="0">b</b></p>'])(
    'are not taken in %s',
    async (html) => {
      await page.goto(middle);
      await page.evaluate((text) => {
        document.querySelector('article')?.insertAdjacentHTML('afterbegin', text);
        document.querySelector<HTMLElement>('article :is(input, textarea, select, b)')?.focus();
      }, html);
      expect(await isTaken(() => page.keyboard.press(']'))).toBe(false);
    },
  );
});

describe('the dialog', () => {
  const dialog = () => page.locator('.keys-dialog');

  test.each(['en', 'zh-cn'])('lists the keys in %s, is accessible, and closes', async (locale) => {
    await page.goto(`${fixture.url}${locale}/start/`);
    await page.keyboard.press('?');
    await dialog().waitFor();
    expect(await dialog().locator('dt kbd').allTextContents()).toEqual(['?', '/', 'Ctrl K', '[', ']', 'Esc']);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press(']');
    await page.keyboard.press('Escape');
    expect(await dialog().isVisible()).toBe(false);
    expect(page.url()).toBe(`${fixture.url}${locale}/start/`);
  });

  test('opens from the footer, closes with its button and with a click beside it', async () => {
    await page.goto(first);
    const open = page.getByRole('button', { name: 'Keyboard shortcuts' });
    await open.click();
    await dialog().getByRole('button', { name: 'Close' }).click();
    expect(await dialog().isVisible()).toBe(false);
    await open.click();
    await dialog()
      .locator('dl')
      .click({ position: { x: 2, y: 2 } });
    expect(await dialog().isVisible()).toBe(true);
    await page.mouse.click(5, 5);
    expect(await dialog().isVisible()).toBe(false);
  });

  test('turns the keys off, for this browser, and on again', async () => {
    await page.goto(middle);
    await page.keyboard.press('?');
    await page.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    for (let visit = 0; visit < 2; visit++) {
      expect(await namedKeys()).toEqual(['Control+K Meta+K', null, null, null]);
      for (const key of ['?', '/', '[', ']']) expect(await isTaken(() => page.keyboard.press(key))).toBe(false);
      expect(await page.locator('.search-button kbd').isVisible()).toBe(false);
      await page.reload();
    }
    await page.keyboard.press('Control+k');
    await page.locator('.search input').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('checkbox').check();
    await page.keyboard.press('Escape');
    await page.keyboard.press(']');
    await page.waitForURL(last);
  });
});

/** Returns the shortcuts that the controls name: in the header, of the neighbours, in the footer. */
function namedKeys(): Promise<(string | null)[]> {
  return page
    .locator('[data-key]')
    .evaluateAll((controls) => controls.map((control) => control.getAttribute('aria-keyshortcuts')));
}

/** Returns whether the page prevents what a key does by itself. */
async function isTaken(press: () => Promise<void>): Promise<boolean> {
  await page.evaluate(() => {
    document.documentElement.dataset.taken = 'no key';
    addEventListener('keydown', ({ defaultPrevented }) => {
      document.documentElement.dataset.taken = String(defaultPrevented);
    });
  });
  await press();
  const taken = await page.getAttribute('html', 'data-taken');
  expect(taken).toMatch(/true|false/u);
  return taken === 'true';
}
