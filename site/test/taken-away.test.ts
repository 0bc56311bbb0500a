/** What every built page offers to take away: its lab after each terminal, and its commands as a script. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { exerciseSnippetIds } from '../../snippets-runner/tutorial/exercise/play-order.ts';
import { parsePage } from '../../snippets-runner/tutorial/page/parse-page.ts';
import { exercisesOf } from '../data/exercises.ts';
import { sitemapPaths } from './setup/pages.ts';

const real = inject('real');

describe('below each terminal', () => {
  test.each(sitemapPaths(real).filter((each) => /^[^/]+\/.+/u.test(each)))(
    '%s offers to take over there',
    async (slugPath) => {
      const html = readFileSync(path.join(real.folder, slugPath, 'index.html'), 'utf8');
      const offered = [...html.matchAll(/>npx snippets shell (\S+) --at (\S+)<\/code>/gu)].map(([, ...found]) => found);
      const slug = slugPath.replace(/^[^/]+\/|\/$/gu, '');
      // An exercise has one command of its own.
      const inExercises = new Set(exercisesOf(slug).flatMap(exerciseSnippetIds));
      const shown = visibleIds(slug).flatMap((id) => (inExercises.has(id) ? [] : [[slug, id]]));
      expect(offered).toEqual(shown);
    },
  );
});

describe('the script of a page', () => {
  const slugs = sitemapPaths(real).flatMap((each) => /^en\/(.+)\/$/u.exec(each)?.[1] ?? []);

  test.each(slugs)('%s: is valid, says what it is, and is linked in both languages', (slug) => {
    const file = path.join(real.folder, 'en', slug, 'script.sh');
    const has = visibleIds(slug).length > 0;
    expect(existsSync(file)).toBe(has);
    for (const locale of ['en', 'zh-cn']) {
      const html = readFileSync(path.join(real.folder, locale, slug, 'index.html'), 'utf8');
      expect(html.includes(`href="/en/${slug}/script.sh" download="${slug.replaceAll('/', '-')}.sh"`)).toBe(has);
    }
    if (!has) return;
    const text = readFileSync(file, 'utf8');
    expect(text.split('\n').slice(0, 2)).toEqual([
      '#!/usr/bin/env bash',
      expect.stringContaining(`: the commands of content/en/${slug}.mdx, written by \`snippets export\`.`),
    ]);
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr).toBe('');
  });

  test('is what `snippets export` writes, and is served as a script', async () => {
    const { stdout } = spawnSync(process.execPath, ['snippets-runner/bin.mjs', 'export', 'attach', '--format', 'sh'], {
      encoding: 'utf8',
    });
    const response = await fetch(`${real.url}en/attach/script.sh`);
    expect(await response.text()).toBe(stdout);
    expect(response.headers.get('content-type')).toBe('text/x-shellscript; charset=utf-8');
  });
});

/** Returns the ids of the snippets that a page shows, in order. */
function visibleIds(slug: string): readonly string[] {
  const file = `content/en/${slug}.mdx`;
  if (!existsSync(file)) return [];
  const { page: parsed } = parsePage(file, readFileSync(file, 'utf8'), { slug, locale: 'en' });
  return parsed?.snippets.filter(({ hidden }) => !hidden).map(({ id }) => id) ?? [];
}
