import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../base/make-folder.ts';
import { noFile, skipIf } from '../skip.ts';

const scratch = mkdtempSync(join(tmpdir(), 'make-folder-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('makes a folder and its parents, and leaves an existing folder alone', () => {
  const folder = join(scratch, 'a/b/c');
  makeFolder(folder);
  writeFileSync(join(folder, 'file'), '');
  makeFolder(folder);
  expect(statSync(join(folder, 'file')).isFile()).toBe(true);
});

test('reports a file in the place of a folder', () => {
  writeFileSync(join(scratch, 'file'), '');
  expect(() => makeFolder(join(scratch, 'file/below'))).toThrow(/EEXIST|ENOTDIR/u);
});

// In a process of its own: a call that never returns can only be ended from outside.
test('fails at once if no folder can be made', skipIf(noFile('/proc/self')), () => {
  const module = join(import.meta.dirname, '../../base/make-folder.ts');
  const script = `import { makeFolder } from ${JSON.stringify(module)};
      try { makeFolder('/proc/none/below'); } catch ({ code }) { process.stdout.write(code); }`;
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  expect([signal, stdout]).toEqual([null, 'ENOENT']);
});
