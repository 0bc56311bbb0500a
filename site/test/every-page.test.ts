/** Tests of every page in the sitemap: accessible in both schemes, small, usable on a phone, no errors, no other hosts. */
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings } from './setup/axe.ts';
import { launchBrowser } from './setup/browser.ts';
import { sitemapPaths } from './setup/pages.ts';

/** Without drawings. The goal is 25,000; BENCHMARKS.md has what the heaviest page consists of. */
const FIRST_LOAD_BYTES = 30_200;
/**
 * All drawings of a page. The heaviest page changes the network 21 times. Where gzip ends its blocks is chance: the name
 * of a stylesheet can make a difference of 300 bytes.
 */
const DRAWINGS_BYTES = 9_900;
/** The home page has one drawing for each tutorial. */
const HOME_DRAWINGS_BYTES = 17_100;
/** The error page has the most. */
const JAVASCRIPT_BYTES = 3_500;

const real = inject('real');
const fixture = inject('fixture');
const pages = [
  // The root only redirects. reading.test.ts tests it.
  ...sitemapPaths(real).filter((path) => path !== ''),
  ...['404.html', 'en/404.html', 'zh-cn/404.html'],
].map((path) => ({ path, url: real.url + path }));
const fixturePages = ['en/start/', 'zh-cn/start/'].map((path) => ({
  path: `fixture ${path}`,
  url: fixture.url + path,
}));
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ reducedMotion: 'reduce' });
});
afterAll(() => browser?.close());

test('the sitemap has the pages of both languages, and no error page', () => {
  const paths = sitemapPaths(real);
  expect(paths).toEqual(
    expect.arrayContaining(['', 'en/', 'zh-cn/', 'zh-cn/verified/', 'en/glossary/', 'zh-cn/your-documents/']),
  );
  expect(paths.filter((path) => path.startsWith('en/')).length).toBeGreaterThan(2);
  expect(paths.filter((path) => path.includes('404'))).toEqual([]);
});

describe.each([...pages, ...fixturePages])('$path', ({ path, url }) => {
  let seen: Seen;

  beforeAll(async () => {
    seen = watch(page);
    await page.goto(url);
  });
  afterAll(() => {
    page.removeAllListeners();
  });

  test('first load is small', async () => {
    const sizes = await Promise.all(seen.responses.map(gzippedSize));
    expect(sum(sizes.map(({ bytes }) => bytes))).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
    expect(sum(sizes.map(({ drawings }) => drawings))).toBeLessThanOrEqual(
      /^(?:en|zh-cn)\/$/u.test(path) ? HOME_DRAWINGS_BYTES : DRAWINGS_BYTES,
    );
    const scripts = sizes.filter(({ type }) => type === 'script').map(({ bytes }) => bytes);
    expect(sum([...scripts, await inlineScriptSize(page)])).toBeLessThanOrEqual(JAVASCRIPT_BYTES);
  });

  test('axe has no findings, light', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await axeFindings(page)).toEqual([]);
  });

  test('axe has no findings, dark', async () => {
    // Only the colours differ from light.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page, ['color-contrast'])).toEqual([]);
  });

  describe('on a phone', () => {
    beforeAll(() => page.setViewportSize({ width: 375, height: 812 }));
    afterAll(() => page.setViewportSize({ width: 1280, height: 800 }));

    test('does not scroll sideways', async () => {
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(widths).toEqual([375, 375]);
    });

    test('cuts off no command', async () => {
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.screen')].flatMap((screen) =>
          [...screen.querySelectorAll('.typed')]
            .filter((typed) => Math.max(typed.clientWidth, typed.scrollWidth) > screen.clientWidth)
            .map((typed) => typed.textContent),
        ),
      );
      expect(cut).toEqual([]);
    });

    test('shows each table in full width', async () => {
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('.table:not(.reach > *)')]
          .filter((table) => table.scrollWidth > table.clientWidth)
          .map((table) => table.textContent),
      );
      expect(wide).toEqual([]);
    });

    test('breaks no code without blanks over two lines', async () => {
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll('.prose :not(pre) > code, .table code')]
          .filter((code) => !/\s/u.test(code.textContent.trim()) && code.getClientRects().length > 1)
          .map((code) => code.textContent),
      );
      expect(broken).toEqual([]);
    });
  });

  describe.each([320, 360])('on a phone of %i pixels', (width) => {
    beforeAll(() => page.setViewportSize({ width, height: 812 }));
    afterAll(() => page.setViewportSize({ width: 1280, height: 800 }));

    test('breaks no key and no option at its hyphen', async () => {
      expect(await page.evaluate(brokenAtHyphen)).toEqual([]);
    });

    test('cuts off no word of a terminal that stays whole', async () => {
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.screen :is(.whole, u)')]
          .filter((word) => {
            const { right = 0 } = word.closest('.screen')?.getBoundingClientRect() ?? {};
            return !word.closest('.aligned') && [...word.getClientRects()].some((part) => part.right > right);
          })
          .map((word) => word.textContent),
      );
      expect(cut).toEqual([]);
    });

    test('ends no line of the badge with a separator', async () => {
      const parts = await page.locator('.badge-pill > span').evaluateAll((all) =>
        all.map((part) => {
          const { left, top } = part.getBoundingClientRect();
          const pill = part.parentElement?.getBoundingClientRect();
          return { left: left - (pill?.left ?? 0), top, after: getComputedStyle(part, '::after').content };
        }),
      );
      for (const [index, { left, top, after }] of parts.entries()) {
        expect(after).toBe('none');
        // The separator is before the part. Where a line begins, it is cut off.
        if (top !== parts[index - 1]?.top) expect(left).toBeLessThan(-5);
      }
    });
  });

  test('sends no request to another host and logs no error', () => {
    expect(seen.errors).toEqual([]);
    expect([...seen.hosts]).toEqual([new URL(url).host]);
  });
});

/** Returns the keys and options in running text that go over two lines. Runs in the browser. */
function brokenAtHyphen(): readonly string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const broken: string[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.checkVisibility() || text.parentElement.closest('.screen, pre, svg')) continue;
    for (const { 0: word, index } of text.data.matchAll(/(?<![\w-])(?:(?:Ctrl|Shift|Alt)-\w+|--?[a-z][\w-]*)/giu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => top));
      if (lines.size > 1) broken.push(word);
    }
  }
  return broken;
}

interface Seen {
  readonly errors: string[];
  readonly hosts: Set<string>;
  readonly responses: Response[];
}

function watch(page: Page): Seen {
  const seen: Seen = { errors: [], hosts: new Set(), responses: [] };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.errors.push(message.text());
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('request', (request) => seen.hosts.add(new URL(request.url()).host));
  page.on('response', (response) => seen.responses.push(response));
  return seen;
}

/** `drawings`: how many of the bytes are drawings of networks. */
async function gzippedSize(response: Response): Promise<{ type: string; bytes: number; drawings: number }> {
  const type = response.request().resourceType();
  const body = await response.body();
  const all = gzipSync(body).length;
  if (type !== 'document') return { type, bytes: all, drawings: 0 };
  const bytes = gzipSync(body.toString().replaceAll(/<svg class="drawing-svg".*?<\/svg>/gsu, '')).length;
  return { type, bytes, drawings: all - bytes };
}

async function inlineScriptSize(page: Page): Promise<number> {
  const text = await page.evaluate(() =>
    [...document.querySelectorAll('script:not([src])')].map((script) => script.textContent).join(''),
  );
  return gzipSync(text).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
