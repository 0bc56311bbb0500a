/** Tests `scripts/start` with programs in place of the build, the server and the run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPTS = join(import.meta.dirname, '../../../scripts');

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'start-'));
  mkdirSync(join(home, 'scripts'));
  for (const name of ['start', 'lib.sh']) cpSync(join(SCRIPTS, name), join(home, 'scripts', name));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function program(name: string, text: string): void {
  const file = join(home, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
}

const REPORT = `const file = process.argv.at(-1).replace('json:', '');
if (process.argv[2] === 'verify') require('node:fs').writeFileSync(file, '{}');`;

test('the site is served on if it cannot be built anew after the run, such as while a page is being written', async () => {
  program('scripts/bootstrap', '#!/bin/sh\n');
  program('scripts/engine', '#!/bin/sh\nexit 1\n');
  program('scripts/serving/tell.ts', '');
  program(
    'scripts/serving/build-site.ts',
    `process.exitCode = require('node:fs').existsSync('.cache/start.json') ? 2 : 0;`,
  );
  program('site/serve.ts', `console.log('http://localhost:1/'); setInterval(() => undefined, 1000);`);
  program(
    'snippets-runner/bin.mjs',
    `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n${REPORT}`,
  );
  const env = { ...process.env, DOCKER_HOST: 'unix:///none' };
  const start = spawn(join(home, 'scripts/start'), [], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  start.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(start, 'close');
  const hasEnded = ended.then(() => 'ended');
  await expect.poll(() => said).toContain('the site could not be built');
  const later = new Promise((resolve) => setTimeout(resolve, 500, 'serves'));
  expect(await Promise.race([hasEnded, later])).toBe('serves');
  start.kill();
  expect(await ended).toEqual([143, null]);
});
