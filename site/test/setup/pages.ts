import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TEST_SITE } from './build.ts';
import type { TestedSite } from './global.ts';

/** Paths of all pages below the site's root, from the sitemap: `en/overview/`. */
export function sitemapPaths(site: TestedSite): readonly string[] {
  const xml = readFileSync(path.join(site.folder, 'sitemap-0.xml'), 'utf8');
  const root = TEST_SITE + site.base;
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/gu)].map(([, url]) => (url as string).slice(root.length));
}
