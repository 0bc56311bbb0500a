import { spawn } from 'node:child_process';
import path from 'node:path';

export const TEST_SITE = 'https://tutorials.example';
const SCRATCH = path.resolve('.cache/site-test');

export interface Build {
  readonly exit: number | null;
  /** What the build printed, both streams. */
  readonly printed: string;
  /** Folder of the built site. */
  readonly folder: string;
}

/** Builds the site from a content folder, away from what people build and cache. */
export async function buildSite(name: string, contentRoot: string, basePath = '/'): Promise<Build> {
  const folder = path.join(SCRATCH, name);
  const env = {
    ...process.env,
    // Vitest's own would make Astro think that it is a test.
    NODE_ENV: 'production',
    VITEST: undefined,
    NO_COLOR: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    CONTENT_ROOT: contentRoot,
    ASTRO_CACHE: path.join(SCRATCH, `${name}.cache`),
    BASE_PATH: basePath,
    SITE_URL: TEST_SITE,
    EDIT_URL: 'https://code.example/edit/main',
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
