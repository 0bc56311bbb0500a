/** The browser's bars have the colour of the page, in both schemes, as the system or the reader chooses. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser } from './setup/browser.ts';

const fixture = inject('fixture');
const SCHEMES = ['light', 'dark'] as const;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test.each(SCHEMES)('with a system in %s', async (colorScheme) => {
  const page = await browser.newPage({ colorScheme });
  await page.goto(`${fixture.url}en/start/`);
  const seen = [await colours(page)];
  for (let press = 0; press < 3; press++) {
    await page.click('.theme-button');
    seen.push(await colours(page));
  }
  for (const { bar, paper } of seen) expect(bar).toBe(paper);
  const [system, light, dark, again] = seen.map(({ bar }) => bar);
  expect([light, dark]).toContain(system);
  expect(light).not.toBe(dark);
  expect(again).toBe(system);
  await page.close();
});

test('a choice of the reader applies to the next page', async () => {
  const page = await browser.newPage({ colorScheme: 'light' });
  await page.goto(`${fixture.url}en/start/`);
  const before = await colours(page);
  await page.click('.theme-button');
  await page.click('.theme-button');
  await page.goto(`${fixture.url}zh-cn/`);
  const { bar, paper } = await colours(page);
  expect(bar).toBe(paper);
  expect(bar).not.toBe(before.bar);
  await page.close();
});

/** `bar` is the colour that a browser takes: of the first element whose media applies. */
function colours(page: Page): Promise<{ bar: string | undefined; paper: string }> {
  return page.evaluate(() => {
    const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')];
    const probe = document.createElement('i');
    probe.style.color = metas.find(({ media }) => matchMedia(media).matches)?.content ?? '';
    document.body.append(probe);
    const bar = getComputedStyle(probe).color;
    probe.remove();
    return { bar, paper: getComputedStyle(document.documentElement).backgroundColor };
  });
}
