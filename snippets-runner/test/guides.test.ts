/** The guides: what can be said without running them. `e2e/guides.e2e.test.ts` runs them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import GithubSlugger from 'github-slugger';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { forbiddenTerms } from '../tutorial/glossary/forbidden-terms.ts';
import { parseGlossary } from '../tutorial/glossary/parse-glossary.ts';
import { type Guide, parseGuide } from '../tutorial/guide/parse-guide.ts';
import { LOCALES, type Locale } from '../tutorial/page.ts';
import { GUIDES, guidePath, TRANSLATIONS } from './guides.ts';

const HOME = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(HOME, name), 'utf8');
const textOf = (slug: string, locale: Locale) => readFileSync(guidePath(slug, locale), 'utf8');
const guideOf = (slug: string, locale: Locale) => parseGuide(guidePath(slug, locale), textOf(slug, locale));

test('there is a guide', () => {
  expect(GUIDES).toContain('your-documents');
});

describe.each(GUIDES.flatMap((slug) => LOCALES.map((locale) => ({ slug, locale }))))('$slug, $locale', (key) => {
  const guide = guideOf(key.slug, key.locale);

  test('has no mistakes, and nothing that looks like a command and is not run', () => {
    expect(guide.problems).toEqual([]);
    expect(guide.document.leftOut).toEqual([]);
    // A guide runs on the reader's computer, so it does not matter what nodes have.
    expect(guide.document.notes.filter(({ message }) => !message.startsWith('nodes have no '))).toEqual([]);
  });

  test('shows nothing of the machine on which it was run', () => {
    expect(JSON.stringify(guide.document.shown)).not.toMatch(/\/(?:home|root|tmp|Users|var|work)\//u);
  });

  test('links to files and headings of this repository that exist', () => {
    const dead = guide.links.filter((url) => !/^https:/u.test(url) && !leadsSomewhere(url, key));
    expect(dead).toEqual([]);
  });
});

describe.each(GUIDES)('the translations of %s', (slug) => {
  test.each(TRANSLATIONS)('%s has the same commands, outputs, files, code, links and sections', (locale) => {
    expect(comparable(guideOf(slug, locale))).toEqual(comparable(guideOf(slug, 'en')));
  });

  test('the Chinese one has the terms of the glossary', () => {
    const terms = forbiddenTerms(parseGlossary('glossary.yaml', read('content/glossary.yaml')).glossary?.terms ?? []);
    const found = textOf(slug, 'zh-cn').match(terms?.pattern ?? /$^/u) ?? [];
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((word) => terms?.termOf(word))).toEqual([]);
  });
});

describe('what your-documents says of CI', () => {
  const codes = guideOf('your-documents', 'en').codes.map((code) => parse(code));
  const action = parse(read('action.yml'));

  test('gives the action inputs that it has, and names all of them', () => {
    const steps = codes.flatMap((code) => code?.jobs?.documents?.steps ?? []);
    const own = steps.find(({ uses }) => /\/docker-networking-tutorials@/u.test(uses));
    expect(Object.keys(own.with)).not.toEqual([]);
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own.with)));
    for (const locale of LOCALES) {
      for (const input of Object.keys(action.inputs)) {
        expect(textOf('your-documents', locale)).toContain(`\`${input}\``);
      }
    }
  });

  test('names the hooks that there are', () => {
    const hooks = codes.flatMap((code) => code?.repos ?? []).flatMap(({ hooks }) => hooks);
    expect(hooks).toEqual(parse(read('.pre-commit-hooks.yaml')).map(({ id }: { id: string }) => ({ id })));
  });
});

function comparable({ document, files, codes, headings, links }: Guide) {
  return {
    blocks: document.snippets.map(({ steps, exit }, index) => ({
      exit,
      steps: steps.map(({ text }, step) => [text, document.shown[index]?.steps?.[step]?.output]),
    })),
    files: files.map(({ name, text }) => ({ name, text })),
    codes,
    headings: headings.map(({ depth }) => depth),
    links: links.toSorted(),
  };
}

function leadsSomewhere(url: string, { slug, locale }: { readonly slug: string; readonly locale: Locale }): boolean {
  const [path = '', anchor] = url.split('#');
  const file = resolve(dirname(guidePath(slug, locale)), path);
  if (!existsSync(file)) return false;
  const slugger = new GithubSlugger();
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gmu);
  return anchor === undefined || Array.from(headings, ([, text = '']) => slugger.slug(text)).includes(anchor);
}
