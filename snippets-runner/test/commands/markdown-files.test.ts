import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentFiles, readDocument, replaceDocument } from '../../commands/markdown-files.ts';
import { noFile, noLinux, skipIf } from '../skip.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
  file = join(folder, 'README.md');
  writeFileSync(file, 'before');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => Buffer.from(text);

test.each([
  ['document', 'caf\xe9.md'],
  ['folder', 'caf\xe9'],
])('a %s whose name is not UTF-8 is told, and keeps no other from being read', skipIf(noLinux()), (kind, name) => {
  const path = Buffer.from(join(folder, name), 'latin1');
  if (kind === 'folder') mkdirSync(path);
  else writeFileSync(path, '');
  const shown = join(folder, name.replace('\xe9', '\ufffd'));
  expect(documentFiles(folder)).toEqual({
    files: [file],
    unread: [{ path: shown, format: undefined, isFolder: kind === 'folder' }],
  });
});

test('a document keeps its permissions, and a link to it stays a link', () => {
  chmodSync(file, 0o664);
  const link = join(folder, 'link.md');
  symlinkSync(file, link);
  replaceDocument(link, bytes('before'), bytes('after'));
  expect(readFileSync(file, 'utf8')).toBe('after');
  expect(statSync(file).mode & 0o777).toBe(0o664);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['README.md', 'link.md']);
});

test('a document that has changed meanwhile is not overwritten', () => {
  const replace = () => replaceDocument(file, bytes('other'), bytes('after'));
  expect(replace).toThrow(expect.objectContaining({ code: 'document-changed' }));
  expect(readFileSync(file, 'utf8')).toBe('before');
});

test(
  'if a document cannot be written, it stays as it was, and no other file is left',
  skipIf(noFile('/proc/version')),
  () => {
    // Nobody can make a file in this folder, not even root.
    const version = readFileSync('/proc/version');
    const replace = () => replaceDocument('/proc/version', version, bytes('after'));
    expect(replace).toThrow(expect.objectContaining({ code: 'document-not-writable' }));
    expect(readFileSync('/proc/version')).toEqual(version);
    expect(readdirSync('/proc').filter((name) => name.includes('partial'))).toEqual([]);
  },
);

test('a document is not written through a link that leaves its folder', () => {
  const inside = join(folder, 'content');
  mkdirSync(inside);
  symlinkSync(file, join(inside, 'page.mdx'));
  const replace = () => replaceDocument(join(inside, 'page.mdx'), bytes('before'), bytes('after'), inside);
  expect(replace).toThrow(/page\.mdx cannot be written: it leads out of .*content$/u);
  expect(readFileSync(file, 'utf8')).toBe('before');
});

test('a document that cannot be read is an error with its name', () => {
  expect(() => readDocument(folder)).toThrow(expect.objectContaining({ code: 'document-not-readable' }));
});
