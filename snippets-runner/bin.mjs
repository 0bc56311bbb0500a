#!/usr/bin/env node
// Starts cli.ts with a Node that runs TypeScript: this one, this one with a flag, or, where it is too
// old, the one that scripts/bootstrap has put into .cache/node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const cached = fileURLToPath(new URL('../.cache/node/node_modules/node/bin/node', import.meta.url));
// What parsing leaves behind is garbage at once. Where V8 takes it for what will last, `lint` of a thousand
// pages takes a third longer, and twice the memory.
const V8_FLAG = '--no-allocation-site-pretenuring';
const [major, minor] = process.versions.node.split('.').map(Number);

if (process.features.typescript) {
  v8.setFlagsFromString(V8_FLAG);
  // A quarter of what a short command takes goes into the reading of modules.
  module.enableCompileCache(fileURLToPath(new URL('../.cache/compiled', import.meta.url)));
  await import(cli);
} else {
  const isNewEnough = major > 22 || (major === 22 && minor >= 12);
  if (!isNewEnough && !existsSync(cached)) {
    process.stderr.write(
      `error snippets needs Node 22.12 or later, this is ${process.version}\nhint scripts/bootstrap brings one\n`,
    );
    process.exit(2);
  }
  const flags = isNewEnough ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'] : [];
  const node = isNewEnough ? process.execPath : cached;
  const child = spawn(node, [V8_FLAG, ...flags, cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal's Ctrl-C reaches both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => process.exit(code ?? 2));
}
