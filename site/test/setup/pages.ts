import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { TEST_SITE } from './build.ts';
import type { TestedSite } from './global.ts';

/** The terminals of a page, without those below a table that repeat others. Their buttons have the ids of the snippets. */
const TERMINALS = '.terminal:not(.reach *) .replay';

/** Returns the ids of the snippets that a page shows, in its order. Exercises have another one than their source. */
export function shownIds(page: Page): Promise<readonly string[]> {
  return page
    .locator(TERMINALS)
    .evaluateAll((buttons) => buttons.map((button) => (button as HTMLElement).dataset.replay?.split(' ')[0] ?? ''));
}

/** The pages in a language that are no tutorials, without its home page. */
const OTHERS = ['glossary', 'own-files', 'verified', 'your-documents'];

/** Returns whether a path such as `en/overview/` is that of a tutorial. */
export function isTutorial(path: string): boolean {
  const [, slug] = /^[^/]+\/(.+)\/$/u.exec(path) ?? [];
  return slug !== undefined && !OTHERS.includes(slug);
}

/** Returns the paths of all pages in the sitemap, such as `en/overview/`. */
export function sitemapPaths(site: TestedSite): readonly string[] {
  const xml = readFileSync(path.join(site.folder, 'sitemap-0.xml'), 'utf8');
  const root = TEST_SITE + site.base;
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/gu)].map(([, url]) => (url as string).slice(root.length));
}
