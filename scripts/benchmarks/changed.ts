/**
 * Times `snippets verify --changed` of all pages if nothing has changed. Runs in a copy of this checkout, in which all
 * pages are recorded as passed. So pages need not be run, and this checkout's own record stays the same.
 */
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { withResource } from '../../snippets-runner/base/with-resource.ts';
import { PassedPages } from '../../snippets-runner/commands/passed-pages.ts';
import { readWorkspace } from '../../snippets-runner/commands/workspace.ts';
import { openPool } from '../../snippets-runner/lab/engines/pool.ts';
import { imageNames } from '../../snippets-runner/lab/images/image-recipes.ts';
import { SOURCE_LOCALE } from '../../snippets-runner/tutorial/page.ts';
import { type BenchEngine, CACHE_FOLDER, createLab, HOME, IMAGES_FOLDER, say } from './bench-engine.ts';
import { Series, type Table } from './figures.ts';
import { timeSnippets } from './snippets-process.ts';

export async function measureChanged({ connection, engine }: BenchEngine, rounds: number): Promise<readonly Table[]> {
  const home = copyOfCheckout();
  const env = { ...process.env, DOCKER_HOST: connection.address };
  // A page passes only with images, so they have to be on the engine.
  const lab = await createLab(engine, ['host'], imageNames(IMAGES_FOLDER));
  await lab[Symbol.asyncDispose]();
  const pages = await recordAllAsPassed(home, env);
  const series = new Series();
  for (let round = 1; round <= rounds; round++) {
    say(`changed: round ${round} of ${rounds}`);
    const mustPrint = new RegExp(`^${pages} pages? unchanged since the last pass`, 'mu');
    await series.measure(`all ${pages} pages`, () => timeSnippets(['verify', '--changed'], mustPrint, { home, env }));
  }
  const note = "Time of the whole process: it reads the pages, asks the engine, and looks up every page's hash.";
  return [
    { title: '`verify --changed`, nothing changed', note, base: undefined, commands: undefined, rows: series.rows },
  ];
}

function copyOfCheckout(): string {
  const home = join(CACHE_FOLDER, 'checkout');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  for (const name of ['content', 'snippets-runner', 'scripts', 'package.json', 'package-lock.json']) {
    cpSync(join(HOME, name), join(home, name), { recursive: true });
  }
  symlinkSync(join(HOME, 'node_modules'), join(home, 'node_modules'));
  return home;
}

/** Returns the number of pages. */
async function recordAllAsPassed(home: string, env: NodeJS.ProcessEnv): Promise<number> {
  const workspace = readWorkspace({ contentFolder: join(home, 'content'), cwd: home });
  const pool = await openPool({
    env,
    home,
    imagesFolder: workspace.imagesFolder,
    choices: [],
    jobs: 1,
    signal: new AbortController().signal,
    onProgress: say,
    onReaped: () => {},
  });
  return withResource(pool, async () => {
    const engines = await pool.identify();
    const passed = new PassedPages(home, workspace.imagesFolder);
    const sources = workspace.pageFiles.filter(({ locale }) => locale === SOURCE_LOCALE);
    const pages = sources.flatMap(({ page }) => (page && page.snippets.length > 0 ? [page] : []));
    for (const page of pages) passed.record(page, workspace.captures.get(page.slug), engines.chosen[0], engines);
    passed.save();
    return pages.length;
  });
}
