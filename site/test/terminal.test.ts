/** Terminals in the browser. The fixture page has one of every kind. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { readCapture } from '../../snippets-runner/tutorial/capture/read.ts';
import { parsePage } from '../../snippets-runner/tutorial/page/parse-page.ts';
import type { Step } from '../../snippets-runner/tutorial/page.ts';
import { snippetHash } from '../../snippets-runner/tutorial/snippet/snippet-hash.ts';
import { launchBrowser, textOf } from './setup/browser.ts';

const site = inject('fixture');
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
});
beforeEach(() => page.goto(`${site.url}en/start/`));
afterAll(() => browser?.close());

describe('copying', () => {
  test('copies the commands with continued lines, without prompts and output', async () => {
    expect(await copied(terminal('docker ps'))).toBe(
      'docker run -dit --name alpine1 \\\n    --network alpine-net alpine\ndocker ps',
    );
  });

  test('leaves out input for a program', async () => {
    expect(await copied(terminal('docker attach'))).toBe('docker attach alpine1');
  });

  test('copies the input if there is nothing else', async () => {
    expect(await copied(terminal('hostname'))).toBe('hostname\nexit');
  });

  test('puts variables in the place of placeholders, and sets them', async () => {
    const text = await copied(terminal('docker swarm join'));
    expect(text.split('\n')).toEqual([
      expect.stringMatching(/^TOKEN=\$\{TOKEN:-SWMTKN-1-\S+\}$/u),
      'MANAGER_IP=$'.concat('{MANAGER_IP:-10.0.0.2}'),
      'docker swarm join --token "$TOKEN" "$MANAGER_IP":2377',
    ]);
  });

  test('says Copied', async () => {
    const button = terminal('docker ps').locator('.terminal-bar .copy');
    await button.click();
    await button.getByText('Copied').waitFor();
  });

  test.each([
    ['en', 'Could not copy'],
    ['zh-cn', '复制失败'],
  ])('says if the browser refuses the clipboard, in %s', async (locale, message) => {
    const refused = await context.newPage();
    await refused.addInitScript(() => {
      const refuse = () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'));
      Object.assign(navigator.clipboard, { writeText: refuse, write: refuse });
    });
    await refused.goto(`${inject('fixture').url}${locale}/start/`);
    for (const button of ['.terminal-bar .copy', '[data-copy-page]']) {
      await refused.locator(button).first().click();
      await refused.locator(`${button}.refused`).waitFor();
      expect(await textOf(refused.locator(`${button}.refused`))).toBe(message);
      expect(await textOf(refused.getByRole('status').filter({ hasText: message }))).toBe(message);
      await refused.locator(`${button}.refused`).waitFor({ state: 'detached' });
    }
    await refused.close();
  });

  test('has no button if the browser offers no clipboard', async () => {
    const insecure = await context.newPage();
    await insecure.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await insecure.goto(`${site.url}en/start/`);
    expect(await insecure.locator('.copy').count()).toBe(0);
    await insecure.close();
  });

  test('of a selection leaves out prompts and values', async () => {
    const selected = await terminal('docker swarm join')
      .locator('.typed')
      .evaluate((element) => {
        getSelection()?.selectAllChildren(element);
        return String(getSelection());
      });
    expect(selected.trim()).toBe('docker swarm join --token <TOKEN> <MANAGER_IP>:2377');
  });
});

describe('what is shown', () => {
  test('prompts, also of continued lines, and the output unchanged', async () => {
    const typed = await terminal('docker ps').locator('.typed').allInnerTexts();
    expect(typed.map((text) => text.trimEnd())).toEqual([
      '$ docker run -dit --name alpine1 \\\n>     --network alpine-net alpine',
      '$ docker ps',
    ]);
    const printed = await terminal('docker ps').locator('.printed').last().textContent();
    expect(printed?.split('\n')[1]).toBe(
      '9a0b6a1c2d3e   alpine    "/bin/sh"   Less than a second ago   Up Less than a second             alpine1',
    );
  });

  test('a long command wraps, but not within a name', async () => {
    const lines = await terminal('docker ps')
      .locator('.typed')
      .first()
      .evaluate((typed) => {
        const walker = document.createTreeWalker(typed, NodeFilter.SHOW_TEXT);
        const name = document.createRange();
        while (walker.nextNode()) {
          const at = walker.currentNode.textContent?.indexOf('alpine-net') ?? -1;
          if (at < 0) continue;
          name.setStart(walker.currentNode, at);
          name.setEnd(walker.currentNode, at + 'alpine-net'.length);
        }
        const { left, width } = name.getBoundingClientRect();
        const narrow = left - typed.getBoundingClientRect().left + width * 0.8;
        (typed as HTMLElement).style.cssText = `width: ${narrow}px; min-width: 0`;
        return { name: name.getClientRects().length, isCut: typed.scrollWidth > typed.clientWidth };
      });
    expect(lines).toEqual({ name: 1, isCut: false });
  });

  test('keys as keys; Enter for a step without text', async () => {
    const keys = await terminal('docker attach').locator('kbd.keys').allInnerTexts();
    expect(keys.map((key) => key.replace(/\s/gu, ''))).toEqual(['Enter', 'Ctrl+P', 'Ctrl+Q']);
  });

  test('an empty first line stays, except the line break after a key', async () => {
    expect(await terminal('hostname').locator('.printed').first().textContent()).toBe('\n9a0b6a1c2d3e\n');
    expect(await terminal('docker attach').locator('.printed').nth(1).textContent()).toBe('Thank you.\n');
  });

  test('an expected failure is marked, with its exit code', async () => {
    const failing = terminal('docker exec alpine4');
    expect(await textOf(failing.locator('.terminal-fails'))).toBe('exit 1, as expected');
    expect(await textOf(failing.locator('.provenance'))).toContain('exit 1');
    expect(await terminal('docker ps').locator('.terminal-fails').count()).toBe(0);
  });

  test('each node has its name and its colour', async () => {
    const host = terminal('docker ps').locator('.terminal-node');
    const worker = terminal('docker exec alpine4').locator('.terminal-node');
    expect(await textOf(worker)).toBe('worker-1');
    expect(await colourOf(worker)).not.toBe(await colourOf(host));
  });

  test('placeholders with their values: beside a placeholder that is a word', async () => {
    const values = await terminal('ping -c 1 <MANAGER_IP>').locator('.value').allInnerTexts();
    expect(values.map((value) => value.trim())).toEqual(['= 10.0.0.2']);
  });

  test('placeholders with their values: below if the value is long or the placeholder part of a word', async () => {
    const values = await terminal('docker swarm join').locator('.value').allInnerTexts();
    expect(values).toEqual([expect.stringMatching(/^<TOKEN> = SWMTKN-1-/u), '<MANAGER_IP> = 10.0.0.2']);
  });

  test('long output is folded, and unfolds', async () => {
    const long = terminal('seq 30');
    const last = long.locator('.printed').last();
    expect(await last.isVisible()).toBe(false);
    await long.locator('.fold > summary').click();
    expect(await last.isVisible()).toBe(true);
    expect(await textOf(last)).toMatch(/\n30$/u);
  });

  test('output=fold folds, output=hide and hidden leave out', async () => {
    expect(await textOf(terminal('docker network inspect').locator('.fold > summary'))).toContain('11 lines');
    expect(await page.getByText('pulled, but not shown').count()).toBe(0);
    expect(await terminal('docker pull').count()).toBe(1);
    expect(await terminal('$ true').count()).toBe(0);
  });

  test('colours of the output stay, and HTML in it is text', async () => {
    const coloured = terminal('grep');
    expect(await textOf(coloured.locator('.ansi-red, .ansi-bright-red'))).toBe('a');
    expect(await textOf(coloured.locator('.printed'))).toBe('a <b>&amp; plain');
  });

  test('what the badge says is not repeated below a terminal, except another day', async () => {
    const lineOf = (text: string) => textOf(terminal(text).locator('.provenance'));
    expect(await lineOf('docker ps')).toBe('took 240 ms');
    expect(await lineOf('docker exec alpine4')).toMatch(/^captured 31 Dec 2025 exit 1 took/u);
  });
});

describe('the badge below the title', () => {
  const badge = () => page.locator('.badge');

  test('says when, with which Docker, and whether with stand-in images', async () => {
    expect((await textOf(badge().locator('summary'))).replace(/\s+/gu, ' ')).toBe(
      'Verified 2 Jan 2026 Docker 28.0.0-fixture stand-in image: alpine',
    );
  });

  test('opens to the details', async () => {
    await badge().locator('summary').click();
    const text = await textOf(badge());
    for (const part of [
      'API 1.51',
      'Linux 6.12.0, x86_64',
      '31 Dec 2025, 03:04–2 Jan 2026, 03:04 UTC',
      'alpine:3.22',
    ]) {
      expect(text).toContain(part);
    }
    expect(await badge().getByText('stand-in', { exact: true }).getAttribute('href')).toBe(
      '/docs/en/verified/#stand-in',
    );
  });
});

test('the terminal of the home page says all that no badge says there', async () => {
  await page.goto(`${site.url}en/`);
  const line = await textOf(page.locator('.provenance'));
  for (const part of ['Docker 28.0.0-fixture', '2 Jan 2026', 'stand-in image: alpine']) expect(line).toContain(part);
});

test('a value in the text comes from the capture', async () => {
  expect(await textOf(page.locator('.captured').first())).toBe('bridge');
});

test('a line can break between full-width punctuation and an option', async () => {
  await page.goto(`${site.url}zh-cn/start/`);
  const option = page.locator('p > code', { hasText: '--advertise-addr' });
  const lines = await option.evaluate((code) => {
    const paragraph = code.parentElement as HTMLElement;
    paragraph.style.width = `${code.getBoundingClientRect().right - paragraph.getBoundingClientRect().left - 4}px`;
    const top = (element: Element) => element.getBoundingClientRect().top;
    const before = document.createRange();
    before.selectNodeContents(paragraph.firstChild as Text);
    return { before: before.getClientRects().length, isBelow: top(code) > top(paragraph) + 8 };
  });
  expect(lines).toEqual({ before: 1, isBelow: true });
});

describe('a page with every prompt, and an attribute that looks like another one', () => {
  const file = 'site/test/fixtures/content/en/bridge/prompts.mdx';
  const key = { slug: 'bridge/prompts', locale: 'en' } as const;
  const { page: parsed, problems } = parsePage(file, readFileSync(file, 'utf8'), key);
  const snippets = parsed?.snippets ?? [];
  const prompts = snippets.flatMap(({ steps }) => steps.map((step) => ('prompt' in step ? step.prompt : '$ ')));

  test('is parsed without mistakes, with the right ids and all prompts', () => {
    expect(problems).toEqual([]);
    expect(snippets.map(({ id }) => id)).toEqual(['real', 'prompts']);
    expect(prompts).toEqual([
      '$ ',
      '$ ',
      '# ',
      '/ # ',
      '~ # ',
      '/app $ ',
      'root@4c01db0b339c:/# ',
      '[root@4c01db0b339c /]# ',
      'bash-5.2# ',
      'mysql> ',
      '127.0.0.1:6379> ',
      '>>> ',
      undefined,
    ]);
  });

  test('has a capture with the same hashes', () => {
    const read = readCapture('site/test/fixtures/content/captures/bridge/prompts.yaml', 'bridge/prompts');
    const captured = read.kind === 'capture' ? read.capture.snippets : [];
    expect(captured.map(({ id, hash }) => [id, hash])).toEqual(snippets.map((each) => [each.id, snippetHash(each)]));
  });

  test.each(['en', 'zh-cn'])('has the same steps in the built page, in %s', async (locale) => {
    await page.goto(`${site.url}${locale}/bridge/prompts/`);
    expect(await page.locator('.typed').allTextContents()).toEqual(
      snippets.flatMap(({ steps }) => steps.map(shownText)),
    );
  });

  test.each(['en', 'zh-cn'])('has the same blocks in its Markdown, in %s', async (locale) => {
    const text = await (await fetch(`${site.url}${locale}/bridge/prompts/index.md`)).text();
    const blocks = [...text.matchAll(/^(`{3,})console\n(.*?)^\1$/gmsu)].map(([, , body = '']) => body);
    expect(blocks[0]).toBe('$ echo "a snippet=b c"\na snippet=b c\n');
    expect(blocks[1]).toBe(`${bodyOf(readFileSync(file, 'utf8'))}\n`);
    expect(blocks.length).toBe(2);
  });
});

/** Returns a step as a terminal shows it. Keys have `+` in place of `-`. */
function shownText(step: Step): string {
  const typed = step.text.replaceAll('\n', '\n> ');
  if (step.kind === 'command') return `$ ${typed}\n`;
  const keys = step.keys.map((pressed) => pressed.replace('-', '+')).join(' ');
  return `${step.prompt ?? ''}${typed}${typed !== '' && keys !== '' ? ' ' : ''}${keys}\n`;
}

/** Returns the body of the second snippet, which has a fence of four backticks. Continued lines get their prompt. */
function bodyOf(source: string): string {
  const [, body = ''] = /^````console[^\n]*\n(.*?)\n````$/msu.exec(source) ?? [];
  return body.replace('    sh', '>     sh');
}

test('a translation shows the same terminals', async () => {
  const english = await page.locator('.screen').allTextContents();
  await page.goto(`${site.url}zh-cn/start/`);
  const chinese = await page.locator('.screen').allTextContents();
  expect(chinese.length).toBe(english.length);
  expect(await textOf(page.locator('.typed').first())).toContain('docker run -dit --name alpine1');
});

function terminal(text: string): Locator {
  return page.locator('.terminal').filter({ hasText: text }).first();
}

async function copied(shown: Locator): Promise<string> {
  await shown.locator('.terminal-bar .copy').click();
  await shown.locator('.copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

function colourOf(element: Locator): Promise<string> {
  return element.evaluate((node) => getComputedStyle(node).color);
}
