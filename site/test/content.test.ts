/** The built files: no dead links, and no page that shows an output without a capture. */
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MdastVisitorContext } from 'satteri';
import { describe, expect, inject, test } from 'vitest';
import { tutorialPlugin } from '../markdown/tutorial-plugin.ts';
import { buildSite } from './setup/build.ts';
import type { TestedSite } from './setup/global.ts';

describe.each([inject('real'), inject('fixture')])('the site at $base', (site) => {
  test('has no dead link, and no link outside of its base path', () => {
    const pages = new Map(globSync('**/*.html', { cwd: site.folder }).map((file) => [file, read(site, file)]));
    const dead = [...pages].flatMap(([file, html]) => deadLinks(site, pages, file, html));
    expect(dead).toEqual([]);
  });
});

test('a link to a page keeps its query and its anchor', () => {
  const html = read(inject('fixture'), 'en/start/index.html');
  expect(html).toContain('<a href="/docs/en/bridge/prompts/?from=tip">the prompts</a>');
  expect(html).toContain('<a href="/docs/en/bridge/names/?from=tip#by-name">names</a>');
});

test.each([
  ['en', '<h2 id="start-from-what-you-see">', '<h2 id="four-steps-of-a-connection">'],
  ['zh-cn', '<h2 id="从看到的现象开始">', '<h2 id="建立连接的四步">'],
])('a page that readers look things up in begins with its text, in %s', (locale, text, commands) => {
  const html = read(inject('real'), `${locale}/help/does-not-work/index.html`);
  expect(html).not.toContain('class="built"');
  const order = [text, 'class="decision"', 'data-replay="page"', 'data-values', commands].map((part) =>
    html.indexOf(part),
  );
  expect(Math.min(...order)).toBeGreaterThan(0);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
});

test.each([
  ['en', 'Your first container was probably', '<h2 id="the-network-that-is-already-there">'],
  ['zh-cn', '你的第一个容器多半', '<h2 id="本来就有的网络">'],
])('a page says what it is about before it asks for values, in %s', (locale, text, commands) => {
  const html = read(inject('real'), `${locale}/bridge/default/index.html`);
  const order = ['class="built"', text, 'data-values', commands].map((part) => html.indexOf(part));
  expect(Math.min(...order)).toBeGreaterThan(0);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
});

test('long code is not broken at a hyphen', () => {
  const html = read(inject('real'), 'en/help/at-a-glance/index.html');
  expect(html).toContain('<code>docker network create <span class="whole">--internal</span> NET</code>');
});

test('missing captures fail the build; the error names all of them, and the command that makes them', async () => {
  const { exit, printed } = await buildSite('incomplete', 'site/test/fixtures/incomplete');
  expect(exit).not.toBe(0);
  const folder = 'site/test/fixtures/incomplete';
  expect(printed).toContain(
    `${folder}/en/broken.mdx:10: snippet "not-there" has no capture in ${folder}/captures/broken.yaml`,
  );
  expect(printed).toMatch(/broken\.mdx:14: <Captured of="there"> has no value: .*forty-two/u);
  expect(printed).toContain(`${folder}/en/never.mdx:6: snippet "first" has no capture`);
  expect(printed).toContain(`npx snippets capture ${folder}/en/broken.mdx ${folder}/en/never.mdx`);
  expect(printed).toContain(`${folder}/en/broken.mdx:6: the snippet "there" was captured with other commands`);
});

test('captures without a seal, or with a broken one, fail the build; the error names all of them', async () => {
  const { exit, printed } = await buildSite('forged', 'site/test/fixtures/forged');
  expect(exit).not.toBe(0);
  const folder = 'site/test/fixtures/forged/captures';
  expect(printed).toContain(`${folder}/edited.yaml:4:1: the seal is not that of the content`);
  expect(printed).toContain(`${folder}/old.yaml:1:1: the file has no seal`);
  expect(printed).toContain('npx snippets capture --force edited');
  expect(printed).toContain('npx snippets capture --force old');
});

test('mistakes in a page fail the build; the error names all of them', async () => {
  const { exit, printed } = await buildSite('mistakes', 'site/test/fixtures/mistakes');
  expect(exit).not.toBe(0);
  const file = 'site/test/fixtures/mistakes/en/mistakes.mdx';
  expect(printed).toContain(`${file}:6:20: snippet: "Not_Kebab" is not in kebab-case`);
  expect(printed).toContain(`${file}:10:25: a snippet has no attribute "timout"`);
  expect(printed).toContain('npx snippets lint');
});

test('the JavaScript of a page fails the build, and does not run', async () => {
  const file = path.resolve('.cache/site-test/written-by-a-page');
  rmSync(file, { force: true });
  const { exit, printed } = await buildSite('script', 'site/test/fixtures/script', '/', { WRITE_TO: file });
  expect(exit).not.toBe(0);
  expect(printed).toContain('site/test/fixtures/script/en/script.mdx:6:1: a page cannot have import or export');
  expect(existsSync(file)).toBe(false);
});

test('a site that was verified on this machine says what came of it', () => {
  const html = read(inject('fixture'), 'en/verified/index.html');
  expect(html).toContain('1 of 3 tutorials printed here what the pages show.');
  const rows = [...html.matchAll(/<tr>.*?<\/tr>/gsu)].map(([row]) => row.replaceAll(/<[^>]*>|\s+/gu, ' '));
  expect(rows.find((row) => row.includes('no longer holds'))).toMatch(/29\.0\.0 .*24 Nov 2026/u);
  expect(rows.find((row) => row.includes('not run'))).toContain('the kernel of engine native lacks ipvlan');
  expect(read(inject('real'), 'en/verified/index.html')).not.toContain('On this machine');
});

test.each(['fixture', 'real'] as const)('the parts of a cell of what was verified are apart, %s', (site) => {
  const cells = read(inject(site), 'en/verified/index.html').match(/<td\b.*?<\/td>/gsu) ?? [];
  expect(cells.filter((cell) => cell.includes('<small'))).not.toEqual([]);
  // On a phone they are in one line.
  expect(
    cells.filter((cell) => /[^\s>](?:<[^>]*>)+<(?:small|span|code)\b/u.test(cell.replace(/^<td[^>]*>/u, ''))),
  ).toEqual([]);
});

test('a file that is neither a page nor a guide is refused before it is compiled', () => {
  const { before } = tutorialPlugin({ base: '/' });
  const context = { fileURL: pathToFileURL(path.resolve('elsewhere.mdx')), data: {}, source: '' };
  const root = { type: 'root' as const, children: [] };
  expect(() => before?.(root, context as unknown as MdastVisitorContext)).toThrow(
    'elsewhere.mdx is no page of the content folder',
  );
});

test('a snippet that the renderer does not see as a block fails the build', () => {
  const { before, after } = tutorialPlugin({ base: '/' });
  const fileURL = pathToFileURL(path.resolve('content/en/attach.mdx'));
  const root = { type: 'root' as const, children: [] };
  const reading = (source: string) => ({ fileURL, data: {}, source }) as unknown as MdastVisitorContext;
  expect(() => before?.(root, reading(''))).toThrow(
    /content\/en\/attach\.mdx:\d+: the renderer reads this as nothing, but lint as /u,
  );
  const context = reading(readFileSync('content/en/attach.mdx', 'utf8'));
  before?.(root, context);
  expect(() => after?.(root, context)).toThrow(/content\/en\/attach\.mdx:\d+: snippet "shell-in-background"/u);
});

function deadLinks(site: TestedSite, pages: ReadonlyMap<string, string>, file: string, html: string): string[] {
  const from = new URL(site.base + file.replace(/index\.html$/u, ''), 'http://site');
  const links = [...html.matchAll(/<(?:a|link|script)\b[^>]*?\s(?:href|src)="([^"]+)"/gu)].map(
    ([, link]) => link as string,
  );
  return links.filter((link) => !exists(new URL(link, from), site, pages)).map((link) => `${file}: ${link}`);
}

function exists(url: URL, site: TestedSite, pages: ReadonlyMap<string, string>): boolean {
  if (url.host !== 'site') return true;
  const pathname = decodeURIComponent(url.pathname);
  if (!pathname.startsWith(site.base)) return false;
  const file = pathname.slice(site.base.length).replace(/(^|\/)$/u, '$1index.html');
  const html = pages.get(file);
  if (html === undefined) return globSync(file, { cwd: site.folder }).length === 1;
  return url.hash === '' || html.includes(` id="${decodeURIComponent(url.hash.slice(1))}"`);
}

function read(site: TestedSite, file: string): string {
  return readFileSync(path.join(site.folder, file), 'utf8');
}
