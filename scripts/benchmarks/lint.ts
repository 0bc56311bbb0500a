/** Times `snippets lint` of 10 to 3,000 pages. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_FOLDER, say } from './bench-engine.ts';
import { Series, type Table } from './figures.ts';
import { writePages } from './lint-pages.ts';
import { timeSnippets } from './snippets-process.ts';

const COUNTS = [10, 100, 1_000, 3_000];

export async function measureLint(rounds: number): Promise<readonly Table[]> {
  const folder = join(CACHE_FOLDER, 'lint');
  rmSync(folder, { recursive: true, force: true });
  const sites = COUNTS.map((pages) => ({ pages, content: join(folder, String(pages)) }));
  for (const { pages, content } of sites) writePages(content, pages);
  const series = new Series();
  for (let round = 1; round <= rounds; round++) {
    say(`lint: round ${round} of ${rounds}`);
    for (const { pages, content } of sites) {
      const name = `${pages.toLocaleString('en')} pages`;
      await series.measure(name, () => timeSnippets(['--content', content, 'lint'], /^no problems?/mu));
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const note =
    'Half of the pages are English, half are their Chinese translations. Each page has ten snippets, each English page a capture. Time of the whole process.';
  return [{ title: '`lint`', note, base: undefined, commands: undefined, rows: series.rows }];
}
