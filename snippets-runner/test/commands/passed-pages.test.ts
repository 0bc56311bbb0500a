import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PassedPages } from '../../commands/passed-pages.ts';
import { captureOf, recordingOf, samplePage, TWO_SNIPPETS } from '../tutorial/capture/sample.ts';
import { type ContentFolder, contentFolder } from './content-folder.ts';

const PAGE = samplePage();
const CAPTURE = captureOf(PAGE, recordingOf(PAGE));

let folder: ContentFolder;
beforeEach(() => {
  folder = contentFolder({ 'images/alpine/Dockerfile': 'FROM scratch' });
  mkdirSync(join(folder.home, 'snippets-runner/test'), { recursive: true });
  writeFileSync(join(folder.home, 'snippets-runner/cli.ts'), '');
});
afterEach(() => folder[Symbol.dispose]());

const runs = (engine = 'unix:///a 28.5.2') =>
  new PassedPages(folder.home, { engine, imagesFolder: join(folder.content, 'images') });

function recorded(hasPassed = true): void {
  const passed = runs();
  passed.record(PAGE, CAPTURE, hasPassed);
  passed.save();
}

describe('a page that passed', () => {
  test('is known in the next run', () => {
    expect(runs().has(PAGE, CAPTURE)).toBe(false);
    recorded();
    expect(runs().has(PAGE, CAPTURE)).toBe(true);
  });

  test('is known even if its snippets have moved', () => {
    recorded();
    expect(runs().has(samplePage(`A new paragraph.\n\n${TWO_SNIPPETS}`), CAPTURE)).toBe(true);
  });

  test('is forgotten once it failed', () => {
    recorded();
    recorded(false);
    expect(runs().has(PAGE, CAPTURE)).toBe(false);
  });

  test.each<[string, () => boolean]>([
    ['a command', () => runs().has(samplePage(TWO_SNIPPETS.replace('alpine-net', 'other-net')), CAPTURE)],
    ['what it expects', () => runs().has(samplePage(TWO_SNIPPETS.replace('exit=1', 'exit=2')), CAPTURE)],
    ['its capture', () => runs().has(PAGE, captureOf(PAGE, recordingOf(PAGE, ['changed'])))],
    ['the engine', () => runs('unix:///a 29.0.0').has(PAGE, CAPTURE)],
    [
      'an image',
      () => {
        folder.write({ 'images/alpine/Dockerfile': 'FROM alpine' });
        return runs().has(PAGE, CAPTURE);
      },
    ],
    [
      'the runner',
      () => {
        writeFileSync(join(folder.home, 'snippets-runner/cli.ts'), '// changed');
        return runs().has(PAGE, CAPTURE);
      },
    ],
  ])('is due again with another state of %s', (_what, isKnown) => {
    recorded();
    expect(isKnown()).toBe(false);
  });

  test('is known whatever happens to the tests of the runner', () => {
    recorded();
    writeFileSync(join(folder.home, 'snippets-runner/test/new.test.ts'), '');
    expect(runs().has(PAGE, CAPTURE)).toBe(true);
  });

  test('is due again if the file of passed pages is broken', () => {
    recorded();
    const file = join(folder.home, '.cache/passed-pages.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -5));
    expect(runs().has(PAGE, CAPTURE)).toBe(false);
  });

  test('stays known if another run passed at the same time', () => {
    const [one, other] = [runs(), runs()];
    const second = { ...PAGE, slug: 'second' };
    one.record(PAGE, CAPTURE, true);
    other.record(second, CAPTURE, true);
    one.save();
    other.save();
    expect(runs().has(second, CAPTURE)).toBe(true);
    expect(runs().has(PAGE, CAPTURE)).toBe(true);
  });

  test('stays forgotten if another run that knew it ends later', () => {
    recorded();
    const other = runs();
    recorded(false);
    other.record({ ...PAGE, slug: 'second' }, CAPTURE, true);
    other.save();
    expect(runs().has(PAGE, CAPTURE)).toBe(false);
  });

  test('is due again if it cannot be noted, and nothing fails', () => {
    recorded();
    const file = join(folder.home, '.cache/passed-pages.json');
    expect(readdirSync(join(folder.home, '.cache'))).toEqual([basename(file)]);
    const passed = runs();
    passed.record(PAGE, CAPTURE, false);
    // A link that leaves the folder is not written through, so writing fails, even for root.
    const outside = join(folder.home, 'outside.json');
    renameSync(file, outside);
    symlinkSync(outside, file);
    const before = readFileSync(outside, 'utf8');
    expect(runs().has(PAGE, CAPTURE)).toBe(true);
    passed.save();
    expect(readFileSync(outside, 'utf8')).toBe(before);
    expect(runs().has(PAGE, CAPTURE)).toBe(false);
  });
});
