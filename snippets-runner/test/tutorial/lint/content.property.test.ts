/**
 * Changes one character or one part of the committed captures and translations, and expects that lint finds it. A run tries some
 * changes, chosen by a seed. SEED repeats a run. EVERY=1 tries all changes, which takes half an hour.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomOf, shuffled } from '../../../../scripts/chance.ts';
import { imageNames } from '../../../lab/images/image-recipes.ts';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import { parseCapture, sealedCapture } from '../../../tutorial/capture/parse-capture.ts';
import { parseGlossary } from '../../../tutorial/glossary/parse-glossary.ts';
import { lintPages } from '../../../tutorial/lint/lint-pages.ts';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import { SOURCE_LOCALE } from '../../../tutorial/page.ts';
import { pageKeyOf } from '../../../tutorial/page-key.ts';
import type { ParsedPage } from '../../../tutorial/parsed-page.ts';
import type { Problem } from '../../../tutorial/problem.ts';
import {
  changesOfCapture,
  changesOfTranslation,
  rewritingsOfTranslation,
  type SingleChange,
} from './single-changes.ts';

const CONTENT = join(import.meta.dirname, '../../../../content');
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const EVERY = process.env.EVERY === '1';

const names = readdirSync(CONTENT, { recursive: true, encoding: 'utf8' }).sort();
const texts = new Map(
  names
    .filter((name) => /\.(?:mdx|yaml)$/u.test(name))
    .map((name) => [name, readFileSync(join(CONTENT, name), 'utf8')]),
);
const pages = names.filter((name) => pageKeyOf('.', name));
const captures = names.filter((name) => name.startsWith('captures/') && name.endsWith('.yaml'));
const translations = pages.filter((name) => !name.startsWith(`${SOURCE_LOCALE}/`));
const glossary = parseGlossary('glossary.yaml', texts.get('glossary.yaml') ?? '').glossary;
const parsed = new Map(pages.map((name) => [name, parse(name)]));
const read = new Map(captures.map((name) => [name, readAs(name)]));

describe(`with seed ${SEED}`, EVERY ? { timeout: 3_600_000 } : {}, () => {
  test('the content itself has no problem', () => expect(problems()).toEqual([]));

  test('a change of any scalar of a capture breaks its seal', () => {
    expect(unnoticed(500, captures, changesOfCapture, (_, value) => !sealedCapture(value))).toEqual([]);
  });

  test('a change of any scalar of a capture is found by lint', () => {
    // JSON is YAML.
    const found = (name: string, value: unknown) => isFound(name, JSON.stringify(value, undefined, 1));
    expect(unnoticed(10, captures, changesOfCapture, found)).toEqual([]);
  });

  test('a change of a part of a translation that is not translated is found by lint', () => {
    expect(unnoticed(40, translations, changesOfTranslation, isFound)).toEqual([]);
  });

  test('a part of a translation that is written otherwise, moved or hidden is found by lint', () => {
    expect(unnoticed(60, translations, rewritingsOfTranslation, isFound)).toEqual([]);
  });
});

/** Makes changes one by one, each of the whole file as it is. Returns those that are not found. */
function unnoticed<Changed>(
  sample: number,
  files: readonly string[],
  changesOf: (text: string) => readonly SingleChange<Changed>[],
  isNoticed: (name: string, changed: Changed) => boolean,
): string[] {
  const random = randomOf(SEED);
  const all = files.flatMap((name) => changesOf(texts.get(name) ?? '').map((change) => ({ name, change })));
  const tried = shuffled(all, SEED).slice(0, EVERY ? Number.POSITIVE_INFINITY : sample);
  if (EVERY) process.stderr.write(`${tried.length} of ${all.length} changes\n`);
  return tried
    .filter(({ name, change }) => !isNoticed(name, change.changed(random)))
    .map(({ name, change }) => `${name}: ${change.place}`);
}

function isFound(name: string, text: string): boolean {
  return problems(name, text).some(({ file }) => file === name);
}

/** Returns the problems of the content, with another text of one file. */
function problems(name?: string, text?: string): readonly Problem[] {
  const own = (each: string) => (each === name ? text : undefined);
  const found = pages.map((each) => (each === name ? parse(each, own(each)) : parsed.get(each)));
  return [
    ...found.flatMap((result) => result?.problems ?? []),
    ...lintPages({
      pages: found.flatMap((result): ParsedPage[] => (result?.page ? [result.page] : [])),
      unparsed: pages.flatMap((each, index) => (found[index]?.page ? [] : (pageKeyOf('.', each) ?? []))),
      captures: new Map(
        captures.map((each): [string, Capture | readonly Problem[]] => {
          const result = each === name ? readAs(each, own(each)) : read.get(each);
          return [slugOf(each), result ?? []];
        }),
      ),
      captureFile: (slug) => `captures/${slug}.yaml`,
      images: new Set(imageNames(join(CONTENT, 'images'))),
      glossary,
      content: { files: [], folders: [], repeated: new Map(), misnamed: new Map() },
      shownInContent: (each) => each,
    }),
  ];
}

function parse(name: string, text = texts.get(name) ?? '') {
  const key = pageKeyOf('.', name);
  if (!key) throw new TypeError(`${name} is not a page`);
  return parsePage(name, text, key);
}

function readAs(name: string, text = texts.get(name) ?? ''): Capture | readonly Problem[] {
  const result = parseCapture(name, slugOf(name), text);
  return result.kind === 'capture' ? result.capture : result.problems;
}

function slugOf(name: string): string {
  return name.slice('captures/'.length, -'.yaml'.length);
}
