/** Replays in the browser: of a terminal, of a page, of the home page. */
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { isCapped, timelineOf, typedAt } from '../client/replay/timeline.ts';
import { replayData } from '../terminal/replay-data.ts';
import { axeFindings } from './setup/axe.ts';
import { launchBrowser, textOf } from './setup/browser.ts';

const real = inject('real');
const fixture = inject('fixture');
/** Has local networks, expected failures, waits that are capped, and steps that change nothing. */
const TUTORIAL = 'bridge/user-defined/';
const PLAYER_BYTES = 4_000;
/** The player, and the replay of a terminal, which it uses. */
const BOTH_BYTES = 6_500;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => page?.context().close());
afterAll(() => browser?.close());

async function open(url: string, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext(options);
  page = await context.newPage();
  await page.goto(url);
}

describe('the timing', () => {
  test('is that of the capture, with short typing and capped waits', () => {
    const [short, long] = timelineOf([
      { characters: 10, wait: 300 },
      { characters: 500, wait: 12_400 },
    ]);
    expect(short && { typing: short.typed - short.typing, wait: short.printed - short.typed }).toEqual({
      typing: 350,
      wait: 300,
    });
    expect(long && { typing: long.typed - long.typing, wait: long.printed - long.typed }).toEqual({
      typing: 1200,
      wait: 1500,
    });
    expect(long?.prompted).toBe(short?.printed);
    expect([1500, 1501].map(isCapped)).toEqual([false, true]);
  });

  test('types evenly', () => {
    const cue = { prompted: 0, typing: 100, typed: 200, printed: 300 };
    expect([0, 100, 150, 199, 200, 999].map((at) => typedAt(cue, 10, at))).toEqual([0, 0, 5, 9, 10, 10]);
  });

  test('is in the page, in tenths of a second', () => {
    const steps = [640, 12_449, 8].map((duration) => ({ prompt: '$ ', text: 'x', output: '', exit: 0, duration }));
    expect(replayData({ steps })).toBe('6 124 0');
  });
});

describe('the replay of a terminal', () => {
  test('types its commands, keys too, and leaves the terminal as it was', async () => {
    await open(`${fixture.url}en/start/`);
    const terminal = page.locator('.terminal').filter({ hasText: 'docker attach' });
    const before = await htmlOf(terminal);
    const text = await terminal.textContent();
    const parts = terminal.locator('.screen > *');
    await terminal.getByRole('button', { name: 'Replay' }).click();
    await page.waitForFunction(() => CSS.highlights.has('untyped'));
    expect(await opacities(parts)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    const keys = terminal.locator('.keys > kbd');
    // Enter, Ctrl-P, Ctrl-Q. They are within a part that is hidden as a whole, and then come one after the other.
    await page.waitForFunction(() => document.querySelectorAll('.keys > kbd[data-later]').length === 3);
    expect(await opacities(keys)).toEqual([1, 1, 0, 0, 0].map((_, index) => (index < 2 ? 1 : 0)));
    expect(await terminal.locator('.screen').textContent()).toBe(
      text?.slice(text.indexOf('$ docker attach'), text.indexOf('read escape sequence\n') + 21),
    );
    await terminal.getByRole('button', { name: 'Replay' }).waitFor();
    expect(await htmlOf(terminal)).toBe(before);
    expect(await page.evaluate(() => CSS.highlights.has('untyped'))).toBe(false);
  });

  test('types letter by letter', async () => {
    await open(`${fixture.url}en/start/`);
    await page.locator('.terminal').filter({ hasText: 'docker swarm join' }).locator('.replay').click();
    const rests = await page.evaluate(async () => {
      const seen: string[] = [];
      while (seen.length < 400 && seen.at(-1) !== '') {
        await new Promise(requestAnimationFrame);
        const [range] = CSS.highlights.get('untyped') ?? [];
        const rest = String(range ?? '').split('\n')[0] ?? '';
        if (rest !== seen.at(-1) && (rest !== '' || seen.length > 0)) seen.push(rest);
      }
      return seen;
    });
    expect(rests[0]).toBe('docker swarm join --token <TOKEN> <MANAGER_IP>:2377');
    expect(rests.length).toBeGreaterThan(10);
    for (const [index, rest] of rests.slice(1).entries()) expect(rests[index]?.endsWith(rest)).toBe(true);
  });

  test('gives the whole command to who copies it meanwhile', async () => {
    await open(`${fixture.url}en/start/`, { permissions: ['clipboard-read', 'clipboard-write'] });
    const terminal = page.locator('.terminal').filter({ hasText: 'docker ps' });
    await terminal.locator('.replay').click();
    await page.waitForFunction(() => CSS.highlights.has('untyped'));
    await terminal.locator('.terminal-bar .copy').click();
    await terminal.locator('.copied').waitFor();
    const selected = await terminal.locator('.typed').evaluateAll((all) =>
      all.map((typed) => {
        getSelection()?.selectAllChildren(typed);
        return String(getSelection()).trim();
      }),
    );
    const commands = ['docker run -dit --name alpine1 \\\n    --network alpine-net alpine', 'docker ps'];
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(commands.join('\n'));
    expect(selected).toEqual(commands);
  });

  test('stops when its button is pressed again, and when another one starts', async () => {
    await open(`${fixture.url}en/start/`);
    const [one, other] = ['docker ps', 'docker attach'].map((text) =>
      page.locator('.terminal').filter({ hasText: text }),
    ) as [Locator, Locator];
    const before = await htmlOf(one);
    await one.getByRole('button', { name: 'Replay' }).click();
    await one.getByRole('button', { name: 'Stop' }).click();
    expect(await htmlOf(one)).toBe(before);
    await one.getByRole('button', { name: 'Replay' }).click();
    await one.locator('[data-later]').first().waitFor({ state: 'attached' });
    await other.getByRole('button', { name: 'Replay' }).click();
    await other.locator('[data-later]').first().waitFor({ state: 'attached' });
    expect(await htmlOf(one)).toBe(before);
  });

  test('says how long the output took, if the wait is capped', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    await page.locator(`[data-replay^="${await stepWithCappedWait()} "]`).click();
    const waiting = page.locator('.typed[data-wait^=w]');
    await waiting.waitFor();
    expect(await waiting.getAttribute('data-wait')).toMatch(/^waited \d+(?:\.\d)? s$/u);
    expect(await waiting.evaluate((typed) => getComputedStyle(typed, '::after').content)).toContain('waited');
  });

  test('goes from step to step for readers who want no motion', async () => {
    await open(`${fixture.url}en/start/`, { reducedMotion: 'reduce' });
    const terminal = page.locator('.terminal').filter({ hasText: 'docker ps' });
    const before = await htmlOf(terminal);
    const parts = terminal.locator('.screen > *');
    const shown: { opacities: readonly number[]; untyped: string }[] = [];
    await terminal.getByRole('button', { name: 'Replay' }).click();
    for (let press = 0; press < 3; press += 1) {
      const more = terminal.getByRole('button', { name: 'Show more' });
      await more.waitFor();
      shown.push({ opacities: await opacities(parts), untyped: await untyped() });
      await more.click();
    }
    expect(shown).toEqual([
      { opacities: [1, 0, 0, 0], untyped: '' },
      // The next prompt is there, as in a terminal.
      { opacities: [1, 1, 1, 0], untyped: 'docker ps' },
      { opacities: [1, 1, 1, 0], untyped: '' },
    ]);
    await expect.poll(() => htmlOf(terminal)).toBe(before);
  });
});

describe('the player of a page', () => {
  test('is loaded when it is first used, and is small', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    const loaded = scriptsOf();
    await page.waitForLoadState('networkidle');
    expect(loaded).toEqual([]);
    await openPlayer();
    // The pointer was moved, too, which loads what follows the reader.
    const own = () => loaded.filter(({ url }) => !url.includes('/following.'));
    // A page that was idle once counts as idle for good, so the scripts themselves are waited for.
    await expect.poll(() => own().length).toBe(3);
    const [player, ...others] = own().filter(({ url }) => url.includes('/player.'));
    expect(others).toEqual([]);
    expect(player?.bytes).toBeLessThanOrEqual(PLAYER_BYTES);
    expect(own().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(BOTH_BYTES);
  });

  test('plays each terminal, then shows the network that it leaves', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    await openPlayer();
    expect(await textOf(page.locator('.player-status'))).toContain(`Step 1 of ${await promisedSteps()}`);
    expect(await textOf(page.locator('.player-drawing'))).toBe('No command has changed the network yet.');
    await page.locator('.player-terminal [data-later]').first().waitFor({ state: 'attached' });
    await page.locator('.player-drawing svg').waitFor();
    expect(await page.locator('.player-terminal [data-later]').count()).toBe(0);
    await page
      .locator('.player-status')
      .getByText(`Step 2 of ${await promisedSteps()}`)
      .waitFor();
  });

  test('has keys: space, arrows, Home, End, Escape', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    await openPlayer();
    const last = await promisedSteps();
    const steps = [await count('.player .player-track i')];
    for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'ArrowRight', 'Home', 'ArrowLeft']) {
      await page.keyboard.press(key);
      steps.push(await currentStep());
    }
    expect(steps).toEqual([last, 1, 2, 3, 2, last, last, 1, 1]);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.player').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-replay'))).toBe('page');
    expect(new URL(page.url()).hash).toBe('');
  });

  test('has its keys also after clicks, and keeps the focus when the terminal changes', async () => {
    await openLink(`en/${TUTORIAL}#step=start-three`);
    await page.locator('.player-drawing svg').click();
    await page.keyboard.press('ArrowRight');
    await page.locator('.player .copy').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await currentStep()).toBe(5);
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Play');
  });

  test('pauses in the middle of a command, and goes on from there', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    await openPlayer();
    await page.waitForFunction(() => String([...(CSS.highlights.get('untyped') ?? [])][0]).length < 40);
    await page.keyboard.press('Space');
    const before = await untyped();
    await page.waitForTimeout(300);
    expect(await untyped()).toBe(before);
    expect(before.length).toBeGreaterThan(5);
    await page.keyboard.press('Space');
    await page.waitForFunction((length) => {
      const [range] = CSS.highlights.get('untyped') ?? [];
      return String(range ?? '').length < length;
    }, before.length);
    expect(await currentStep()).toBe(1);
  });

  test('has a tick for each terminal in the colour of its node, and another shape for expected failures', async () => {
    await open(`${real.url}en/swarm/three-nodes/`);
    await openPlayer();
    const nodes = await page.locator('main .terminal:not(details:not(.question) *)').evaluateAll((all) =>
      all.map((terminal) => ({
        colour: getComputedStyle(terminal.querySelector('.terminal-node') as Element).color,
        fails: terminal.querySelector('.terminal-fails') !== null,
      })),
    );
    const ticks = await page.locator('.player-track i').evaluateAll((all) =>
      all.map((tick) => {
        const { backgroundColor: colour, maskImage } = getComputedStyle(tick, '::before');
        return { colour, fails: maskImage !== 'none' };
      }),
    );
    expect(ticks.map(({ fails }) => fails)).toEqual(nodes.map(({ fails }) => fails));
    const own = (all: typeof ticks) => all.filter(({ fails }) => !fails).map(({ colour }) => colour);
    expect(own(ticks)).toEqual(own(nodes));
    const failing = ticks.findIndex(({ fails }) => fails);
    await page.locator('.player-track i').nth(failing).click();
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toMatch(/, exit \d+, as expected$/u);
    expect(await currentStep()).toBe(failing + 1);
  });

  test('shows the network of the step before if a step has not changed it, and keeps ids unique', async () => {
    await openLink(`en/${TUTORIAL}#step=start-three`);
    const title = () => textOf(page.locator('.player-drawing svg > title'));
    await page.locator('.player-drawing svg').waitFor();
    const before = await page.locator('.player-drawing svg > title').textContent();
    expect(await page.locator('.player-drawing .change').count()).toBeGreaterThan(0);
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.player-drawing svg > title').textContent()).toBe(before);
    expect(await textOf(page.locator('.player-change'))).toBe('The network is as before.');
    expect(await page.locator('.player-drawing .m-new').first().isVisible()).toBe(false);
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBe(new Set(ids).size);
    expect(await title()).toBe('');
    await page
      .getByRole('img', { name: before ?? '' })
      .last()
      .waitFor();
  });

  test('says how long a capped wait took', async () => {
    await open(`${real.url}zh-cn/${TUTORIAL}`);
    await openLink(`zh-cn/${TUTORIAL}#step=${await stepWithCappedWait()}`);
    expect(await textOf(page.locator('.waited').first())).toMatch(/^实际等待 [\d.]+ 秒$/u);
  });

  test('copies commands', async () => {
    await openLink(`en/${TUTORIAL}#step=create-network`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.locator('.player .terminal-bar .copy').click();
    await page.locator('.player .copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'docker network create --driver bridge alpine-net\ndocker network ls',
    );
  });

  test('leaves the terminals of the page as they were', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    const terminals = page.locator('main .terminal');
    const htmlOfAll = () => terminals.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML));
    const before = await htmlOfAll();
    await openPlayer();
    await page.waitForFunction(() => CSS.highlights.has('untyped'));
    for (const key of ['ArrowRight', 'ArrowRight', 'Escape']) await page.keyboard.press(key);
    expect(await htmlOfAll()).toEqual(before);
    expect(await page.evaluate(() => CSS.highlights.has('untyped'))).toBe(false);
  });

  test('speaks politely, once for a step', async () => {
    await openLink(`en/${TUTORIAL}#step=start-three`);
    await page.evaluate(() => {
      const status = document.querySelector('.player [role=status]') as HTMLElement;
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true, subtree: true });
    });
    await page.keyboard.press('Space');
    await page.waitForFunction(() => CSS.highlights.has('untyped'));
    await page.waitForTimeout(800);
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.length)).toBe(1);
    expect(await page.locator('.player [aria-live], .player [role=status]').count()).toBe(1);
  });
});

describe('a link to a step', () => {
  test('opens the player there, paused and whole; moving changes the link and adds no history', async () => {
    await openLink(`en/${TUTORIAL}#step=start-fourth`);
    expect(await textOf(page.locator('.player-status b'))).toBe('Start the containers');
    expect(await page.locator('.player [data-later]').count()).toBe(0);
    const length = await page.evaluate(() => history.length);
    await page.keyboard.press('ArrowRight');
    expect(new URL(page.url()).hash).toBe('#step=who-is-where');
    expect(await page.evaluate(() => history.length)).toBe(length);
  });

  test('works within the page, too', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    await page.evaluate(() => {
      location.hash = '#step=start-fourth';
    });
    await page.locator('.player').waitFor();
    const step = await currentStep();
    await page.evaluate(() => {
      location.hash = '#step=create-network';
    });
    await page.locator('.player-status').getByText('Step 1 of').waitFor();
    expect(step).toBe(5);
  });

  test.each(['en', 'zh-cn'])(
    'leaves the page at the terminal of the step that was last shown, in %s',
    async (locale) => {
      await openLink(`${locale}/${TUTORIAL}#step=start-three`, { reducedMotion: 'reduce' });
      await page.keyboard.press('ArrowRight');
      const id = new URL(page.url()).hash.slice('#step='.length);
      await page.keyboard.press('Escape');
      await page.locator('.player').waitFor({ state: 'detached' });
      const terminal = page.locator(`.terminal:has([data-replay^="${id} "])`);
      const [top, bar] = await Promise.all([
        terminal.evaluate((shown) => shown.getBoundingClientRect().top),
        page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)),
      ]);
      expect(Math.abs(top - bar)).toBeLessThan(2);
      expect(await terminal.locator('.replay').evaluate((button) => button === document.activeElement)).toBe(true);
      expect(new URL(page.url()).hash).toBe('');
    },
  );

  test('leaves the page at the question whose folded answer has the step that was last shown', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    const question = page.locator('details.question:has(.replay)').first();
    const id = (await question.locator('.replay').first().getAttribute('data-replay'))?.split(' ')[0];
    await page.goto('about:blank');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${real.url}en/${TUTORIAL}#step=${id}`);
    await page.locator('.player').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.player').waitFor({ state: 'detached' });
    expect(await question.getAttribute('open')).toBeNull();
    expect(await question.evaluate((shown) => shown.getBoundingClientRect().top)).toBeLessThan(200);
  });

  test('leaves the page where it is, if a button has opened the player', async () => {
    await open(`${real.url}en/${TUTORIAL}`);
    await openPlayer();
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press('End');
    await page.keyboard.press('Escape');
    await page.locator('.player').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });

  test('is left by Back, which closes the player, and opened again by Forward', async () => {
    await open(`${real.url}en/${TUTORIAL}#create-the-network`);
    await page.evaluate(() => {
      location.hash = '#step=start-fourth';
    });
    await page.locator('.player').waitFor();
    await page.goBack();
    await page.locator('.player').waitFor({ state: 'detached' });
    expect(new URL(page.url()).hash).toBe('#create-the-network');
    await page.goForward();
    await page.locator('.player').waitFor();
    expect(await currentStep()).toBe(5);
  });

  test.each(['nothing', '', '"]', '%'])('is ignored if the page has no step "%s"', async (id) => {
    const errors: string[] = [];
    await open('about:blank');
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${real.url}en/${TUTORIAL}#step=${id}`, { waitUntil: 'networkidle' });
    expect(await page.locator('.player').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});

test('readers who want no motion get steps, and no typing', async () => {
  await open(`${real.url}en/${TUTORIAL}`, { reducedMotion: 'reduce' });
  await openPlayer();
  await page.keyboard.press('Space');
  expect(await currentStep()).toBe(2);
  expect(await page.getByRole('button', { name: 'Play', exact: true }).count()).toBe(0);
  expect(await page.locator('.player [data-later]').count()).toBe(0);
  await page.waitForTimeout(2500);
  expect(await currentStep()).toBe(2);
});

test('without scripts there are no buttons for replays', async () => {
  await open(`${real.url}en/${TUTORIAL}`, { javaScriptEnabled: false });
  expect(await visibleButtons()).toBe(0);
  await page.goto(`${real.url}en/`);
  expect(await visibleButtons()).toBe(0);
  expect(await page.locator('.piece .player-drawing svg').isVisible()).toBe(true);
});

describe.each(['en', 'zh-cn'])('the open player in %s', (locale) => {
  test.each(['light', 'dark'] as const)('has no axe findings, %s', async (colorScheme) => {
    await openLink(`${locale}/${TUTORIAL}#step=start-three`, { colorScheme, reducedMotion: 'reduce' });
    expect(await axeFindings(page)).toEqual([]);
  });

  test('fits a phone: the terminal above the drawing, all buttons visible', async () => {
    await openLink(`${locale}/overlay/service/#step=create-network`, { viewport: { width: 360, height: 640 } });
    const [terminal, drawing] = await Promise.all(
      ['.player-terminal', '.player-drawing'].map((pane) => page.locator(pane).boundingBox()),
    );
    expect(terminal && drawing && terminal.y + terminal.height <= drawing.y + 1).toBe(true);
    expect(await page.evaluate(() => document.querySelector('.player')?.scrollWidth)).toBe(360);
    for (const button of await page.locator('.player :is(.player-title, .player-controls) button').all()) {
      const box = await button.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 640).toBe(true);
    }
  });
});

test('fits a phone that is turned: the terminal beside the drawing', async () => {
  await openLink(`en/${TUTORIAL}#step=start-fourth`, { viewport: { width: 740, height: 360 } });
  const [terminal, drawing] = await Promise.all(
    ['.player-terminal', '.player-drawing'].map((pane) => page.locator(`.player ${pane}`).boundingBox()),
  );
  expect(terminal?.height).toBeGreaterThan(150);
  expect(drawing).toMatchObject({ x: 370, y: terminal?.y, height: terminal?.height });
});

describe('the home page', () => {
  test('plays a short piece beside its drawing, when asked', async () => {
    await open(`${real.url}en/`);
    const loaded = scriptsOf();
    await page.waitForTimeout(500);
    expect(loaded).toEqual([]);
    expect(await page.locator('.piece .player-drawing svg').count()).toBe(1);
    await page.locator('[data-replay=piece]').click();
    await page.locator('.piece [data-later]').first().waitFor({ state: 'attached' });
    expect(await currentStep()).toBe(1);
    await page.keyboard.press('Space');
    await page.keyboard.press('End');
    expect(await page.locator('.piece .player-drawing svg').count()).toBe(1);
    expect(await page.locator('.piece [data-later]').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(new URL(page.url()).hash).toBe('');
  });

  test('does not scroll sideways on a phone while it plays', async () => {
    await open(`${real.url}zh-cn/`, { viewport: { width: 360, height: 740 } });
    await page.locator('[data-replay=piece]').click();
    await page.locator('.piece .player-track').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

async function openPlayer(): Promise<void> {
  await page.locator('[data-replay=page]').click();
  await page.locator('.player').waitFor();
}

/** Returns what is not typed yet of the command that is being typed. */
function untyped(): Promise<string> {
  return page.evaluate(() => String([...(CSS.highlights.get('untyped') ?? [])][0] ?? '').trim());
}

/** Returns the scripts that the page has asked for so far. Later ones are added. */
/** Returns the number of steps that the button of the player says. */
async function promisedSteps(): Promise<number> {
  return Number(/\d+/u.exec((await page.locator('[data-replay=page]').textContent()) ?? '')?.[0]);
}

function scriptsOf(): { url: string; bytes: number }[] {
  const loaded: { url: string; bytes: number }[] = [];
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    loaded.push({ url: response.url(), bytes: gzipSync(await response.body()).length });
  });
  return loaded;
}

/** @param path of the page, with a link to a step */
async function openLink(path: string, options?: BrowserContextOptions): Promise<void> {
  await open(real.url + path, options);
  await page.locator('.player').waitFor();
}

/** Returns the id of the first step of the page that has a capped wait. */
function stepWithCappedWait(): Promise<string> {
  return page.evaluate(() => {
    const steps = [...document.querySelectorAll<HTMLElement>('.replay')].map(({ dataset }) => dataset.replay ?? '');
    const isCappedStep = (step: string) =>
      step
        .split(' ')
        .slice(1)
        .some((tenths) => Number(tenths) > 15);
    return steps.find(isCappedStep)?.split(' ')[0] ?? '';
  });
}

function count(selector: string): Promise<number> {
  return page.locator(selector).count();
}

async function currentStep(): Promise<number> {
  return Number(await page.getByRole('slider').getAttribute('aria-valuenow'));
}

function htmlOf(shown: Locator): Promise<string> {
  return shown.evaluate((element) => element.outerHTML);
}

function opacities(parts: Locator): Promise<readonly number[]> {
  return parts.evaluateAll((all) => all.map((part) => Number(getComputedStyle(part).opacity)));
}

function visibleButtons(): Promise<number> {
  return page.locator('[data-replay]').filter({ visible: true }).count();
}
