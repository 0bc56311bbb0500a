/**
 * Builds the site into a folder, unless the site in it was built from the same files. The folder is replaced when the
 * build has succeeded, so a server may serve it meanwhile.
 *
 *   build-site.ts FOLDER     the variables of the build: BASE_PATH, SITE_URL, VERIFIED_HERE and others
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentOf } from '../../snippets-runner/base/content-of.ts';
import { contentHash, hashOf, installedHash } from '../../snippets-runner/commands/fingerprint.ts';

const HOME = join(import.meta.dirname, '../..');
/** Everything in these is read by a build, or may be. */
const FOLDERS = ['site', 'content', 'snippets-runner/tutorial', 'snippets-runner/base'];
const FILES = ['astro.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];
const VARIABLES = ['BASE_PATH', 'SITE_URL', 'EDIT_URL'];

const folder = process.argv[2];
if (folder === undefined) throw new TypeError('usage: build-site.ts FOLDER');
const inputs = inputsHash();
/** Beside the folder, because all that is in it is served. */
const stamp = `${folder}.built-from`;
if (!existsSync(folder) || contentOf(stamp) !== inputs) build(folder);

function inputsHash(): string {
  return hashOf([
    ...FOLDERS.map((name) => contentHash(join(HOME, name))),
    ...FILES.map((name) => contentOf(join(HOME, name))),
    ...VARIABLES.map((name) => process.env[name] ?? ''),
    contentOf(process.env.VERIFIED_HERE ?? ''),
    installedHash(HOME) ?? '',
  ]);
}

function build(folder: string): void {
  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const astro = join(HOME, 'node_modules/astro/bin/astro.mjs');
  const args = [astro, 'build', '--outDir', next];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: HOME, encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(stdout + stderr);
    process.exit(2);
  }
  const old = `${folder}.old`;
  rmSync(old, { recursive: true, force: true });
  // Killed from here on, the folder would not be what the file says.
  rmSync(stamp, { force: true });
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(next, folder);
  writeFileSync(stamp, inputs);
  rmSync(old, { recursive: true, force: true });
}
