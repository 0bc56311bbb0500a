import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pageHash } from '../../commands/fingerprint.ts';
import { PassedPages } from '../../commands/passed-pages.ts';
import type { PoolIdentity } from '../../lab/engines/pool.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { toDocumentConfig } from '../../tutorial/config/config.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import type { Page } from '../../tutorial/page.ts';
import { pageOf } from '../run/pages.ts';
import { captureOf, recordingOf, TWO_SNIPPETS } from '../tutorial/capture/sample.ts';
import { type ContentFolder, contentFolder } from './content-folder.ts';
import { consoleBlock } from './documents.ts';

const PAGE = pageOf(TWO_SNIPPETS, { slug: 'bridge/sample', lab: 'images: [alpine]' });
const sameLab = (body: string) => pageOf(body, { slug: 'bridge/sample', lab: 'images: [alpine]' });
const CAPTURE = captureOf(PAGE, recordingOf(PAGE));

let folder: ContentFolder;
/** What npm has noted. */
const installed = () => join(folder.home, 'node_modules/.package-lock.json');
beforeEach(() => {
  folder = contentFolder({ 'images/alpine/Dockerfile': 'FROM scratch' });
  mkdirSync(join(folder.home, 'snippets-runner/test'), { recursive: true });
  writeFileSync(join(folder.home, 'snippets-runner/cli.ts'), '');
  mkdirSync(join(folder.home, 'node_modules'));
  writeFileSync(installed(), '{"lockfileVersion": 3}');
});
afterEach(() => folder[Symbol.dispose]());

const IMAGES = { node: 'sha256:1', alpine: 'sha256:2' };
/** The page runs on `own`. A page with needs could also run on `vm`. */
const engines = (
  engine = 'unix:///a 28.5.2 6.12',
  images: Readonly<Record<string, string>> = IMAGES,
): PoolIdentity => ({
  chosen: ['own'],
  engines: new Map([
    ['own', { engine, images: new Map(Object.entries(images)) }],
    ['vm', { engine: 'vm 1', images: new Map(Object.entries(IMAGES)) }],
  ]),
});
const open = () => new PassedPages(folder.home, join(folder.content, 'images'));
const runs = (now = engines()) => {
  const passed = open();
  return {
    has: (page: Page, capture: Capture) => passed.has(page, capture, now),
    record: (page: Page, capture: Capture, hasPassed: boolean) =>
      passed.record(page, capture, hasPassed ? 'own' : undefined, now),
    save: () => passed.save(),
  };
};

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
    expect(runs().has(sameLab(`A new paragraph.\n\n${TWO_SNIPPETS}`), CAPTURE)).toBe(true);
  });

  test('on the virtual machine is due again with another machine, and if it is not made', () => {
    const passed = open();
    passed.record(PAGE, CAPTURE, 'vm', engines());
    passed.save();
    const { chosen, engines: all } = engines();
    const withVm = (engine: string) => ({
      chosen,
      engines: new Map([...all, ['vm', { engine, images: new Map(Object.entries(IMAGES)) }]]),
    });
    expect(open().has(PAGE, CAPTURE, withVm('vm 1'))).toBe(true);
    expect(open().has(PAGE, CAPTURE, withVm('vm 2'))).toBe(false);
    expect(open().has(PAGE, CAPTURE, { chosen, engines: new Map([...all].filter(([name]) => name !== 'vm')) })).toBe(
      false,
    );
  });

  test('is due again with another value of a placeholder, whatever its name', () => {
    const document = (values: Readonly<Record<string, string>>): Page => {
      const config = toDocumentConfig({ values });
      return parseMarkdown({
        file: 'A.md',
        text: consoleBlock('$ echo <position>'),
        images: [],
        knownImages: [],
        config,
      }).document;
    };
    expect(pageHash(document({ position: 'here' }), undefined)).not.toBe(
      pageHash(document({ position: 'there' }), undefined),
    );
    expect(pageHash(document({ position: 'here' }), undefined)).toBe(
      pageHash(document({ position: 'here' }), undefined),
    );
  });

  test('is forgotten once it failed', () => {
    recorded();
    recorded(false);
    expect(runs().has(PAGE, CAPTURE)).toBe(false);
  });

  test.each<[string, () => boolean]>([
    ['a command', () => runs().has(sameLab(TWO_SNIPPETS.replace('alpine-net', 'other-net')), CAPTURE)],
    ['what it expects', () => runs().has(sameLab(TWO_SNIPPETS.replace('exit=1', 'exit=2')), CAPTURE)],
    ['its capture', () => runs().has(PAGE, captureOf(PAGE, recordingOf(PAGE, ['changed'])))],
    ['the engine', () => runs(engines('unix:///a 29.0.0 6.12')).has(PAGE, CAPTURE)],
    ['the kernel', () => runs(engines('unix:///a 28.5.2 6.13')).has(PAGE, CAPTURE)],
    ['the image of nodes', () => runs(engines(undefined, { ...IMAGES, node: 'sha256:3' })).has(PAGE, CAPTURE)],
    [
      'an image that is on the engine',
      () => runs(engines(undefined, { ...IMAGES, alpine: 'sha256:3' })).has(PAGE, CAPTURE),
    ],
    [
      'an image that is not on the engine any more',
      () => runs(engines(undefined, { node: 'sha256:1' })).has(PAGE, CAPTURE),
    ],
    ['the engines that were chosen', () => runs({ ...engines(), chosen: ['own', 'vm'] }).has(PAGE, CAPTURE)],
    [
      'the versions of the dependencies',
      () => {
        writeFileSync(join(folder.home, 'package-lock.json'), '{}');
        return runs().has(PAGE, CAPTURE);
      },
    ],
    [
      'what is installed',
      () => {
        writeFileSync(installed(), '{}');
        return runs().has(PAGE, CAPTURE);
      },
    ],
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

  test('is known if npm has noted beside the tool what is installed, as it does for a package', () => {
    const home = join(folder.home, 'node_modules/tool');
    mkdirSync(home);
    const passed = () => new PassedPages(home, join(folder.content, 'images'));
    const first = passed();
    first.record(PAGE, CAPTURE, 'own', engines());
    first.save();
    expect(passed().has(PAGE, CAPTURE, engines())).toBe(true);
    writeFileSync(installed(), '{}');
    expect(passed().has(PAGE, CAPTURE, engines())).toBe(false);
  });

  test('is due again if nothing says what is installed', () => {
    rmSync(installed());
    recorded();
    expect(runs().has(PAGE, CAPTURE)).toBe(false);
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
