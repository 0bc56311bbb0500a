import { spawn } from 'node:child_process';
import path from 'node:path';

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
  const env = {
    ...process.env,
    // With vitest's own values, Astro would run in test mode.
    NODE_ENV: 'production',
    VITEST: undefined,
    NO_COLOR: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    CONTENT_ROOT: contentRoot,
    ASTRO_CACHE: path.join(SCRATCH, `${name}.cache`),
    BASE_PATH: basePath,
    SITE_URL: TEST_SITE,
    EDIT_URL: 'https://code.example/edit/main',
    ...more,
  };
  const child = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', folder], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exit, printed, folder };
}
