/** Looks up the values that a shell can complete. Never fails: a person who presses Tab expects no error message. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderTree } from '../base/folder-tree.ts';
import { readText } from '../base/read-file.ts';
import { contextNames } from '../lab/daemon/docker-config.ts';
import { imageNames } from '../lab/images/image-recipes.ts';
import { parsePage } from '../tutorial/page/parse-page.ts';
import { SOURCE_LOCALE } from '../tutorial/page.ts';
import { pageKeyOf } from '../tutorial/page-key.ts';
import type { ParsedPage } from '../tutorial/parsed-page.ts';
import type { CommandContext } from './command.ts';

export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** Values from the content folder and from this machine. */
export interface CompletionSources {
  slugs(): readonly string[];
  /** The snippets of a page, given by slug or file; none if it cannot be read. */
  snippets(page: string): readonly Candidate[];
  exercises(page: string): readonly Candidate[];
  nodes(page: string): readonly string[];
  images(): readonly string[];
  engines(): readonly string[];
}

/** @param words the typed words; a `--content` among them names the content folder, since options are not parsed here */
export function completionSources(words: readonly string[], context: CommandContext): CompletionSources {
  const { cwd, env } = context;
  const named = namedContent(words);
  const contentFolder = named ? resolve(cwd, named) : context.contentFolder;
  const slugs = () => quietly(() => slugsIn(contentFolder), []);
  const pageOf = (page: string) => quietly(() => readPage(page, contentFolder, cwd), undefined);
  return {
    slugs,
    snippets: (page) =>
      pageOf(page)?.snippets.map(({ id, steps }) => ({
        value: id,
        description: (steps[0]?.text.split('\n')[0] ?? '').replaceAll('\t', ' '),
      })) ?? [],
    exercises: (page) => pageOf(page)?.exercises.map(({ id, title }) => ({ value: id, description: title })) ?? [],
    nodes: (page) => pageOf(page)?.lab.nodes ?? [],
    images: () => quietly(() => imageNames(join(contentFolder, 'images')), []),
    engines: () => ['native', 'vm', ...quietly(() => contextNames(env), [])],
  };
}

/** Returns the value of `--content`, which may be the next word. */
function namedContent(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^--content(?:=|$)/u.test(word));
  const [, value] = /^--content=(.*)$/su.exec(words[at] ?? '') ?? [];
  return at < 0 ? undefined : (value ?? words[at + 1]);
}

function quietly<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

function slugsIn(contentFolder: string): readonly string[] {
  const keys = folderTree(contentFolder).files.map((name) => pageKeyOf(contentFolder, join(contentFolder, name)));
  return keys.flatMap((key) => (key?.locale === SOURCE_LOCALE ? key.slug : []));
}

/** Reads the source page, because a translation has the same snippets. */
function readPage(page: string, contentFolder: string, cwd: string): ParsedPage | undefined {
  const slug = pageKeyOf(contentFolder, resolve(cwd, page))?.slug ?? page;
  const file = join(contentFolder, SOURCE_LOCALE, `${slug}.mdx`);
  if (!existsSync(file)) return undefined;
  return parsePage(file, readText(file), { slug, locale: SOURCE_LOCALE }).page;
}
