/** Tests `scripts/serving/build-site.ts` with a program in place of Astro. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const HOME = join(import.meta.dirname, '../../..');
/** Writes a page that says what it was built from, and one more line into `builds`. */
const ASTRO = `
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = await import('node:fs');
const folder = process.argv.at(-1);
mkdirSync(folder);
writeFileSync(folder + '/index.html', readFileSync('site/page', 'utf8'));
appendFileSync('builds', 'built\\n');`;
/** Ends the program right after the new site has taken its place. */
const ENDS_EARLY = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { renameSync } = fs;
fs.renameSync = (from, to) => {
  renameSync(from, to);
  if (to.endsWith('/served')) process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'build-site-'));
  for (const name of [
    'scripts/serving/build-site.ts',
    'snippets-runner/base',
    'snippets-runner/commands/fingerprint.ts',
  ])
    cpSync(join(HOME, name), join(home, name), { recursive: true });
  write('package.json', '{ "type": "module" }');
  write('node_modules/astro/bin/astro.mjs', ASTRO);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, text: string): void {
  const file = join(home, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Builds the site from a page. @returns what is served then, and how often it has been built */
function served(page: string, ...options: readonly string[]): { readonly page: string; readonly builds: number } {
  write('site/page', page);
  const script = join(home, 'scripts/serving/build-site.ts');
  spawnSync(process.execPath, [...options, script, join(home, 'served')], { cwd: home });
  const read = (name: string) => readFileSync(join(home, name), 'utf8');
  return { page: read('served/index.html'), builds: read('builds').trim().split('\n').length };
}

test('the site is built again only if something has changed', () => {
  expect(served('one')).toEqual({ page: 'one', builds: 1 });
  expect(served('one')).toEqual({ page: 'one', builds: 1 });
  expect(served('two')).toEqual({ page: 'two', builds: 2 });
});

test('a build that was killed at its end is not taken for the one before', () => {
  served('one');
  const early = `data:text/javascript,${encodeURIComponent(ENDS_EARLY)}`;
  expect(served('two', '--import', early).page).toBe('two');
  expect(served('one')).toEqual({ page: 'one', builds: 3 });
});
