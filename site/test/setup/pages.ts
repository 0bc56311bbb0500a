import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TEST_SITE } from './build.ts';
import type { TestedSite } from './global.ts';

/** Returns the paths of all pages in the sitemap, such as `en/overview/`. */
export function sitemapPaths(site: TestedSite): readonly string[] {
  const xml = readFileSync(path.join(site.folder, 'sitemap-0.xml'), 'utf8');
  const root = TEST_SITE + site.base;
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/gu)].map(([, url]) => (url as string).slice(root.length));
}
