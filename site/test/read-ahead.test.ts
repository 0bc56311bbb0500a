import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderTree } from '../../snippets-runner/base/folder-tree.ts';
import { captureProblems } from '../data/captures.ts';
import { keptRead } from '../data/changing-file.ts';
import { contentRoot, pageKeyOfFile } from '../data/content-root.ts';
import { pageProblems } from '../data/page-source.ts';
import { type ContentFile, fileOf, ReadAhead } from '../data/read-ahead.ts';
import { keptInProcess } from '../kept-in-process.ts';

const PAGES = folderTree(contentRoot).files.flatMap((file) => pageKeyOfFile(path.join(contentRoot, file)) ?? []);
const FILES: readonly ContentFile[] = [
  ...PAGES.map((key) => ({ kind: 'pages' as const, key })),
  ...PAGES.filter(({ locale }) => locale === 'en').map((key) => ({ kind: 'captures' as const, key })),
].filter((what) => existsSync(fileOf(what)));

beforeEach(forget);

function forget(): void {
  for (const kind of ['pages', 'captures']) keptInProcess(kind, () => new Map()).clear();
}

/** Returns what is known of each file, without reading any. */
function known(): readonly unknown[] {
  return FILES.map((what) => keptRead(what.kind, fileOf(what)));
}

function readHere(): readonly unknown[] {
  for (const key of PAGES) {
    pageProblems(key);
    captureProblems(key.slug);
  }
  return known();
}

test('the thread reads all pages and captures as this thread does', async () => {
  const ahead = new ReadAhead(PAGES);
  // Nothing is read in this thread until the other one has read everything.
  await expect.poll(() => known().filter((read) => read === undefined)).toEqual([]);
  const there = known();
  await ahead.finish();
  forget();
  expect(there).toEqual(readHere());
});

test('both threads read at once, and no file is left', async () => {
  await new ReadAhead(PAGES).finish();
  expect(known().filter((read) => read === undefined)).toEqual([]);
});

test('all is read here if the thread breaks', async () => {
  await new ReadAhead(PAGES, new URL('data:text/javascript,throw new Error("broken")')).finish();
  expect(known().filter((read) => read === undefined)).toEqual([]);
});

test('a page that does not exist breaks nothing', async () => {
  await new ReadAhead([{ slug: 'no/such-page', locale: 'en' }, ...PAGES.slice(0, 1)]).finish();
  expect(known()[0]).toBeDefined();
});
