/** Pages as Markdown, and /llms.txt, which lists them. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { TEST_SITE } from './setup/build.ts';
import type { TestedSite } from './setup/global.ts';

const real = inject('real');
const fixture = inject('fixture');

test.each([
  'en/start',
  'zh-cn/start',
  'zh-cn/bridge/prompts',
  'en/practice/mend',
  'zh-cn/practice/mend',
  'en/glossary',
  'zh-cn/glossary',
  'en/verified',
  'en/own-files',
])('%s as Markdown', async (slug) => {
  const text = readFileSync(path.join(fixture.folder, slug, 'index.md'), 'utf8');
  await expect(text).toMatchFileSnapshot(`fixtures/plain/${slug.replaceAll('/', '.')}.md`);
});

test('is served as Markdown, and each page links to its own', async () => {
  const html = await (await fetch(`${fixture.url}zh-cn/bridge/names/`)).text();
  const href = /<link rel="alternate" type="text\/markdown" href="([^"]+)"/u.exec(html)?.[1];
  expect(href).toBe('/docs/zh-cn/bridge/names/index.md');
  const response = await fetch(new URL(href ?? '', fixture.url));
  expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(await response.text()).toMatch(/^# 测试 bridge 网络\n/u);
});

describe.each([real, fixture])('the Markdown of the site at $base', (site) => {
  const files = globSync('**/*.md', { cwd: site.folder });

  test('exists for every page except home and error pages', () => {
    const pages = globSync('*/**/index.html', { cwd: site.folder }).filter((file) => path.dirname(file).includes('/'));
    expect(pages.length).toBeGreaterThan(5);
    expect(files.toSorted()).toEqual(pages.map((file) => file.replace(/html$/u, 'md')).toSorted());
  });

  test('has no MDX left, and no dead link', () => {
    const wrong = files.flatMap((file) => {
      const text = readFileSync(path.join(site.folder, file), 'utf8');
      const left = withoutCode(text).match(/<\/?[A-Z][a-z]\w*|snippet=|\.mdx|^---$(?=\n\w+:)/gmu) ?? [];
      return [...left, ...deadLinks(text, site)].map((found) => `${file}: ${found}`);
    });
    expect(wrong).toEqual([]);
  });

  test('is listed completely in llms.txt', async () => {
    const response = await fetch(`${site.url}llms.txt`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const text = await response.text();
    expect(text).toMatch(/^# Docker Networking\n\n> .+\n/u);
    const listed = [...text.matchAll(/\]\(([^)]+)\)/gu)].map(([, url]) => url);
    expect(listed.toSorted()).toEqual(files.map((file) => TEST_SITE + site.base + file).toSorted());
  });
});

test('a page as Markdown shows outputs to the byte', () => {
  const text = readFileSync(path.join(fixture.folder, 'en/start/index.md'), 'utf8');
  const numbers = Array.from({ length: 30 }, (_, index) => index + 1).join('\n');
  expect(text).toContain(`\`\`\`console\n$ seq 30\n${numbers}\n\`\`\``);
});

/** Returns dead links. Skips links within the page and links to other sites. */
function deadLinks(text: string, site: TestedSite): readonly string[] {
  const root = TEST_SITE + site.base;
  return [...text.matchAll(/\]\(([^)\s]+)\)/gu)]
    .map(([, url]) => url as string)
    .filter((url) => !url.startsWith('#') && (url.startsWith(TEST_SITE) || !/^https?:/u.test(url)))
    .filter((url) => !url.startsWith(root) || !exists(new URL(url).pathname, site));
}

function exists(pathname: string, site: TestedSite): boolean {
  const file = decodeURIComponent(pathname).slice(site.base.length).replace(/\/$/u, '/index.html');
  return globSync(file, { cwd: site.folder }).length === 1;
}

function withoutCode(text: string): string {
  return text.replace(/^(`{3,}).*?^\1$/gmsu, '').replace(/`[^`\n]*`/gu, '');
}
