/**
 * Writes a content folder that has the tutorials of this checkout, and copies of them, with translations and captures.
 * In each copy, containers and services have names of their own. So no two copies have the same commands, outputs and
 * drawings, and nothing that a build keeps for one of them serves another.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { readCaptures } from '../../snippets-runner/tutorial/capture/read.ts';
import { writeCapture } from '../../snippets-runner/tutorial/capture/write.ts';
import { markTranslated } from '../../snippets-runner/tutorial/page/mark-translated.ts';
import { parsePage } from '../../snippets-runner/tutorial/page/parse-page.ts';
import { LOCALES, SOURCE_LOCALE } from '../../snippets-runner/tutorial/page.ts';
import { pageFile } from '../../snippets-runner/tutorial/page-key.ts';
import { snippetHash } from '../../snippets-runner/tutorial/snippet/snippet-hash.ts';
import { HOME } from './bench-engine.ts';

const CONTENT = join(HOME, 'content');

/** @param pages in all languages; the tutorials are copied in turn until there are so many */
export function writeCopies(contentFolder: string, pages: number): void {
  cpSync(CONTENT, contentFolder, { recursive: true });
  const { captures } = readCaptures(join(CONTENT, 'captures'));
  const all = [...captures.values()];
  const sources = readdirSync(join(CONTENT, SOURCE_LOCALE), { recursive: true, encoding: 'utf8' });
  // A tutorial without commands has no capture, and no copies.
  const missing = pages / LOCALES.length - sources.filter((path) => path.endsWith('.mdx')).length;
  for (let made = 0; made < missing; made++) {
    const capture = all[made % all.length];
    if (capture) writeCopy(contentFolder, capture, 2 + Math.floor(made / all.length));
  }
}

function writeCopy(contentFolder: string, capture: Capture, copy: number): void {
  const slug = `${capture.slug}-${copy}`;
  const renamed = renaming(capture, copy);
  const source = renamed(readFileSync(pageFile(CONTENT, { slug: capture.slug, locale: SOURCE_LOCALE }), 'utf8'));
  const { page, problems } = parsePage(slug, source, { slug, locale: SOURCE_LOCALE });
  if (!page || problems.length > 0) throw new Error(`a copy has mistakes: ${JSON.stringify(problems)}`);
  const sections = page.sections.map(({ proseHash }) => proseHash);
  for (const locale of LOCALES) {
    const text = renamed(readFileSync(pageFile(CONTENT, { slug: capture.slug, locale }), 'utf8'));
    writeFileSync(
      pageFile(contentFolder, { slug, locale }),
      locale === SOURCE_LOCALE ? text : (markTranslated(text, sections) ?? text),
    );
  }
  const hashes = new Map(page.snippets.map((snippet) => [snippet.id, snippetHash(snippet)]));
  const copied = withStrings(capture, renamed);
  writeCapture(join(contentFolder, 'captures'), {
    ...copied,
    slug,
    snippets: copied.snippets.map((snippet) => ({ ...snippet, hash: hashes.get(snippet.id) ?? snippet.hash })),
  });
}

/** Returns a function that gives each name in a text another first letter. It is as long as before, so columns stay. */
function renaming({ snippets }: Capture, copy: number): (text: string) => string {
  const topologies = snippets.flatMap(({ topology }) => topology ?? []);
  const named = topologies.flatMap(({ containers, services = [] }) => [...containers, ...services]);
  // The tasks of a service begin with its name.
  const names = new Set(named.map(({ name }) => name.split('.')[0] ?? name));
  if (names.size === 0) return (text) => text;
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<!\\w)(?:${longestFirst.join('|')})(?!\\w)`, 'gu');
  return (text) => text.replace(pattern, (name) => shifted(name.charAt(0), copy - 1) + name.slice(1));
}

/** Returns the letter that comes so many places later in the alphabet. */
function shifted(letter: string, places: number): string {
  const first = 'a'.charCodeAt(0);
  return String.fromCharCode(first + ((letter.charCodeAt(0) - first + places) % 26));
}

function withStrings<Value>(value: Value, change: (text: string) => string): Value {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? change(part) : part));
}
