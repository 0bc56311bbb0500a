import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Holds a text against a committed file; `UPDATE_GOLDENS=1` writes the file instead. */
export function expectGolden(file: string, actual: string): void {
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(file, actual);
  expect(existsSync(file), `${file} is not there: run once with UPDATE_GOLDENS=1, and read what it wrote`).toBe(true);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

/** Folders of `snippets-runner/test/<kind>` whose names begin so. */
export function caseFolders(kind: 'expect' | 'failure', prefix: string): { name: string; folder: string }[] {
  const root = join(import.meta.dirname, '..', kind);
  return readdirSync(root)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, folder: join(root, name) }));
}
