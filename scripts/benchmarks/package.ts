/** Times the start of the tool as an npm package, compared with the same start in this checkout. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderTree } from '../../snippets-runner/base/folder-tree.ts';
import { PACKAGE } from '../../snippets-runner/base/installation.ts';
import { CACHE_FOLDER, HOME, say } from './bench-engine.ts';
import { Series, type Table } from './figures.ts';
import { timeSnippets } from './snippets-process.ts';

const FOLDER = join(CACHE_FOLDER, 'package');
const README = '# A network\n\n```console\n$ docker network ls --format json\n```\n';

export async function measurePackage(rounds: number): Promise<readonly Table[]> {
  const { packed, installed } = installPackage();
  const readme = join(FOLDER, 'README.md');
  writeFileSync(readme, README);
  const commands = [
    { title: '`--version`', args: ['--version'], mustPrint: /^\d+\.\d+\.\d+$/mu },
    { title: '`lint README.md`', args: ['lint', readme], mustPrint: /^no problems?/mu },
  ];
  const homes = { checkout: HOME, package: installed };
  const env = { ...process.env, SNIPPETS_CACHE: join(FOLDER, 'cache') };
  const tables = [];
  for (const { title, args, mustPrint } of commands) {
    const series = new Series();
    const start = (home: string) => timeSnippets(args, mustPrint, { home, env });
    // The first start compiles the modules.
    for (const home of Object.values(homes)) await start(home);
    for (let round = 1; round <= rounds; round++) {
      say(`package: ${args[0]}, round ${round} of ${rounds}`);
      for (const [name, home] of Object.entries(homes)) await series.measure(name, () => start(home));
    }
    const note = `Time of the whole process. ${sizes(packed, installed)}`;
    tables.push({ title: `${title} as a package`, note, base: 'checkout', commands: undefined, rows: series.rows });
  }
  rmSync(FOLDER, { recursive: true, force: true });
  return tables;
}

function installPackage(): { readonly packed: string; readonly installed: string } {
  say('package: making and installing it');
  rmSync(FOLDER, { recursive: true, force: true });
  const project = join(FOLDER, 'project');
  mkdirSync(project, { recursive: true });
  const make = [join(HOME, 'scripts/package.ts'), join(FOLDER, 'made')];
  const packed = execFileSync(process.execPath, make, { encoding: 'utf8' }).trim();
  const options = ['--cache', join(HOME, '.cache/npm'), '--no-audit', '--no-fund', '--loglevel', 'error'];
  // Without --prefix, npm would look for a project above the empty folder.
  execFileSync('npm', ['install', '--prefix', project, ...options, packed], { stdio: 'ignore' });
  return { packed, installed: join(project, 'node_modules', PACKAGE) };
}

function sizes(packed: string, installed: string): string {
  const { files } = folderTree(installed);
  const bytes = files.reduce((sum, name) => sum + statSync(join(installed, name)).size, 0);
  const kB = Math.round(statSync(packed).size / 1000);
  return `The packed file has ${kB} kB; unpacked it is ${(bytes / 1_000_000).toFixed(1)} MB in ${files.length} files.`;
}
