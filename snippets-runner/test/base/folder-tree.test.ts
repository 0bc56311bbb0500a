import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderTree } from '../../base/folder-tree.ts';
import { noLinux, skipIf } from '../skip.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tree-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), '');
  }
}

test('files and folders are sorted, and hidden ones are among them', () => {
  write('b/c/x', 'a', 'b/.hidden', 'b-2');
  expect(folderTree(root)).toEqual({
    files: ['a', 'b-2', 'b/.hidden', 'b/c/x'],
    folders: ['b', 'b/c'],
    repeated: new Map(),
    misnamed: new Map(),
  });
});

test('a name that is not UTF-8 keeps nothing else from being read', skipIf(noLinux()), () => {
  write('a/x', 'b', 'real \ufffd/x');
  const odd = (name: string) => Buffer.from(join(root, name), 'latin1');
  mkdirSync(odd('a/caf\xe9'));
  writeFileSync(odd('a/caf\xe9/y'), '');
  writeFileSync(odd('caf\xe9.md'), '');
  const { files, folders, misnamed } = folderTree(root);
  expect([files, folders]).toEqual([
    ['a/x', 'b', 'real \ufffd/x'],
    ['a', 'real \ufffd'],
  ]);
  expect([...misnamed]).toEqual([
    ['caf\ufffd.md', 'file'],
    ['a/caf\ufffd', 'folder'],
  ]);
});

test('a link to a folder above ends, and is named', () => {
  write('a/b/x');
  symlinkSync('../..', join(root, 'a/b/up'));
  symlinkSync('.', join(root, 'a/self'));
  const { files, repeated } = folderTree(root);
  expect(files).toEqual(['a/b/x']);
  expect([...repeated.keys()]).toEqual(['a/self', 'a/b/up']);
});

test('links between folders, which have 2^30 paths, are read at once', () => {
  for (let level = 0; level < 30; level++) {
    write(`level-${level}/x`);
    for (const name of ['one', 'two']) symlinkSync(`../level-${level + 1}`, join(root, `level-${level}`, name));
  }
  write('level-30/x');
  expect(folderTree(root).files).toHaveLength(31);
});

test('a real folder is read in its own place, whatever links to it are called', () => {
  write('z/x');
  symlinkSync('z', join(root, 'a'));
  const { files, repeated } = folderTree(root);
  expect(files).toEqual(['z/x']);
  expect([...repeated.keys()]).toEqual(['a']);
});

test('a folder elsewhere is read once, through its first link', () => {
  write('elsewhere/x', 'root/y');
  symlinkSync('../elsewhere', join(root, 'root/one'));
  symlinkSync('../elsewhere', join(root, 'root/two'));
  const { files, folders, repeated } = folderTree(join(root, 'root'));
  expect([files, folders, [...repeated.keys()]]).toEqual([['one/x', 'y'], ['one'], ['two']]);
  expect(folderTree(join(root, 'root'), { followsLinks: false })).toEqual({
    files: ['y'],
    folders: [],
    repeated: new Map(),
    misnamed: new Map(),
  });
});

test('links that lead nowhere are files', () => {
  symlinkSync('none', join(root, 'dead'));
  symlinkSync('loop', join(root, 'loop'));
  expect(folderTree(root).files).toEqual(['dead', 'loop']);
});

test('names can be left out, with everything below', () => {
  write('a/x', 'b/a/x', 'b/x');
  expect(folderTree(root, { isLeftOut: (name) => name === 'a' }).files).toEqual(['b/x']);
});

test('a folder with more files than it may have is an error', () => {
  write('a', 'b', 'c');
  expect(folderTree(root, { most: 3 }).files).toHaveLength(3);
  expect(() => folderTree(root, { most: 2 })).toThrow('it has more than 2 files and folders');
});

test('the link that leads to too many files is named, also if these are behind further links', () => {
  write('small/x', 'huge/a/1', 'huge/a/2', 'elsewhere/3', 'elsewhere/4');
  symlinkSync('../huge', join(root, 'small/link'));
  symlinkSync('../elsewhere', join(root, 'huge/more'));
  const reason = `with the link link, which leads to ${join(root, 'huge')}, it has more than`;
  for (const most of [4, 5, 6]) expect(() => folderTree(join(root, 'small'), { most })).toThrow(`${reason} ${most}`);
});
