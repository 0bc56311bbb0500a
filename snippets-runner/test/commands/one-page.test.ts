/** Commands for one page, and `list`, refuse a page that has mistakes. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportPage } from '../../commands/export.ts';
import { list } from '../../commands/list.ts';
import { contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';

const UNKNOWN = mdx(snippet('one', '$ docker ps'), 'lab:\n  images: [alpin]\n');
const FILES = { 'images/alpine/image.yaml': '', 'en/a.mdx': UNKNOWN, 'en/b.mdx': mdx(snippet('one', '$ docker ps')) };

describe.each(['sh', 'cast'] as const)('export --format %s', (format) => {
  test('refuses an unknown image', () => {
    using folder = contentFolder(FILES);
    const said: Said = { printed: [], told: [] };
    expect(exportPage('a', { format, output: undefined }, contextFor(folder, said))).toBe(1);
    expect(said.printed.join('\n')).toMatch(/^content\/en\/a\.mdx:5:12 .* image-unknown\n {2}hint /u);
  });
});

test.each([
  ['sh', 0],
  ['cast', 1],
] as const)('export --format %s of a page whose capture is invalid ends with %i', (format, exit) => {
  using folder = contentFolder({ ...FILES, 'captures/b.yaml': 'schema: 7' });
  const said: Said = { printed: [], told: [] };
  expect(exportPage('b', { format, output: undefined }, contextFor(folder, said))).toBe(exit);
  expect(said.printed.join('\n').includes('capture-invalid')).toBe(exit === 1);
});

test('export does not replace what it exports, by any name', () => {
  using folder = contentFolder({ 'images/alpine/image.yaml': '' });
  const [file, link] = [join(folder.home, 'README.md'), join(folder.home, 'link.md')];
  const text = '```console\n$ docker ps\n```\n';
  writeFileSync(file, text);
  symlinkSync(file, link);
  for (const output of ['README.md', 'link.md']) {
    expect(() => exportPage('README.md', { format: 'sh', output }, contextFor(folder))).toThrow(
      expect.objectContaining({ code: 'option-invalid', message: `${join(folder.home, output)} is what is exported` }),
    );
  }
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(exportPage('README.md', { format: 'sh', output: 'README.sh' }, contextFor(folder))).toBe(0);
});

test.each([true, false])('list prints everything, and the mistakes apart: with --json %s', (json) => {
  using folder = contentFolder(FILES);
  const said: Said = { printed: [], told: [] };
  expect(list([], { json }, contextFor(folder, said))).toBe(1);
  expect(said.printed.join('\n')).toContain('alpin');
  expect(said.told.join('\n')).toMatch(/^content\/en\/a\.mdx:5:12 .* image-unknown\n/u);
  expect(list(['b'], { json }, contextFor(folder))).toBe(0);
});
