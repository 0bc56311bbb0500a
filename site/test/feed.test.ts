/** The Atom feed of each language: what was captured, and when. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { stringsOf } from '../i18n/languages.ts';
import { buildSite, TEST_SITE } from './setup/build.ts';
import type { TestedSite } from './setup/global.ts';
import { isTutorial } from './setup/pages.ts';

const real = inject('real');
const fixture = inject('fixture');

test.each(['en', 'zh-cn'])('%s of the fixtures', async (locale) => {
  await expect(feedOf(fixture, locale)).toMatchFileSnapshot(`fixtures/plain/${locale}.feed.xml`);
});

describe.each([
  { site: real, locale: 'en' },
  { site: real, locale: 'zh-cn' },
  { site: fixture, locale: 'zh-cn' },
])('$locale at $site.base', ({ site, locale }) => {
  const texts = textsOf(feedOf(site, locale));

  test('has an entry for each page that was captured, the newest first', () => {
    const root = `${TEST_SITE}${site.base}${locale}/`;
    const pages = globSync('**/index.html', { cwd: path.join(site.folder, locale) })
      .map((file) => path.dirname(file))
      .filter((slug) => slug !== '.' && isTutorial(`${locale}/${slug}/`))
      // A page without commands has no capture.
      .filter((slug) =>
        readFileSync(path.join(site.folder, locale, slug, 'index.html'), 'utf8').includes('class="typed"'),
      )
      .map((slug) => `${root}${slug}/`);
    const [self, home, ...links] = texts.get('link@href') ?? [];
    expect([self, home]).toEqual([`${root}feed.xml`, root]);
    expect(links.toSorted()).toEqual(pages.toSorted());
    const [updated, ...times] = texts.get('updated') ?? [];
    expect(times).toEqual(times.toSorted().toReversed());
    expect(updated).toBe(times[0]);
  });

  test('has the time of the capture in each id, which no other entry has', () => {
    const [own, ...ids] = texts.get('id') ?? [];
    expect(own).toBe(`${TEST_SITE}${site.base}${locale}/feed.xml`);
    expect(new Set(ids).size).toBe(ids.length);
    const times = texts.get('updated')?.slice(1) ?? [];
    for (const [index, id] of ids.entries())
      expect(id).toMatch(new RegExp(`^tag:tutorials.example,.+/${times[index]}$`));
  });

  test('is linked from the head of every page, and below it', async () => {
    const href = `${site.base}${locale}/feed.xml`;
    const head = `<link rel="alternate" type="application/atom\\+xml" title="[^"]+" href="${href}">`;
    for (const page of ['', 'glossary/', '404.html']) {
      const html = await (await fetch(`${site.url}${locale}/${page}`)).text();
      expect(html).toMatch(new RegExp(head, 'u'));
      expect(html).toContain(`<a href="${href}" type="application/atom+xml">`);
    }
    expect(await (await fetch(site.url)).text()).toMatch(new RegExp(head, 'u'));
    expect((await fetch(new URL(href, site.url))).headers.get('content-type')).toMatch(/xml/u);
  });
});

test('an entry tells the time of the page’s latest capture', () => {
  const [file = ''] = globSync('content/captures/bridge/*.yaml');
  const times = parse(readFileSync(file, 'utf8')).snippets.map(({ captured }: { captured: string }) => captured);
  const slug = `bridge/${path.basename(file, '.yaml')}`;
  expect(feedOf(real, 'en')).toContain(`/en/${slug}/${times.toSorted().at(-1)}</id>`);
});

test.each([
  { count: 1, total: 1, en: 'The terminal was', zh: '页面中的终端' },
  { count: 2, total: 2, en: 'Both terminals were', zh: '全部 2 个终端' },
  { count: 1, total: 9, en: '1 of 9 terminals was', zh: '9 个终端中的 1 个' },
  { count: 3, total: 9, en: '3 of 9 terminals were', zh: '9 个终端中的 3 个' },
])('an entry says that $count of $total terminals were captured', ({ count, total, en, zh }) => {
  const facts = { count, total, day: 'DAY', engine: '28', kernel: '6' };
  expect(stringsOf('en').feed.captured(facts)).toBe(`${en} captured on DAY, with Docker 28 on Linux 6.`);
  expect(stringsOf('zh-cn').feed.captured(facts)).toBe(`${zh}采集于 DAY，环境为 Docker 28、Linux 6。`);
});

test('a site that does not know its address has no feed, and no link to one', async () => {
  const { exit, folder, printed } = await buildSite('no-site', 'site/test/fixtures/content', '/', {
    SITE_URL: undefined,
  });
  expect(exit, printed).toBe(0);
  expect(globSync('**/{feed,sitemap*}.xml', { cwd: folder })).toEqual([]);
  for (const page of ['index.html', 'en/index.html']) {
    expect(readFileSync(path.join(folder, page), 'utf8')).not.toMatch(/atom\+xml|canonical|hreflang="x-default"/u);
  }
});

function feedOf({ folder }: TestedSite, locale: string): string {
  return readFileSync(path.join(folder, locale, 'feed.xml'), 'utf8');
}

/** Returns the texts of the elements by their names, and the addresses of links. Fails if the feed is no XML. */
function textsOf(xml: string): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>();
  const add = (name: string, text: string) => texts.set(name, [...(texts.get(name) ?? []), text]);
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    if (name === 'link') add('link@href', String(attributes.href));
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('closetag', ({ name }) => add(name, text));
  parser.write(xml).close();
  return texts;
}
