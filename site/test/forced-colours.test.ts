/** Where the system forces its colours on pages: backgrounds are gone, but nothing that says something is. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, inject, test } from 'vitest';
import { openPages } from './setup/browser.ts';

const real = inject('real');
const PAGE = `${real.url}en/bridge/publish/`;
let page: Page;

openPages({ forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce' }, (opened) => {
  page = opened;
});

test('buttons that are only an icon on a phone can be seen', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(PAGE);
  const bar = page.locator('.terminal-bar:has(.terminal-fails)').first();
  for (const button of [bar.locator('.replay'), bar.locator('.copy')]) {
    expect(await isPainted(await button.screenshot())).toBe(true);
  }
});

test('the steps of the player can be seen, and which of them is shown', async () => {
  await page.goto(PAGE);
  await page.locator('[data-replay=page]').click();
  const steps = page.locator('.player-track i');
  const box = await steps.nth(3).boundingBox();
  const { x = 0, y = 0, width = 0 } = box ?? {};
  expect(await isPainted(await page.screenshot({ clip: { x, y, width, height: 25 } }))).toBe(true);
  const lines = await steps.evaluateAll((all) => all.map((step) => getComputedStyle(step).borderBottomColor));
  expect(lines.indexOf(lines[0] ?? '', 1)).toBe(-1);
  expect(new Set(lines.slice(1)).size).toBe(1);
});

test('the contents mark the section that is being read', async () => {
  await page.setViewportSize({ width: 1400, height: 800 });
  await page.goto(PAGE);
  await page.evaluate(() => document.querySelectorAll('h2')[2]?.scrollIntoView());
  const current = page.locator('.contents a[aria-current]');
  await current.waitFor();
  const lineOf = (link: Element) => getComputedStyle(link).borderLeftColor;
  const others = await page
    .locator('.contents a:not([aria-current])')
    .evaluateAll((links) => links.map((link) => getComputedStyle(link).borderLeftColor));
  expect(others).not.toContain(await current.evaluate(lineOf));
});

/** Returns whether a screenshot has more than one colour. */
async function isPainted(screenshot: Buffer): Promise<boolean> {
  const { channels } = await sharp(screenshot).stats();
  return channels.some(({ min, max }) => max - min > 100);
}
