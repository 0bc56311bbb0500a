/** Outputs in the browser: every byte is there, whatever is folded or in columns. */
import { globSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { visible } from '../../snippets-runner/base/visible.ts';
import type { CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { readCapture } from '../../snippets-runner/tutorial/capture/read.ts';
import { launchBrowser, textOf } from './setup/browser.ts';
import { shownIds } from './setup/pages.ts';

const fixture = inject('fixture');
const real = inject('real');
const PHONE = { width: 360, height: 800 };
const DESKTOP = { width: 1440, height: 900 };
/** Not on a phone: some tables of Docker have ten columns. The first is that of DESKTOP, so nothing is laid out anew. */
const WIDTHS_THAT_FIT = [DESKTOP.width, 800];
/** Without those that a table of who reaches whom repeats as its evidence, and the commands with which a page begins. */
const OF_SNIPPETS = '.terminal:not(.reach .terminal, .begins .terminal)';
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: DESKTOP, reducedMotion: 'reduce' });
});
afterAll(() => browser?.close());

const pages = [
  { site: real, content: 'content' },
  { site: fixture, content: 'site/test/fixtures/content' },
].flatMap(({ site, content }) =>
  globSync('**/*.yaml', { cwd: `${content}/captures` }).flatMap((file) =>
    ['en', 'zh-cn'].map((locale) => ({
      url: `${site.url}${locale}/${file.replace(/\.yaml$/u, '/')}`,
      file: `${content}/captures/${file}`,
      slug: file.replace(/\.yaml$/u, ''),
    })),
  ),
);

describe.each(pages)('$url', ({ url, file, slug }) => {
  beforeAll(async () => {
    await page.goto(url);
  });
  afterAll(() => page.setViewportSize(DESKTOP));

  test('has every output, byte for byte', async () => {
    const read = readCapture(file, slug);
    const snippets = read.kind === 'capture' ? read.capture.snippets : [];
    const ids = await shownIds(page);
    expect(ids).toEqual(expect.arrayContaining(snippets.flatMap(({ id, hidden }) => (hidden ? [] : [id]))));
    expect(new Set(ids).size).toBe(ids.length);
    const shown = await page
      .locator(OF_SNIPPETS)
      .evaluateAll((terminals) =>
        terminals.map((terminal) =>
          [...terminal.querySelectorAll('.printed')].map((part) => part.textContent).join(''),
        ),
      );
    expect(shown).toEqual(ids.flatMap((id) => snippets.filter((each) => each.id === id).map(printedText)));
  });

  describe.each(WIDTHS_THAT_FIT)('at %i px', (width) => {
    beforeAll(() => resize({ width, height: 900 }));

    test('cuts off no output', async () => {
      expect(await wideParts('.screen, .aligned')).toEqual([]);
    });
  });

  describe('on a phone', () => {
    beforeAll(() => resize(PHONE));

    test('cuts off nothing but columns', async () => {
      expect(await wideParts('.screen')).toEqual([]);
    });

    test('has bars that fit into their terminals, also in what is folded', async () => {
      expect(await wideWhenUnfolded('.terminal-bar')).toEqual([]);
      // That is 1280 pixels at 400 %.
      await resize({ width: 320, height: 800 });
      expect(await wideWhenUnfolded('.terminal-bar, html')).toEqual([]);
      await resize(PHONE);
    });

    test('can focus what scrolls, and nothing else', async () => {
      const wrong = await page.evaluate(() =>
        [...document.querySelectorAll('.screen, .aligned, .table, .astro-code')]
          // What is folded is not laid out, and cannot be focused.
          .filter((element) => !element.closest('details:not([open])'))
          .filter((element) => element.scrollWidth > element.clientWidth !== element.matches('[tabindex="0"]'))
          .map((element) => element.textContent),
      );
      expect(wrong).toEqual([]);
    });

    test('breaks no option', async () => {
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll('.typed u, .option')]
          .filter((option) => option.textContent.length <= 30 && option.getClientRects().length > 1)
          .map((option) => option.textContent),
      );
      expect(broken).toEqual([]);
    });
  });
});

async function resize(size: { readonly width: number; readonly height: number }): Promise<void> {
  await page.setViewportSize(size);
  await nextFrames();
}

/** Waits until observers of sizes and animations by scroll position have answered. */
function nextFrames(): Promise<unknown> {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Returns what the terminal of a snippet shows of its outputs. Each ends with a line break. */
function printedText({ steps, output: display }: CapturedSnippet): string {
  if (display === 'hide') return '';
  return steps
    .map(({ text, output }) => visible(stripVTControlCharacters(text === '' ? output.replace(/^\n/u, '') : output)))
    .filter((output) => output !== '')
    .map((output) => `${output}\n`)
    .join('');
}

/** As `wideParts`, while everything is open. */
async function wideWhenUnfolded(selector: string): Promise<readonly (string | null)[]> {
  const folds = await page.evaluateHandle(() => [...document.querySelectorAll('details:not([open])')]);
  const turn = (opens: boolean) =>
    folds.evaluate((all, open) => {
      for (const details of all) details.toggleAttribute('open', open);
    }, opens);
  await turn(true);
  const wide = await wideParts(selector);
  await turn(false);
  return wide;
}

/** Returns the texts of those elements that are wider inside than outside. */
function wideParts(selector: string): Promise<readonly (string | null)[]> {
  return page
    .locator(selector)
    .evaluateAll((elements) =>
      elements
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((element) => element.textContent),
    );
}

describe('columns', () => {
  beforeAll(() => page.goto(`${fixture.url}en/start/`));
  const table = () => page.locator('.aligned', { hasText: 'CONTAINER ID' });

  test('are as they were captured where they fit', async () => {
    const screen = page.locator('.screen', { has: table() });
    await screen.evaluate((element: HTMLElement) => element.style.setProperty('width', '120ch'));
    expect(await slackWidths()).not.toContain(0);
    await screen.evaluate((element: HTMLElement) => element.style.removeProperty('width'));
  });

  test('come closer on a phone, and stay columns', async () => {
    await resize(PHONE);
    expect(new Set(await slackWidths())).toEqual(new Set([0]));
    expect(await leftOf('NAMES')).toBeCloseTo(await leftOf('alpine1'), 0);
    await resize(DESKTOP);
  });

  test('fade out at the edge where they go on', async () => {
    await resize(PHONE);
    await expect.poll(fades).toEqual({ hasMask: true, start: '0px', end: '40px' });
    await table().evaluate((element) => element.scrollTo({ left: element.scrollWidth, behavior: 'instant' }));
    await expect.poll(fades).toEqual({ hasMask: true, start: '40px', end: '0px' });
    await resize(DESKTOP);
    await expect.poll(fades).toMatchObject({ hasMask: false });
  });

  test('are copied as they were captured', async () => {
    await resize(PHONE);
    const selected = await table().evaluate((element) => {
      getSelection()?.selectAllChildren(element);
      return String(getSelection());
    });
    await resize(DESKTOP);
    expect(selected).toBe(await table().textContent());
    expect(selected).toContain('CONTAINER ID   IMAGE');
  });

  test('take the focus only where they scroll, by the Tab key', async () => {
    await page.reload();
    expect(await tabStops()).toEqual([]);
    await resize(PHONE);
    await page.reload();
    await nextFrames();
    expect(await tabStops()).toEqual(['CONTAINER ID']);
    await resize(DESKTOP);
  });

  function slackWidths(): Promise<readonly number[]> {
    return table()
      .locator('i')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().width));
  }

  function leftOf(word: string): Promise<number> {
    return table().evaluate((element, text) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (walker.nextNode()) {
        const at = walker.currentNode.textContent?.indexOf(text) ?? -1;
        if (at >= 0) range.setStart(walker.currentNode, at);
        if (at >= 0) return range.getBoundingClientRect().left;
      }
      return Number.NaN;
    }, word);
  }

  function fades(): Promise<{ hasMask: boolean; start: string; end: string }> {
    return table().evaluate((element) => {
      const style = getComputedStyle(element);
      const [start, end] = ['--fade-start', '--fade-end'].map((name) => style.getPropertyValue(name));
      return { hasMask: style.maskImage !== 'none', start: start ?? '', end: end ?? '' };
    });
  }

  /** Presses Tab through the page. Returns the beginnings of what it reaches in terminals besides buttons and folds. */
  async function tabStops(): Promise<readonly string[]> {
    const reached: string[] = [];
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (let pressed = 0; pressed < 200; pressed++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const active = document.activeElement;
        if (!active || active === document.body || active.closest('.bottom')) return undefined;
        return active.closest('.terminal') && !active.matches('button, summary') ? active.textContent.slice(0, 12) : '';
      });
      if (at === undefined) break;
      if (at !== '') reached.push(at);
    }
    return reached;
  }
});

describe('long JSON', () => {
  beforeAll(() => page.goto(`${fixture.url}en/start/`));
  const inspect = () => page.locator('.terminal', { hasText: 'docker network inspect' });

  test('shows the lines that the text speaks of, and folds the others in their place', async () => {
    const seen = (await textOf(inspect().locator('.screen'))).split('\n').filter((line) => line !== '');
    expect(seen.map((line) => line.trim())).toEqual([
      '$ docker network inspect alpine-net',
      '[',
      '{',
      '"Name": "alpine-net",',
      `"Id": "${'3f'.repeat(32)}",`,
      '"Scope": "local",',
      '"Driver": "bridge",',
      '… 11 lines',
      '}',
      ']',
    ]);
  });

  test('unfolds', async () => {
    await inspect().locator('.fold > summary').click();
    expect(await inspect().getByText('"Gateway"').isVisible()).toBe(true);
  });
});
