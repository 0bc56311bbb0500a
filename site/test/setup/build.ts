import path from 'node:path';
import { startAstro } from './astro.ts';

export const TEST_SITE = 'https://tutorials.example';
const SCRATCH = path.resolve('.cache/site-test');

export interface Build {
  readonly exit: number | null;
  /** Standard output and standard error of the build. */
  readonly printed: string;
  /** Folder of the built site. */
  readonly folder: string;
}

/**
 * Builds the site from a content folder. Does not touch `dist` and Astro's cache.
 * @param more variables for the build
 */
export async function buildSite(
  name: string,
  contentRoot: string,
  basePath = '/',
  more: NodeJS.ProcessEnv = {},
): Promise<Build> {
  const folder = path.join(SCRATCH, name);
  const cache = path.join(SCRATCH, `${name}.cache`);
  const { child, printed } = startAstro(['build', '--outDir', folder], 'production', contentRoot, cache, {
    BASE_PATH: basePath,
    SITE_URL: TEST_SITE,
    EDIT_URL: 'https://code.example/edit/main',
    ...more,
  });
  const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exit, printed: printed(), folder };
}
