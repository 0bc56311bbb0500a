/** Ways of packets: their drawings, and the real pages that have one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { readCaptures } from '../../snippets-runner/tutorial/capture/read.ts';
import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import { type PacketPath, packetPath } from '../../snippets-runner/tutorial/packet-path/packet-path.ts';
import { pathScene } from '../drawing/path-map.ts';
import { planOf } from '../drawing/plan.ts';
import { type Scene, type Shape, WIDTH, widthOf } from '../drawing/scene.ts';
import { passageText } from '../drawing/way.ts';
import { en } from '../i18n/en.ts';
import { launchBrowser } from './setup/browser.ts';
import { sitemapPaths } from './setup/pages.ts';

const TASK = 'site.1.aaaaaaaaaaaaaaaaaaaaaaaaa';
const SUBNET = '172.18.0.0/16';

/** A swarm of two: the task of the service is not on the node that is asked. */
const SWARM: Topology = {
  hosts: [
    { name: 'one', ipv4: '10.213.0.10' },
    { name: 'two', ipv4: '10.213.0.11' },
    { name: 'client', ipv4: '10.213.0.12' },
  ],
  swarm: { one: 'manager', two: 'worker' },
  networks: [
    {
      name: 'ingress',
      id: 'i',
      driver: 'overlay',
      scope: 'swarm',
      nodes: ['one', 'two'],
      subnets: [{ subnet: '10.0.0.0/24' }],
      ingress: true,
    },
    ...['one', 'two'].map((node) => ({
      name: 'docker_gwbridge',
      id: `g${node}`,
      driver: 'bridge',
      scope: 'local' as const,
      nodes: [node],
      subnets: [{ subnet: SUBNET, gateway: '172.18.0.1' }],
    })),
  ],
  containers: [{ name: TASK, id: 's', node: 'two', image: 'nginx', state: 'running', service: 'site' }],
  endpoints: [{ container: TASK, node: 'two', network: 'ingress', ipv4: '10.0.0.9/24' }],
  services: [
    {
      name: 'site',
      id: 'v',
      image: 'nginx',
      mode: 'replicated',
      endpoint: 'vip',
      addresses: [{ network: 'ingress', ipv4: '10.0.0.5/24' }],
      ports: [{ published: 8080, target: '80/tcp', mode: 'ingress' }],
      tasks: { two: 1 },
    },
  ],
};

const THERE = [
  'client eth0 Out IP 10.213.0.12.5000 > 10.213.0.10.8080: Flags [S]',
  'one eth0 In IP 10.213.0.12.5000 > 10.213.0.10.8080: Flags [S]',
  'one docker_gwbridge Out IP 10.213.0.12.5000 > 172.18.0.2.8080: Flags [S]',
  'one ingress_sbox eth1 In IP 10.213.0.12.5000 > 172.18.0.2.8080: Flags [S]',
  'one ingress_sbox eth0 Out IP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
  'one ingress br0 In IP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
  'one ingress vxlan0 Out IP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
  'one eth0 Out IP 10.213.0.10.333 > 10.213.0.11.4789: VXLAN, vni 4096\nIP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
  'two eth0 In IP 10.213.0.10.333 > 10.213.0.11.4789: VXLAN, vni 4096\nIP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
  'two ingress vxlan0 P IP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
  'two ingress veth1 Out IP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
  'two site eth0 In IP 10.0.0.2.5000 > 10.0.0.9.80: Flags [S]',
];
const SWAPPED = / (\S+) > (\S+)(?=:)/gu;
const BACK = THERE.toReversed().map((line) =>
  line.replaceAll(SWAPPED, ' $2 > $1').replace(/ (?:In|Out|P) (?=IP)/u, (way) => (way === ' Out ' ? ' In ' : ' Out ')),
);

function pathOf(lines: readonly string[], topology: Topology): PacketPath {
  const result = packetPath({ snippets: [snippetWith(lines.join('\n'), topology)] }, ['way']);
  if ('faults' in result) throw new TypeError(result.faults.map(({ message }) => message).join('\n'));
  return result.path;
}

function snippetWith(output: string, topology: Topology): CapturedSnippet {
  return {
    id: 'way',
    node: 'one',
    hash: '',
    captured: '2026-11-27T03:04:51.000Z',
    exit: 0,
    output: 'show',
    hidden: false,
    steps: [{ prompt: '$ ', text: 'cat trace', output, exit: 0, duration: 1 }],
    topology,
  };
}

/** One host, from which a container asks the outside. */
const SINGLE: Topology = {
  hosts: [{ name: 'one', ipv4: '10.213.0.10' }],
  outside: '10.213.0.12',
  networks: [
    { name: 'app', id: 'abc', driver: 'bridge', scope: 'local', nodes: ['one'], subnets: [{ subnet: '10.98.0.0/24' }] },
    { name: 'other', id: 'def', driver: 'bridge', scope: 'local', nodes: ['one'] },
  ],
  containers: [
    { name: 'web', id: 'w', node: 'one', image: 'alpine', state: 'running' },
    { name: 'idle', id: 'x', node: 'one', image: 'alpine', state: 'running' },
  ],
  endpoints: [
    { container: 'web', node: 'one', network: 'app', ipv4: '10.98.0.2/24' },
    { container: 'idle', node: 'one', network: 'other', ipv4: '10.97.0.2/24' },
  ],
};
const OUT = [
  'web eth0 Out IP 10.98.0.2 > 10.213.0.12: ICMP',
  'br-abc In IP 10.98.0.2 > 10.213.0.12: ICMP',
  'eth0 Out IP 10.213.0.10 > 10.213.0.12: ICMP',
  'outside eth0 In IP 10.213.0.10 > 10.213.0.12: ICMP',
];

const REAL = [...readCaptures('content/captures').captures.values()]
  .filter(({ slug }) => slug === 'bridge/by-hand')
  .map((capture): [string, PacketPath] => {
    const result = packetPath(capture, ['the-way', 'seen-on-far']);
    if ('faults' in result) throw new TypeError(result.faults.map(({ message }) => message).join('\n'));
    return ['bridge/by-hand', result.path];
  });

const PATHS: readonly [string, PacketPath][] = [
  ['through the routing mesh, and back', pathOf([...THERE, ...BACK], SWARM)],
  ['through the routing mesh', pathOf(THERE, SWARM)],
  ['from a single host to the outside', pathOf(OUT, SINGLE)],
  ...REAL,
];

type Kind<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

function shapesIn<K extends Shape['kind']>(shapes: readonly Shape[], kind: K): readonly Kind<K>[] {
  return shapes.flatMap((shape) => [
    ...(shape.kind === kind ? [shape as Kind<K>] : []),
    ...(shape.kind === 'group' ? shapesIn(shape.shapes, kind) : []),
  ]);
}

function sceneOf(packet: PacketPath): Scene {
  const step = { id: '', topology: packet.topology, before: packet.topology };
  return pathScene(packet, planOf([step]), { words: en.drawing, told: (passage) => passageText(passage, en.way) });
}

describe.each(PATHS)('a packet %s', (_which, packet) => {
  const scene = sceneOf(packet);
  const numbers = shapesIn(scene.shapes, 'number');

  test('has a number for each place', () => {
    const expected = packet.passages.map((_, index) => String(index + 1));
    expect(numbers.map(({ text }) => text).toSorted((one, other) => Number(one) - Number(other))).toEqual(expected);
  });

  test('covers no text and no other number, and stays in the drawing', () => {
    const texts = shapesIn(scene.shapes, 'text').map(({ x, y, text, style, isEnd, isCentred }) => {
      const width = widthOf(text, style);
      const left = x - (isEnd ? width : isCentred ? width / 2 : 0);
      return { left, right: left + width, top: y - 8.5, bottom: y + 1.5, text };
    });
    const wrong = numbers.flatMap(({ x, y, text }, index) => [
      ...texts
        .filter(({ left, right, top, bottom }) => x + 8 > left && x - 8 < right && y + 8 > top && y - 8 < bottom)
        .map((covered) => `${text} over ${covered.text}`),
      ...numbers
        .slice(index + 1)
        .filter((other) => Math.hypot(x - other.x, y - other.y) < 16)
        .map((other) => `${text} over ${other.text}`),
      ...(x < 8 || x > WIDTH - 8 || y < 8 || y > scene.height - 8 ? [`${text} is outside`] : []),
    ]);
    expect(wrong).toEqual([]);
  });

  test('has a trail without a gap', () => {
    const trail = shapesIn(scene.shapes, 'path').find(({ style }) => style === 'trail')?.d ?? '';
    const lines = [...trail.matchAll(/M(\S+) (\S+?)L(\S+) (\S+?)(?=M|$)/gu)].map((match) => match.slice(1));
    expect(lines.length).toBeGreaterThan(2);
    const ends = lines.map(([x, y, u, v]) => [`${x} ${y}`, `${u} ${v}`]);
    const reached = new Set(ends[0]);
    for (const _ of ends) {
      for (const line of ends) if (line.some((end) => reached.has(end))) for (const end of line) reached.add(end);
    }
    expect(ends.flat().filter((end) => !reached.has(end))).toEqual([]);
    // Each line is level or upright, as the wires are.
    expect(lines.filter(([x, y, u, v]) => x !== u && y !== v)).toEqual([]);
  });
});

test('what the packet does not pass is not drawn', () => {
  const texts = shapesIn(sceneOf(pathOf(OUT, SINGLE)).shapes, 'text').map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['app', 'web', '10.213.0.12']));
  expect(texts).not.toContain('other');
  expect(texts).not.toContain('idle');
});

test('the sandbox of the routing mesh is between two networks', () => {
  const texts = shapesIn(sceneOf(pathOf(THERE, SWARM)).shapes, 'text').map(({ text }) => text);
  expect(texts).toEqual(
    expect.arrayContaining([expect.stringMatching(/^docker_g/u), 'ingress-sbox', '172.18.0.2', '10.0.0.2']),
  );
});

const site = inject('real');
const PAGES = sitemapPaths(site).filter((page) =>
  readFileSync(path.join(site.folder, page, 'index.html'), 'utf8').includes('class="way"'),
);

test('the way of a packet is on pages of both languages', () => {
  const slugs = (locale: string) =>
    PAGES.filter((each) => each.startsWith(`${locale}/`)).map((each) => each.slice(locale.length));
  expect(slugs('en')).toContain('/bridge/by-hand/');
  expect(slugs('zh-cn')).toEqual(slugs('en'));
});

describe.each(PAGES)('%s', (slug) => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    // Without JavaScript, all of it works.
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
    page = await context.newPage();
    await page.goto(site.url + slug);
  });
  afterEach(() => page.context().close());
  afterAll(() => browser?.close());

  test('has the same numbers in the drawing, in the list and in words', async () => {
    const way = page.locator('.way').first();
    const count = await way.locator('li').count();
    const expected = Array.from({ length: count }, (_, index) => String(index + 1));
    expect(count).toBeGreaterThan(3);
    const drawn = await way.locator('.nn').allTextContents();
    expect(drawn.toSorted((one, other) => Number(one) - Number(other))).toEqual(expected);
    const told = (await way.locator('desc').textContent()) ?? '';
    expect(Array.from(told.matchAll(/(?:^|\. )(\d+): /gu), ([, number]) => number)).toEqual(expected);
  });

  test('tells the way back by more than a colour', async () => {
    const back = page.locator('.way').first().locator('.nu.bk');
    const fills = await page
      .locator('.way')
      .first()
      .locator('.nu')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).fill));
    if ((await back.count()) > 0) expect(new Set(fills).size).toBe(2);
  });

  test('fits on a phone', async () => {
    const wide = await page
      .locator('.way')
      .evaluateAll(
        (all) =>
          all.flatMap((way) =>
            [...way.querySelectorAll('svg, ol, li, .way-ends, figcaption')].filter(
              (each) => each.getBoundingClientRect().right > innerWidth || each.scrollWidth > each.clientWidth + 1,
            ),
          ).length,
      );
    expect(wide).toBe(0);
  });

  test('is complete as Markdown', () => {
    const text = readFileSync(path.join(site.folder, slug, 'index.md'), 'utf8');
    expect(text).toMatch(/^1\. `[^`]+` [（(].+\): [\d.]+ → [\d.]+/mu);
  });
});

test('a line of the list and its number in the drawing show each other', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  await page.goto(`${site.url}en/bridge/by-hand/`);
  const way = page.locator('.way').first();
  const here = async () => ({
    lines: await way
      .locator('li')
      .evaluateAll((all) => all.flatMap((line, index) => (line.classList.contains('here') ? [index + 1] : []))),
    numbers: await way.locator('g.here text').allTextContents(),
  });
  await way.locator('li').nth(3).scrollIntoViewIfNeeded();
  // What follows the reader is loaded when the pointer first moves.
  await expect
    .poll(async () => {
      await way.locator('li').nth(2).hover();
      await way.locator('li').nth(3).hover();
      return here();
    })
    .toEqual({ lines: [4], numbers: ['4'] });
  await way.locator('text.nn', { hasText: /^2$/u }).hover();
  expect(await here()).toEqual({ lines: [2], numbers: ['2'] });
  await page.locator('h2').first().hover();
  expect(await here()).toEqual({ lines: [], numbers: [] });
  await browser.close();
});

test.each([
  ['en', 'changed', '4. `eth0` (card of host)'],
  ['zh-cn', '已改写', '4. `eth0` (host 的网卡)'],
])('bridge/by-hand says where NAT has changed an address, in %s', (locale, word, line) => {
  const text = readFileSync(path.join(site.folder, locale, 'bridge/by-hand/index.md'), 'utf8');
  const from = text.indexOf(line);
  expect(text.slice(from, text.indexOf('\n', from))).toMatch(
    new RegExp(`: \\*\\*[\\d.]+\\*\\* \\(${word}\\) → [\\d.]+$`, 'u'),
  );
});
