/**
 * The site below a base path, as GitHub Pages serves a project: every link, file and address of it leads somewhere, and
 * pages, translations and sitemap agree with each other.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unescapeHtml } from '../html.ts';
import { type ServedSite, serveSite } from '../serve.ts';
import { buildSite, TEST_SITE } from './setup/build.ts';

const BASE = '/docker-networking/';
const ROOT = TEST_SITE + BASE;

let folder: string;
let server: ServedSite;
/** By the path of the page below the base, such as `en/attach/`. */
let pages: ReadonlyMap<string, string>;

beforeAll(async () => {
  const build = await buildSite('below-base', 'content', BASE);
  if (build.exit !== 0) throw new Error(build.printed);
  folder = build.folder;
  server = await serveSite({ folder, base: BASE });
  const files = globSync('**/*.html', { cwd: folder });
  pages = new Map(files.map((file) => [file.replace(/(^|\/)index\.html$/u, '$1'), textOf(file)]));
});
afterAll(() => server?.[Symbol.asyncDispose]());

describe('links', () => {
  test('each link and each file of a page leads somewhere below the base, and to an anchor that is there', async () => {
    const dead: string[] = [];
    for (const [page, html] of pages) {
      for (const url of addressesIn(html))
        dead.push(...(await faultsOf(url, page)).map((fault) => `${page}: ${fault}`));
    }
    expect(dead).toEqual([]);
    expect(asked.size).toBeGreaterThan(80);
  });

  test('each file that a style sheet names is there', async () => {
    const sheets = globSync('_astro/*.css', { cwd: folder });
    expect(sheets.length).toBeGreaterThan(3);
    const urls = sheets.flatMap((sheet) =>
      [...textOf(sheet).matchAll(/url\((?!['"]?data:)['"]?([^'")]+)/gu)].map(([, url = '']) => [sheet, url]),
    );
    for (const [sheet = '', url = ''] of urls) expect(await faultsOf(url, sheet)).toEqual([]);
  });

  test('each script that another one loads is there', async () => {
    const scripts = globSync('_astro/*.js', { cwd: folder });
    const loaded = scripts.flatMap((script) =>
      [...textOf(script).matchAll(/import\(`([^`]+)`\)/gu)].map(([, url = '']) => [script, url]),
    );
    expect(loaded.length).toBeGreaterThan(0);
    for (const [script = '', url = ''] of loaded) expect(await faultsOf(url, script)).toEqual([]);
  });

  test('each address in llms.txt, in the feeds and in the Markdown is below the base, and there', async () => {
    const files = globSync('{llms.txt,*/feed.xml,**/*.md}', { cwd: folder });
    expect(files.length).toBeGreaterThan(30);
    const dead: string[] = [];
    for (const file of files) {
      for (const [url] of textOf(file).matchAll(new RegExp(`${TEST_SITE}[^\\s)"<]*`, 'gu')))
        dead.push(...(await faultsOf(url, file)));
    }
    expect(dead).toEqual([]);
  });
});

describe('search engines', () => {
  test('each page that they may list has its own address as the canonical one', () => {
    for (const [page, html] of listed()) {
      expect(linksOf(html, 'canonical')).toEqual([ROOT + page]);
      expect(metaOf(html, 'og:url') ?? ROOT).toBe(ROOT + page);
    }
    expect([...pages.keys()].filter((page) => !listed().has(page)).toSorted()).toEqual([
      '404.html',
      'en/404.html',
      'zh-cn/404.html',
    ]);
  });

  test('pages in two languages name each other, and themselves', () => {
    for (const [page, html] of listed()) {
      const alternates = alternatesOf(html);
      const { 'x-default': fallback, ...languages } = alternates;
      expect(Object.keys(languages).toSorted(), page).toEqual(['en', 'zh-CN']);
      expect(fallback).toBe(/^(?:[^/]+\/)?$/u.test(page) ? ROOT : languages.en);
      if (page !== '') expect(Object.values(languages)).toContain(ROOT + page);
      for (const url of Object.values(languages)) {
        const other = pages.get(url.slice(ROOT.length)) ?? '';
        if (page !== '') expect(alternatesOf(other)).toEqual(alternates);
      }
    }
  });

  test('an error page is in no index', () => {
    for (const [page, html] of pages) {
      expect(html.includes('<meta name="robots" content="noindex">'), page).toBe(/404\.html$/u.test(page));
    }
  });

  test('the sitemap has exactly these pages, with their translations', async () => {
    for (const [page, html] of listed()) {
      if (page !== '') expect(linksOf(html, 'sitemap')).toEqual([`${BASE}sitemap-index.xml`]);
    }
    const maps = locationsIn(textOf('sitemap-index.xml'));
    expect(maps).toEqual([`${ROOT}sitemap-0.xml`]);
    const xml = textOf('sitemap-0.xml');
    expect(locationsIn(xml).toSorted()).toEqual([...listed().keys()].map((page) => ROOT + page).toSorted());
    for (const [, url = '', rest = ''] of xml.matchAll(/<url><loc>([^<]+)<\/loc>(.*?)<\/url>/gsu)) {
      const links = [...rest.matchAll(/hreflang="([^"]+)" href="([^"]+)"/gu)].map(([, tag = '', href = '']) => [
        tag,
        href,
      ]);
      const alternates = alternatesOf(pages.get(url.slice(ROOT.length)) ?? '');
      expect(links.toSorted(), url).toEqual(Object.entries(alternates).toSorted());
      expect(await faultsOf(url, '')).toEqual([]);
    }
  });
});

/** Pages that are no error pages: those with a canonical address. */
function listed(): ReadonlyMap<string, string> {
  return new Map([...pages].filter(([, html]) => linksOf(html, 'canonical').length > 0));
}

function textOf(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** Returns everything on a page that a browser may ask for, also what is in a template. */
function addressesIn(html: string): ReadonlySet<string> {
  const attributes = /\s(?:href|src|action|poster|data-index|data-home)="([^"]*)"/gu;
  const metadata = /\scontent="(?:0; url=)?((?:https:|\/)[^"]+)"/gu;
  const found = [attributes, metadata].flatMap((pattern) => [...html.matchAll(pattern)]);
  return new Set(found.map(([, url = '']) => unescapeHtml(url)));
}

const asked = new Map<string, Promise<{ readonly status: number; readonly text: string }>>();

/** @param from the file that has the address */
async function faultsOf(url: string, from: string): Promise<readonly string[]> {
  const { origin, pathname, hash, href } = new URL(url, ROOT + from);
  // The one kind of link that leads away is checked by no test: other sites change.
  if (origin !== TEST_SITE) return /^https:$/u.test(new URL(href).protocol) ? [] : [`${url} is not https`];
  if (!pathname.startsWith(BASE)) return [`${url} is not below ${BASE}`];
  const found = new URL(pathname.slice(BASE.length), server.url).href;
  const { status } = await ask(found);
  if (status !== 200) return [`${url}: ${status}`];
  // The headings of a page as Markdown are those of the page.
  const { text } = await ask(found.replace(/index\.md$/u, ''));
  const id = decodeURIComponent(hash.slice(1));
  return id === '' || text.includes(` id="${id}"`) ? [] : [`${url} has no anchor`];
}

/** A redirect is a fault, too: a static host may not have it. */
function ask(url: string): Promise<{ readonly status: number; readonly text: string }> {
  const before = asked.get(url);
  if (before) return before;
  const answer = fetch(url, { redirect: 'manual' }).then(async (response) => ({
    status: response.status,
    text: await response.text(),
  }));
  asked.set(url, answer);
  return answer;
}

function linksOf(html: string, rel: string): readonly string[] {
  return [...html.matchAll(new RegExp(`<link rel="${rel}" href="([^"]+)"`, 'gu'))].map(([, url = '']) => url);
}

function metaOf(html: string, property: string): string | undefined {
  return new RegExp(`<meta property="${property}" content="([^"]+)"`, 'u').exec(html)?.[1];
}

/** Returns addresses by language tag. */
function alternatesOf(html: string): Readonly<Record<string, string>> {
  const links = html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/gu);
  return Object.fromEntries([...links].map(([, tag, url]) => [tag, url]));
}

function locationsIn(xml: string): readonly string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/gu)].map(([, url = '']) => url);
}
