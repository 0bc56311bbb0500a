/** However an editor saves a file, it is one save. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Saves } from '../../commands/saves.ts';

let folder: string;
let file: string;
let noticed: number;
let saves: Saves;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'saves-')));
  file = join(folder, 'page.mdx');
  writeFileSync(file, 'one');
  noticed = 0;
  saves = new Saves(() => {
    noticed++;
    return true;
  });
  saves.watch([file]);
});
afterEach(() => {
  saves[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const never = new AbortController().signal;

test.each<[string, () => void | Promise<void>]>([
  ['writes in place', () => writeFileSync(file, 'two')],
  [
    'writes twice',
    async () => {
      writeFileSync(file, 'tw');
      await delay(10);
      appendFileSync(file, 'o');
    },
  ],
  [
    'empties the file and writes it later',
    async () => {
      writeFileSync(file, '');
      await delay(150);
      writeFileSync(file, 'two');
    },
  ],
  [
    'renames another file to it',
    () => {
      writeFileSync(join(folder, '.page.mdx.swp'), 'two');
      renameSync(join(folder, '.page.mdx.swp'), file);
    },
  ],
  [
    'keeps the old one beside it, and writes a new one',
    async () => {
      renameSync(file, `${file}~`);
      await delay(100);
      writeFileSync(file, 'two');
      unlinkSync(`${file}~`);
    },
  ],
  [
    'replaces the folder',
    async () => {
      rmSync(folder, { recursive: true });
      await delay(30);
      mkdirSync(folder);
      writeFileSync(file, 'two');
    },
  ],
])('an editor that %s', async (_, save) => {
  await save();
  await saves.next(never);
  await delay(700);
  expect(noticed).toBe(1);
});

test('a file that does not exist yet', async () => {
  const capture = join(folder, 'captures/page.yaml');
  saves.watch([file, capture]);
  mkdirSync(join(folder, 'captures'));
  writeFileSync(capture, 'schema: 1');
  await saves.next(never);
  expect(noticed).toBe(1);
});

test('a file behind a link', async () => {
  const link = join(folder, 'link.mdx');
  mkdirSync(join(folder, 'elsewhere'));
  renameSync(file, join(folder, 'elsewhere/page.mdx'));
  symlinkSync('elsewhere/page.mdx', link);
  saves.watch([link]);
  await delay(50);
  writeFileSync(join(folder, 'elsewhere/page.mdx'), 'two');
  await saves.next(never);
  expect(noticed).toBe(1);
});

test('other files of the folder are no saves, nor is a file that stays as it is', async () => {
  writeFileSync(join(folder, 'other.mdx'), 'two');
  await delay(700);
  expect([noticed, saves.isSaved]).toEqual([0, false]);
});

test('a save that changes nothing does not count', async () => {
  const quiet = new Saves(() => false);
  quiet.watch([file]);
  writeFileSync(file, 'two');
  await delay(700);
  expect(quiet.isSaved).toBe(false);
  quiet[Symbol.dispose]();
});

test('waiting ends with a signal', async () => {
  const end = new AbortController();
  const waiting = saves.next(end.signal);
  end.abort();
  await waiting;
  expect(noticed).toBe(0);
});

test('a save before anybody waits is not lost', async () => {
  writeFileSync(file, 'two');
  await expect.poll(() => saves.isSaved).toBe(true);
  await saves.next(never);
  expect(saves.isSaved).toBe(false);
});
