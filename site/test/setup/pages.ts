import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TEST_SITE } from './build.ts';
import type { TestedSite } from './global.ts';

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
