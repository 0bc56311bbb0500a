/** Pages that begin with commands of another page: what readers see of that, and what they can take away. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import type { Corpus } from '../search/corpus.ts';
import { axeFindings } from './setup/axe.ts';
import { openPages, textOf } from './setup/browser.ts';

const real = inject('real');
let browser: Browser;
let page: Page;

openPages({ javaScriptEnabled: false }, (...opened) => {
  [page, browser] = opened;
});

const SLUG = 'overlay/packet';

describe.each([
  { locale: 'en', text: 'This page begins after a few commands of A swarm of three, which', title: 'A swarm of three' },
  { locale: 'zh-cn', text: '本页接在三个节点的 Swarm 集群的几条命令之后', title: '三个节点的 Swarm 集群' },
])('in $locale', ({ locale, text, title }) => {
  test('a page says what has run before it, and leads to the page that explains it', async () => {
    await page.goto(`${real.url}${locale}/${SLUG}/`);
    const line = page.locator('p:has(+ .begins)');
    expect(await textOf(line)).toContain(text);
    await line.getByRole('link', { name: title }).click();
    expect(page.url()).toBe(`${real.url}${locale}/swarm/three-nodes/`);
  });

  test('the commands are folded, without outputs; those of one node are in one terminal', async () => {
    await page.goto(`${real.url}${locale}/${SLUG}/`);
    const terminals = page.locator('.begins .terminal');
    expect(await terminals.first().isVisible()).toBe(false);
    await page.locator('.begins > summary').click();
    expect(await terminals.locator('.terminal-node').allInnerTexts()).toEqual(['manager', 'worker-1']);
    expect(await terminals.locator('.typed').allInnerTexts()).toEqual([
      expect.stringMatching(/^\$ docker swarm init .*10\.213\.0\.10/u),
      expect.stringMatching(/^\$ docker swarm join-token --quiet worker/u),
      expect.stringMatching(/^\$ docker swarm join .*\n<WORKER_TOKEN> = SWMTKN-/u),
    ]);
    expect(await terminals.locator('.printed').count()).toBe(0);
  });

  test('the page is also complete as Markdown', () => {
    const markdown = readFileSync(path.join(real.folder, locale, SLUG, 'index.md'), 'utf8');
    const [before = ''] = markdown.split('\n## ');
    expect(before).toMatch(/swarm\/three-nodes\/index\.md\)[\s\S]*\$ docker swarm init [\s\S]*\$ docker swarm join /u);
    expect(markdown).not.toContain('This node joined');
  });

  test('the search looks through the commands, before the first heading', () => {
    const { pages }: Corpus = JSON.parse(readFileSync(path.join(real.folder, locale, 'search.json'), 'utf8'));
    const [first] = pages.find(({ url }) => url === `/${locale}/${SLUG}/`)?.sections ?? [];
    const typed = first?.blocks.filter(([, text]) => text.startsWith('docker ')).map(([, command]) => command);
    expect([first?.anchor, typed]).toEqual([
      '',
      [
        'docker swarm init --advertise-addr <MANAGER_IP>',
        'docker swarm join-token --quiet worker',
        'docker swarm join --token <WORKER_TOKEN> <MANAGER_IP>:2377',
      ],
    ]);
  });
});

test('the network that is there from the beginning is drawn, and is no change of the first command', async () => {
  await page.goto(`${real.url}en/${SLUG}/`);
  await page.locator('.begins > summary').click();
  expect(await page.locator('.begins svg').textContent()).toMatch(/manager[\s\S]*worker-1/u);
  expect(await textOf(page.locator('.drawing > summary').first())).toMatch(/^Network\s\+ app-net · [\d.]+\/24$/u);
});

test('the player shows it until a command changes it', async () => {
  const reader = await browser.newPage();
  await reader.goto(`${real.url}en/overlay/standalone/`);
  await reader.locator('[data-replay="page"]').click();
  const pane = reader.locator('.player-drawing');
  await expect.poll(() => pane.locator('.player-change').textContent()).toBe('No command has changed the network yet.');
  expect(await pane.locator('svg').textContent()).toMatch(/begins[\s\S]*manager[\s\S]*worker-1/u);
  await reader.close();
});

test('a page that begins in a fresh lab says nothing of that', async () => {
  await page.goto(`${real.url}en/swarm/three-nodes/`);
  expect(await page.locator('.begins').count()).toBe(0);
});

test('the open commands are accessible', async () => {
  const reader = await browser.newPage();
  await reader.goto(`${real.url}en/${SLUG}/`);
  expect(await axeFindings(reader)).toEqual([]);
  await reader.close();
});
