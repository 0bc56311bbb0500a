import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellTrust } from '../../commands/trust-note.ts';
import { contentFolder, contextFor, type Said } from './content-folder.ts';

test('that documents are code is told once in a checkout, on standard error', () => {
  using folder = contentFolder();
  const said: Said = { printed: [], told: [] };
  tellTrust(contextFor(folder, said));
  tellTrust(contextFor(folder, said));
  expect(said).toEqual({ printed: [], told: [expect.stringContaining('run only what you trust (SECURITY.md)')] });
});

test('is told again if nothing can be remembered, and is no error', () => {
  using folder = contentFolder();
  writeFileSync(join(folder.home, '.cache'), 'a file where the folder would be');
  const said: Said = { printed: [], told: [] };
  tellTrust(contextFor(folder, said));
  tellTrust(contextFor(folder, said));
  expect(said.told).toHaveLength(2);
});
