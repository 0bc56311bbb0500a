#!/usr/bin/env node
// Starts the tool. In the npm package that is cli.js. In a checkout it is cli.ts, which needs a Node that runs
// TypeScript: this Node, this Node with a flag, or, if it is too old, the Node that scripts/bootstrap has installed in
// .cache/node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const isPackage = existsSync(pathOf('cli.js'));
// Objects made by parsing are garbage soon. V8 may expect them to live long, and allocate them as old objects:
// then `lint` of a thousand pages takes a third longer, and twice the memory. This flag turns that off.
const V8_FLAG = '--no-allocation-site-pretenuring';
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 12);

// cli.ts cannot say it: without packages, it does not start.
try {
  import.meta.resolve?.('commander');
} catch {
  fail('the npm packages are not installed', isPackage ? 'install the package again' : 'run scripts/bootstrap');
}
if (isPackage) await runPackage();
else if (process.features.typescript) await run('cli.ts', pathOf('../.cache'));
else runInOtherProcess();

async function runPackage() {
  if (!isNewEnough) fail(tooOld(), 'https://nodejs.org has one');
  const { cacheFolder } = await import('./base/cache-folder.js');
  await run('cli.js', cacheFolder(pathOf('..')));
}

async function run(cli, cache) {
  v8.setFlagsFromString(V8_FLAG);
  // Without this, compiling modules takes a quarter of the time of a short command.
  module.enableCompileCache(`${cache}/compiled`);
  await import(pathOf(cli));
}

function runInOtherProcess() {
  const cached = pathOf('../.cache/node/node_modules/.bin/node');
  if (!isNewEnough && !existsSync(cached)) fail(tooOld(), 'run scripts/bootstrap, which installs one');
  const flags = isNewEnough ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'] : [];
  const node = isNewEnough ? process.execPath : cached;
  const child = spawn(node, [V8_FLAG, ...flags, pathOf('cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C in a terminal reaches both processes. Signals to this process only are forwarded.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('close', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function tooOld() {
  return `snippets needs Node 22.12 or later, this is ${process.version}`;
}

function fail(message, hint) {
  process.stderr.write(`error ${message}\nhint ${hint}\n`);
  process.exit(2);
}
