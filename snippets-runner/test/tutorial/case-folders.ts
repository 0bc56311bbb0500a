/**
 * Folders of `test/expect` and `test/failure`: one case each, with its input and its expected result side by side.
 *
 * The expected files are committed. A test fails when one differs, and in CI also when one is missing. To update
 * them, run `npx vitest run --project unit <test file> -u`, and read the diff before you commit it. `-u` comes last,
 * because it takes the next word as its value.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the folders of `snippets-runner/test/<kind>` whose names begin with `prefix`. */
export function caseFolders(kind: 'expect' | 'failure', prefix: string): { name: string; folder: string }[] {
  const root = join(import.meta.dirname, '..', kind);
  return readdirSync(root)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, folder: join(root, name) }));
}
