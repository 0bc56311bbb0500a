import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importsIn } from '../../../scripts/packaging/imports.ts';
import { packageManifest } from '../../../scripts/packaging/manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROOT = {
  name: 'it',
  version: '1.2.3',
  description: 'It.',
  engines: { node: '>=22.12' },
  bin: { tool: 'bin.mjs' },
  dependencies: { astro: '^7.0.0', zod: '^4.6.7', '@xterm/headless': '^6.0.0' },
};

test('the imports of a folder are its packages, however they are imported', () => {
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  const files = {
    'a/b/c.js': "import 'diff';\nexport { x } from '@xterm/headless/lib/x.js';\nconst s = \"import 'astro'\";\n",
    'bin.mjs': "import fs from 'node:fs';\nimport path from 'path';\nconst { z } = await import('zod/v4');\n",
    'notes.txt': "import 'vitest';\n",
    'd.js': "import { e } from './a/b/c.js';\nimport 'diff';\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(importsIn(folder)).toEqual(['@xterm/headless', 'diff', 'zod']);
});

test('the package needs what it imports, and nothing else', () => {
  expect(packageManifest(ROOT, ['@xterm/headless', 'zod'], {})).toMatchObject({
    version: '1.2.3',
    bin: { tool: 'bin.mjs', it: 'bin.mjs' },
    dependencies: { '@xterm/headless': '^6.0.0', zod: '^4.6.7' },
  });
  expect(packageManifest(ROOT, ['zod'], {})).toHaveProperty('dependencies', { zod: '^4.6.7' });
});

test('a package that is imported and that nobody would install is an error', () => {
  expect(() => packageManifest(ROOT, ['vitest'], {})).toThrow('vitest is imported, but not in "dependencies"');
});

test('the repository is the one of package.json, or of the workflow, which npm compares with its proof', () => {
  const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/it' };
  const url = 'git+https://github.com/someone/it.git';
  expect(packageManifest(ROOT, [], env)).toHaveProperty('repository', { type: 'git', url });
  expect(packageManifest({ ...ROOT, repository: 'github:other/it' }, [], env)).toHaveProperty(
    'repository',
    'github:other/it',
  );
  expect(packageManifest(ROOT, [], {})).not.toHaveProperty('repository');
});
