/** Exercises: what is seen at once, what is folded, and the tick of what was solved. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { triedCommand } from '../data/exercises.ts';
import { exerciseHtml, partMark } from '../exercise-html.ts';
import type { Corpus } from '../search/corpus.ts';
import { axeFindings } from './setup/axe.ts';
import { openPages, textOf } from './setup/browser.ts';

const fixture = inject('fixture');
const urlIn = (locale: string) => `${fixture.url}${locale}/practice/mend/`;
const SOLVED = 'Solved: shop reaches db by its name.';
const FAILS = "wget: bad address 'db'";
let page: Page;
const exercise = (index = 0) => page.locator('.exercise').nth(index);
const fold = (kind: string, index = 0) => exercise().locator(`.exercise-fold.${kind}`).nth(index);

test('the HTML of an exercise is taken apart', () => {
  const html = `<p>a</p>\n<p class="b">b</p>\n${partMark('Hint')}<p>1</p>${partMark('Hint')}<p>2</p>${partMark('Wrong')}3`;
  const { story, task, parts } = exerciseHtml(html);
  expect([story, task]).toEqual(['<p>a</p>\n', '<p class="b">b</p>\n']);
  expect([parts('Hint'), parts('Wrong'), parts('SetUp')]).toEqual([['<p>1</p>', '<p>2</p>'], ['3'], []]);
});

test('what was tried is the last command that is shown', () => {
  const snippets = [
    { hidden: false, steps: [{ text: 'docker rm --force web' }, { text: 'docker run \\\n  nginx' }] },
    { hidden: true, steps: [{ text: 'wget -qO- http://web' }] },
  ];
  expect(triedCommand(snippets)).toBe('docker run \\');
  expect(triedCommand([])).toBeUndefined();
});

describe.each([
  {
    locale: 'en',
    task: 'Make shop reach db by its name.',
    titles: ['The set-up', 'Hint 1', 'Hint 2', 'Solution'],
    command: 'npx snippets practice practice/mend no-name',
  },
  {
    locale: 'zh-cn',
    task: '让 shop 用名称访问到 db。',
    titles: ['搭建步骤', '提示 1', '提示 2', '解法'],
    command: 'npx snippets practice practice/mend no-name --language zh-cn',
  },
])('an exercise in $locale, without scripts', ({ locale, task, titles, command }) => {
  openPages({ javaScriptEnabled: false }, (opened) => {
    page = opened;
  });
  beforeEach(() => page.goto(urlIn(locale)));

  test('shows the task, the network, what the check prints, and the command', async () => {
    expect(await textOf(exercise().locator('.exercise-task > p').last())).toBe(task);
    const broken = await exercise().locator('#broken-no-name svg').innerHTML();
    expect([broken.includes('172.17.0.3'), broken.includes('shop-net')]).toEqual([true, false]);
    expect(await textOf(exercise().locator('.exercise-check'))).toContain(FAILS);
    expect(await textOf(exercise().locator('.exercise-command code'))).toBe(command);
    expect(await exercise().locator('.exercise-solved').isVisible()).toBe(false);
  });

  test('has its other parts folded, each by itself, and opens them by keyboard', async () => {
    const open = () => page.locator('.exercise-fold[open]').count();
    expect(await open()).toBe(0);
    const shown = await exercise().locator('.exercise-fold > summary > span').allInnerTexts();
    expect(shown).toEqual(expect.arrayContaining(titles));
    await fold('hint', 1).locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await open()).toBe(1);
    expect(await fold('hint', 1).locator('li a').getAttribute('href')).toBe(`/docs/${locale}/bridge/names/`);
    expect(await fold('hint').locator('p').isVisible()).toBe(false);
  });

  test('is whole in print', async () => {
    await page.emulateMedia({ media: 'print' });
    for (const inner of await page.locator('.exercise-inner').all()) expect(await inner.isVisible()).toBe(true);
    expect(await textOf(fold('solution'))).toContain(SOLVED);
  });
});

test('what the check says is told in Chinese below each of its outputs, and in English not again', async () => {
  const told = async (locale: string) => {
    const html = await (await fetch(urlIn(locale))).text();
    return [...html.matchAll(/<p class="exercise-meaning">([^<]*)</gu)].map(([, meaning]) => meaning);
  };
  const [fails, passes] = ['shop 用名称访问不到 db。', 'shop 可以用名称访问到 db。'];
  expect(await told('zh-cn')).toEqual([fails, fails, fails, passes, 'db 正在运行。']);
  expect(await told('en')).toEqual([]);
});

describe('an exercise', () => {
  openPages({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' }, (opened) => {
    page = opened;
  });
  beforeEach(async () => {
    await page.goto(urlIn('en'));
  });

  test('has in its solution the check that passes, and the broken network beside the mended one', async () => {
    await fold('solution').locator('summary').first().click();
    expect(await textOf(fold('solution'))).toContain(SOLVED);
    const [before, mended] = await Promise.all(
      ['before', 'mended'].map((state) => page.locator(`#${state}-no-name svg`).boundingBox()),
    );
    expect(before?.y).toBe(mended?.y);
    expect(before?.x).toBeLessThan(mended?.x ?? 0);
    const drawn = await page.locator('#mended-no-name svg').innerHTML();
    expect([drawn.includes('shop-net'), (await page.locator('#mended-no-name .new').count()) > 0]).toEqual([
      true,
      true,
    ]);
  });

  test('says what does not help, with what the check prints then and what was changed', async () => {
    const tried = await exercise().locator('.exercise-fold.wrong > summary code').allInnerTexts();
    expect(tried).toEqual(['docker restart --timeout 0 db shop', 'docker network connect shop-net shop']);
    await fold('wrong', 1).locator('summary').first().click();
    expect(await textOf(fold('wrong', 1))).toContain(FAILS);
    // The set-up that is played again is no change.
    const changed = (await fold('wrong', 1).locator('.change').allInnerTexts()).map((text) => text.trim());
    expect(changed).toEqual([expect.stringMatching(/^\+ shop-net/u), expect.stringMatching(/^\+ shop · shop-net/u)]);
  });

  test('has a set-up whose changes are its own', async () => {
    const second = exercise(1).locator('.exercise-fold.set-up');
    await second.locator('summary').first().click();
    expect(await second.locator('.change').allInnerTexts()).toEqual([expect.stringMatching(/\+ db/u)]);
  });

  test('is not in the player, nor in the drawing of the goal', async () => {
    await page.getByRole('button', { name: /2 steps/u }).click();
    await page.locator('.player').waitFor();
    expect(await page.getByRole('slider').getAttribute('aria-valuemax')).toBe('2');
    await page.keyboard.press('Escape');
    expect(await page.locator('.built').count()).toBe(0);
  });

  test('its network follows the reader, but not what is folded', async () => {
    await fold('clean-up').evaluate((end) => end.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await page.locator('.network-button').click();
    const link = page.locator('.network-step');
    await page.waitForFunction(
      () => document.querySelector('.network-step')?.getAttribute('href') === '#broken-no-name',
    );
    expect(await textOf(link)).toBe('The network now');
    await fold('solution').locator('summary').first().click();
    await page
      .locator('#mended-no-name')
      .evaluate((drawing) => drawing.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await page.waitForFunction(
      () => document.querySelector('.network-step')?.getAttribute('href') === '#mended-no-name',
    );
  });

  test('copies its command', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await exercise().locator('.exercise-command .copy').click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('npx snippets practice practice/mend no-name');
  });

  test('is ticked in both languages and all tabs once it is solved, and not by reading', async () => {
    const ticked = () =>
      page.locator('.contents a:has(.tick)').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const box = () => exercise().getByRole('checkbox');
    await page.mouse.move(5, 5);
    await box().check();
    expect(await ticked()).toEqual(['#a-name-that-is-not-found']);
    await page.goto(urlIn('zh-cn'));
    await box().waitFor();
    expect(await box().isChecked()).toBe(true);
    expect((await ticked()).map((href) => decodeURIComponent(href ?? ''))).toEqual(['#名称解析不了']);
    await box().uncheck();
    expect(await ticked()).toEqual([]);
    await page.reload();
    await page.mouse.move(5, 5);
    await box().waitFor();
    expect(await box().isChecked()).toBe(false);
  });

  test('ticks its page once all is read and solved', async () => {
    const rest = ['a-name-that-is-not-found', 'clean-up'];
    await page.evaluate((sections) => {
      localStorage.setItem('read', JSON.stringify([['practice/mend', { sections, whole: false }]]));
    }, rest);
    await page.reload();
    const isTicked = () => page.locator('.sidebar [href$="/practice/mend/"] .tick').count();
    await exercise(1).getByRole('checkbox').waitFor();
    expect(await isTicked()).toBe(0);
    await exercise(1).getByRole('checkbox').check();
    expect(await isTicked()).toBe(1);
  });

  test('stays ticked until the page is left where storage is forbidden, and says so once', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    });
    await page.reload();
    await page.mouse.move(5, 5);
    await exercise().getByRole('checkbox').check();
    await exercise(1).getByRole('checkbox').check();
    const notes = () => page.locator('.exercise-solved small').allInnerTexts();
    const said = ['This browser keeps nothing: the tick is gone when you leave the page', ''];
    expect(await notes()).toEqual(said);
    expect(await exercise().getByRole('checkbox').isChecked()).toBe(true);
    expect(await page.locator('.contents a:has(.tick)').count()).toBeGreaterThanOrEqual(2);
    expect(await page.locator('.ticks p').textContent()).toContain('This browser keeps nothing');
    await exercise().getByRole('checkbox').uncheck();
    expect(await exercise().getByRole('checkbox').isChecked()).toBe(false);
    expect(await notes()).toEqual(said);
  });

  test.each(['light', 'dark'] as const)(
    'is accessible and fits a phone with all of it open, %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.mouse.move(5, 5);
      await exercise().getByRole('checkbox').check();
      expect(await axeFindings(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    },
  );
});

describe('what is folded is not shown elsewhere', () => {
  test.each(['en', 'zh-cn'])('the search in %s finds task and check, no hint and no solution', (locale) => {
    const corpus: Corpus = JSON.parse(readFileSync(path.join(fixture.folder, locale, 'search.json'), 'utf8'));
    const { sections = [] } = corpus.pages.find(({ url }) => url.endsWith('/practice/mend/')) ?? {};
    const text = JSON.stringify(sections);
    for (const found of [FAILS, 'docker network create other-net']) expect(text).toContain(found);
    for (const folded of ['shop-net', 'docker restart', 'docker inspect']) expect(text).not.toContain(folded);
  });

  test('the card of the page has no picture', () => {
    const home = readFileSync(path.join(fixture.folder, 'en/index.html'), 'utf8');
    const [, card = ''] = home.split('Fixture practice</a>');
    expect([card.includes('other-net'), card.includes('shop-net')]).toEqual([false, false]);
  });
});
