/** Makes the npm package, and prints the path of the packed file. See scripts/package. Its argument is a folder to use. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PACKAGE } from '../snippets-runner/base/installation.ts';
import { configJsonSchema } from '../snippets-runner/tutorial/config/json-schema.ts';
import { GUIDES_FOLDER } from '../snippets-runner/tutorial/guide/guide-file.ts';
import { importsIn } from './packaging/imports.ts';
import { type Manifest, packageManifest } from './packaging/manifest.ts';

const HOME = join(import.meta.dirname, '..');
/** What the package has besides the JavaScript, at the same place as in the checkout. */
const COPIED = [
  'content',
  'scripts/debian-root',
  'scripts/debian.lock',
  'scripts/engine',
  'scripts/engines',
  'snippets-runner/bin.mjs',
  'LICENSE',
  'SECURITY.md',
];

function makePackage(folder: string): string {
  checkReplaceable(folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  emitJavaScript(folder);
  for (const name of COPIED) cpSync(join(HOME, name), join(folder, name), { recursive: true, filter: isPublic });
  cpSync(join(HOME, 'scripts/packaging/README.md'), join(folder, 'README.md'));
  writeFileSync(join(folder, 'snippets.schema.json'), `${JSON.stringify(configJsonSchema(undefined), null, 2)}\n`);
  const root: Manifest = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8'));
  const manifest = packageManifest(root, importsIn(folder), process.env);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const destination = dirname(folder);
  const packing = ['pack', folder, '--pack-destination', destination, '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(execFileSync('npm', packing, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  return join(destination, packed.filename);
}

/** The compiler indents by four spaces a level, which are a tenth of all JavaScript: tabs take their place. */
function emitJavaScript(folder: string): void {
  const run = (tool: string, args: readonly string[], cwd: string) =>
    execFileSync(join(HOME, 'node_modules/.bin', tool), args, { cwd, stdio: OUTPUT });
  run('tsc', ['--project', 'scripts/packaging/tsconfig.json', '--outDir', folder], HOME);
  const style = ['--config-path', HOME, '--vcs-enabled=false', '--indent-style=tab', '--line-width=320'];
  run('biome', ['format', '--write', ...style, '.'], folder);
}

/** Refuses a folder that has anything but an earlier package: it would be deleted. A checkout's package.json is private. */
function checkReplaceable(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const manifest = join(folder, 'package.json');
  const { name, private: isPrivate } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  if (name === PACKAGE && !isPrivate) return;
  process.stderr.write(`error: ${folder} is not empty, and has no earlier package\nhint: name a new folder\n`);
  process.exit(2);
}

/** Standard output is for the path. */
const OUTPUT: ['ignore', number, 'inherit'] = ['ignore', 2, 'inherit'];

/**
 * Leaves out what Git ignores: archives of scripts/node-docker, and files that are half written. And guides, which only
 * the site shows.
 */
function isPublic(path: string): boolean {
  return !/\.(?:tgz|partial)$/u.test(path) && path !== join(HOME, 'content', GUIDES_FOLDER);
}

process.stdout.write(`${makePackage(resolve(process.argv[2] ?? join(HOME, '.cache/package')))}\n`);
