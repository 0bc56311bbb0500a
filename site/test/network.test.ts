/** The network follows the reader, and names light up. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { axeFindings } from './setup/axe.ts';
import { openPages } from './setup/browser.ts';
import { TEST_SITE } from './setup/build.ts';

const real = inject('real');
const PAGE = `${real.url}en/bridge/user-defined/`;
let browser: Browser;
let page: Page;

openPages({ colorScheme: 'light', viewport: { width: 1440, height: 900 } }, (...opened) => {
  [page, browser] = opened;
});

/** Scrolls until the drawing of a step is in the middle of the window. */
async function readUntil(step: string, on = page): Promise<void> {
  await on
    .locator(`#network-${step}`)
    .evaluate((drawing) => drawing.scrollIntoView({ block: 'center', behavior: 'instant' }));
}

const button = () => page.locator('.network-button');
const screen = () => page.locator('.network-screen');
/** Waits until the card shows a step, and returns what it draws. */
async function shown(step: string): Promise<string> {
  await page.locator('.network-step', { hasText: `“${step}”` }).waitFor();
  return screen().evaluate((element) => element.querySelector('svg')?.textContent ?? '');
}

describe('the network of the step that is being read', () => {
  test('is not there before the first step, and then is told by a button', async () => {
    await page.goto(PAGE);
    expect(await page.locator('.network').isVisible()).toBe(false);
    await readUntil('create-network');
    await page.getByRole('button', { name: '1 network · 0 containers', expanded: false }).waitFor();
    await readUntil('start-fourth');
    await page.getByRole('button', { name: '2 networks · 4 containers' }).waitFor();
  });

  test('is drawn in a card, which follows the reader and keeps its size', async () => {
    await page.goto(PAGE);
    await readUntil('start-three');
    await button().click();
    expect(await shown('start-three')).not.toContain('alpine4');
    const before = await page.locator('.network-card').boundingBox();
    await readUntil('two-user-defined');
    const drawing = await shown('two-user-defined');
    expect(drawing).toContain('alpine5');
    expect(await page.locator('.network-card').boundingBox()).toEqual(before);
    expect(await page.locator('.network-step').getAttribute('href')).toBe('#network-two-user-defined');
  });

  test('is drawn in a column of its own, beside the text, where there is room', async () => {
    await page.goto(PAGE);
    await readUntil('start-fourth');
    await button().click();
    const card = await page.locator('.network').boundingBox();
    const text = await page.locator('main').boundingBox();
    expect(card?.x).toBeGreaterThanOrEqual((text?.x ?? 0) + (text?.width ?? 0));
    await page.setViewportSize({ width: 1100, height: 800 });
    const floating = await page.locator('.network').boundingBox();
    expect((floating?.x ?? 0) + (floating?.width ?? 0)).toBeLessThanOrEqual(1100);
    expect((floating?.y ?? 0) + (floating?.height ?? 0)).toBeLessThanOrEqual(800);
  });

  test('is a sheet on a phone, which leaves the upper half to the text', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(PAGE);
    await readUntil('two-user-defined');
    await button().click();
    const sheet = await page.locator('.network').boundingBox();
    expect(sheet).toMatchObject({ x: 0, width: 360 });
    expect(sheet?.y).toBeGreaterThanOrEqual(340);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    // The drawing is taller than the sheet. What is new is in view.
    const change = await page.locator('.network-screen .new').first().boundingBox();
    expect((change?.y ?? 0) + (change?.height ?? 0)).toBeLessThanOrEqual(740);
  });

  test.each([
    { width: 360, height: 740, isOpen: false },
    { width: 360, height: 740, isOpen: true },
    { width: 1100, height: 800, isOpen: false },
    { width: 1440, height: 900, isOpen: false },
  ])('covers no focus, and not the end of the page: $width px, open: $isOpen', async ({ width, height, isOpen }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await page.goto(PAGE);
    await readUntil('start-fourth');
    if (isOpen) await button().click();
    await button().waitFor();
    const room = await page.evaluate(() => {
      const top = () => document.querySelector('.network')?.getBoundingClientRect().top ?? 0;
      const bottom = (shown: Element | null | undefined) => shown?.getBoundingClientRect().bottom ?? 0;
      const below = [...document.querySelectorAll<HTMLElement>('main .terminal-bar .copy')].find(
        (copy) => bottom(copy) > innerHeight,
      );
      // It is where the button is.
      scrollBy(0, bottom(below) - innerHeight + 20);
      below?.focus();
      const overFocus = top() - bottom(below);
      scrollTo(0, document.documentElement.scrollHeight);
      return { overFocus, overEnd: top() - bottom(document.querySelector('.bottom > :last-child')) };
    });
    expect(room.overFocus).toBeGreaterThan(0);
    expect(room.overEnd).toBeGreaterThan(0);
  });

  test('stays open on the next page, until Escape closes it', async () => {
    await page.goto(PAGE);
    await readUntil('start-three');
    await button().click();
    await page.goto(`${real.url}en/bridge/default/`);
    await readUntil('start-two');
    expect(await shown('start-two')).toContain('alpine1');
    await screen().focus();
    await page.keyboard.press('Escape');
    expect(await screen().isVisible()).toBe(false);
    expect(await button().evaluate((element) => element === document.activeElement)).toBe(true);
    await page.reload();
    await readUntil('start-two');
    await button().waitFor();
    expect(await screen().isVisible()).toBe(false);
  });

  test('has ids of its own, and nothing that axe finds', async () => {
    await page.goto(PAGE);
    await readUntil('start-fourth');
    await button().click();
    await shown('start-fourth');
    const ids = await page.$$eval('[id]', (all) => all.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('opens where storage is forbidden', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
    });
    await page.goto(PAGE);
    await readUntil('start-fourth');
    await button().click();
    expect(await shown('start-fourth')).toContain('alpine4');
  });

  test('is not there without scripts, nor on a page without drawings', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(PAGE);
    expect(await plain.locator('.network').isVisible()).toBe(false);
    await plain.close();
    await page.goto(`${real.url}en/glossary/`);
    expect(await page.locator('.network').count()).toBe(0);
  });
});

describe('a name that is pointed at', () => {
  /** The texts that are lit: in the drawings, and in text and terminals. */
  const lit = () =>
    page.evaluate(() => ({
      drawn: [...new Set([...document.querySelectorAll('.lit')].map(({ textContent }) => textContent))],
      written: [...((CSS.highlights.get('name') ?? []) as Iterable<Range>)].map((range) => ({
        text: range.toString(),
        where: range.startContainer.parentElement?.closest('pre, code, .change')?.localName,
      })),
    }));

  /** Points at the first place of a name in the texts of a kind. */
  async function pointAt(selector: string, name: string): Promise<void> {
    const place = await page
      .locator(selector)
      .filter({ hasText: name })
      .first()
      .evaluate((element, wanted) => {
        const range = document.createRange();
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const at = walker.currentNode.textContent?.indexOf(wanted) ?? -1;
          if (at < 0) continue;
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + wanted.length);
          scrollBy({ top: range.getBoundingClientRect().top - innerHeight / 2, behavior: 'instant' });
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
        throw new Error(`no ${wanted}`);
      }, name);
    // The first movements load the code.
    await expect
      .poll(async () => {
        await page.mouse.move(place.x - 1, place.y);
        await page.mouse.move(place.x, place.y);
        return (await lit()).drawn;
      })
      .toEqual([name]);
  }

  test.each([
    ['in the text', '.prose p code', 'alpine2'],
    ['in a command', '.typed', 'alpine2'],
    ['in an output', '.screen > .printed', '172.18.0.2'],
  ])('%s is lit in text, terminals and drawings', async (_where, selector, name) => {
    await page.goto(PAGE);
    await pointAt(selector, name);
    const { written } = await lit();
    expect(new Set(written.map(({ text }) => text))).toEqual(new Set([name]));
    expect(written.length).toBeGreaterThan(3);
  });

  test('in a drawing is lit in text and terminals, and not as a part of a longer name', async () => {
    await page.goto(PAGE);
    await expect
      .poll(async () => {
        await page.mouse.move(0, 0);
        await page.locator('#network-start-fourth text', { hasText: /^alpine1$/u }).hover();
        return (await lit()).drawn;
      })
      .toEqual(['alpine1']);
    const { written } = await lit();
    expect(new Set(written.map(({ where }) => where))).toEqual(new Set(['pre', 'code', 'span']));
    await page.mouse.move(0, 0);
    await expect.poll(async () => (await lit()).written.length).toBe(0);
  });

  test('is reached by the arrow keys, and is said', async () => {
    await page.goto(PAGE);
    await readUntil('start-fourth');
    await button().click();
    await shown('start-fourth');
    await expect
      .poll(async () => {
        await screen().focus();
        await page.keyboard.press('ArrowRight');
        return (await lit()).drawn.length;
      })
      .toBe(1);
    const said: string[] = [];
    for (let times = 0; times < 4; times++) {
      await page.keyboard.press('ArrowRight');
      said.push((await page.locator('.network-lit').textContent()) ?? '');
      expect((await lit()).drawn).toHaveLength(1);
    }
    expect(new Set(said).size).toBeGreaterThan(1);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.network-lit').textContent()).toBe(said[2]);
    await button().focus();
    expect((await lit()).drawn).toEqual([]);
  });

  test('is lit where the caret is moved to it', async () => {
    await page.goto(PAGE);
    await pointAt('.prose p code', 'alpine2');
    await page.mouse.move(0, 0);
    await expect.poll(async () => (await lit()).drawn).toEqual([]);
    await page
      .locator('.prose p code', { hasText: /^alpine1$/u })
      .first()
      .evaluate((code) => getSelection()?.collapse(code.firstChild, 3));
    await expect.poll(async () => (await lit()).drawn).toEqual(['alpine1']);
  });
});

describe('the picture of a page', () => {
  test('is on its card of the home page, and leaves the name of the link alone', async () => {
    await page.goto(`${real.url}en/`);
    const card = page.locator('.card', {
      has: page.getByRole('link', { name: 'User-defined bridge networks', exact: true }),
    });
    expect(await card.locator('svg').getAttribute('aria-hidden')).toBe('true');
    expect(await card.locator('svg').textContent()).toContain('alpine-net');
    // Only a page without commands has no network, and those with exercises have several.
    const without = page.locator('.tutorial-group .card:not(:has(svg))');
    expect(await without.getByRole('link').allInnerTexts()).toEqual([
      'Problems and commands at a glance',
      'What is different with Docker 29',
      'Practice: names and first networks',
      'Practice: addresses',
      'Practice: firewalls and name servers',
      'Practice: Compose and MTU',
      'Practice: services of a swarm',
    ]);
  });

  test('is its image where its address is shared', async () => {
    await page.goto(PAGE);
    const address = await page.getAttribute('meta[property="og:image"]', 'content');
    expect(address).toBe(`${TEST_SITE}/social/bridge/user-defined.png`);
    await page.goto(real.url + address?.slice(TEST_SITE.length + 1));
    // The colour of the wire of alpine-net covers more than a stray pixel.
    const { size, blue } = await page.locator('img').evaluate((image: HTMLImageElement) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(600, 0, 600, 630);
      const pixels = Array.from({ length: data.length / 4 }, (_, at) => data.slice(at * 4, at * 4 + 3).join());
      return { size: [canvas.width, canvas.height], blue: pixels.filter((pixel) => pixel === '11,92,173').length };
    });
    expect(size).toEqual([1200, 630]);
    expect(blue).toBeGreaterThan(2_000);
  });
});
