#!/usr/bin/env node
// Starts cli.ts with a Node that runs TypeScript: with this Node, with this Node and a flag, or, if it is too
// old, with the Node that scripts/bootstrap has installed in .cache/node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const cached = fileURLToPath(new URL('../.cache/node/node_modules/.bin/node', import.meta.url));
// Objects made by parsing are garbage soon. V8 may expect them to live long, and allocate them as old objects:
// then `lint` of a thousand pages takes a third longer, and twice the memory. This flag turns that off.
const V8_FLAG = '--no-allocation-site-pretenuring';
// cli.ts cannot say it: without packages, it does not start.
try {
  import.meta.resolve?.('commander');
} catch {
  process.stderr.write('error the npm packages are not installed\nhint run scripts/bootstrap\n');
  process.exit(2);
}
const [major, minor] = process.versions.node.split('.').map(Number);

if (process.features.typescript) {
  v8.setFlagsFromString(V8_FLAG);
  // Without this cache, compiling modules takes a quarter of the time of a short command.
  module.enableCompileCache(fileURLToPath(new URL('../.cache/compiled', import.meta.url)));
  await import(cli);
} else {
  const isNewEnough = major > 22 || (major === 22 && minor >= 12);
  if (!isNewEnough && !existsSync(cached)) {
    process.stderr.write(
      `error snippets needs Node 22.12 or later, this is ${process.version}\nhint run scripts/bootstrap, which installs one\n`,
    );
    process.exit(2);
  }
  const flags = isNewEnough ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'] : [];
  const node = isNewEnough ? process.execPath : cached;
  const child = spawn(node, [V8_FLAG, ...flags, cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C in a terminal reaches both processes. Signals to this process only are forwarded.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('close', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
