/**
 * Times builds of the site, and of one by Astro Starlight with the same text and outputs. Each begins without caches,
 * in a process of its own. The benchmark fails if a build fails, or lacks pages or an index for the search.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { LOCALES } from '../../snippets-runner/tutorial/page.ts';
import { CACHE_FOLDER, HOME, say } from './bench-engine.ts';
import { Series, shuffled, type Table, timed } from './figures.ts';
import { writeCopies } from './site-pages.ts';
import { installedStarlight, starlightVersion, writeStarlightPages } from './starlight-site.ts';

/** In two languages. */
const PAGES = 210;
const FOLDER = join(CACHE_FOLDER, 'site');
const CONTENT = join(FOLDER, 'content');

export async function measureSite(rounds: number): Promise<readonly Table[]> {
  const starlight = await installedStarlight();
  rmSync(FOLDER, { recursive: true, force: true });
  writeCopies(CONTENT, PAGES);
  say('site: building once, for the Markdown of the pages');
  await build(OURS);
  const written = writeStarlightPages(starlight, OURS.folder, LOCALES);
  if (written !== PAGES) throw new Error(`Starlight has ${written} pages, not ${PAGES}`);
  const base = `Starlight ${starlightVersion()}`;
  const builders = new Map([
    [base, starlightIn(starlight)],
    ['this site', OURS],
    ['this site, with images and feeds', WITH_IMAGES],
  ]);
  const series = new Series();
  for (const name of builders.keys()) series.rows.set(name, []);
  for (let round = 1; round <= rounds; round++) {
    say(`site: round ${round} of ${rounds}`);
    for (const [name, builder] of shuffled([...builders])) await series.measure(name, () => build(builder));
  }
  rmSync(FOLDER, { recursive: true, force: true });
  return [{ title: `The site, of ${PAGES} pages`, note: NOTE, base, commands: undefined, rows: series.rows }];
}

const NOTE =
  'Time of `astro build` as a whole process, without caches. Both sites have the same text, commands and outputs, in two languages, and an index for the search. This site also has drawings, its own terminals, and each page as Markdown and as a script. With an address (SITE_URL), it has images for those who share a page, feeds and a sitemap, too.';

interface Builder {
  /** In which `astro build` is started. */
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** Of the built site. */
  readonly folder: string;
  /** What a build leaves for the next one. */
  readonly caches: readonly string[];
  /** Files that the built site must have, relative to its folder. */
  readonly files: readonly string[];
}

const OURS = ours(
  'built',
  {},
  LOCALES.map((locale) => `${locale}/search.json`),
);
const WITH_IMAGES = ours('built-with-images', { SITE_URL: 'https://tutorials.example' }, ['social/attach.png']);

function ours(name: string, variables: NodeJS.ProcessEnv, files: readonly string[]): Builder {
  const [folder, cache] = [join(FOLDER, name), join(FOLDER, 'cache')];
  const env = { CONTENT_ROOT: CONTENT, ASTRO_CACHE: cache, ...variables };
  return { home: HOME, env, folder, caches: [cache], files };
}

function starlightIn(home: string): Builder {
  const caches = ['.astro', 'node_modules/.astro', 'node_modules/.vite'].map((name) => join(home, name));
  return { home, env: {}, folder: join(home, 'dist'), caches, files: ['pagefind/pagefind.js'] };
}

/** Returns seconds. @throws Error if the site is not complete */
async function build({ home, env, folder, caches, files }: Builder): Promise<number> {
  for (const path of [folder, ...caches]) rmSync(path, { recursive: true, force: true });
  const astro = join(home, 'node_modules/astro/bin/astro.mjs');
  const options = { cwd: home, env: { ...OWN_ENV, ...env } };
  const seconds = await timed(async () => {
    const child = spawn(process.execPath, [astro, 'build', '--outDir', folder], options);
    const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
    const printed = (await Promise.all([text(child.stdout), text(child.stderr)])).join('');
    if ((await exit) !== 0) throw new Error(`${folder} was not built:\n${printed}`);
  });
  const built = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
  const missing = files.filter((file) => !existsSync(join(folder, file)));
  if (built.length < PAGES) missing.push(`${PAGES - built.length} pages`);
  if (missing.length > 0) throw new Error(`${folder} lacks ${missing.join(', ')}`);
  return seconds;
}

/** Without the variables that the builds read. */
const { SITE_URL: _site, BASE_PATH: _base, EDIT_URL: _edit, VERIFIED_HERE: _here, ...inherited } = process.env;
const OWN_ENV = { ...inherited, NODE_ENV: 'production', NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1' };
