/** Reads pages as the runner does: `snippets-runner/tutorial` parses each file, once. */
import { readText } from '../../snippets-runner/base/read-file.ts';
import { withBeginning } from '../../snippets-runner/tutorial/page/beginning.ts';
import { type PageTree, parsePageAndTree } from '../../snippets-runner/tutorial/page/parse-page.ts';
import { SOURCE_LOCALE } from '../../snippets-runner/tutorial/page.ts';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import type { ParsedPage } from '../../snippets-runner/tutorial/parsed-page.ts';
import type { Problem } from '../../snippets-runner/tutorial/problem.ts';
import { SiteError } from '../site-error.ts';
import { readOnChange } from './changing-file.ts';
import { fileOfPage, shownPath } from './content-root.ts';

export interface PageSource {
  /** Without a byte order mark. Positions in `page` are positions in this text. */
  readonly text: string;
  readonly page: ParsedPage;
  readonly tree: PageTree;
}

interface PageRead {
  readonly text: string;
  /** Undefined if the file is not MDX. */
  readonly page: ParsedPage | undefined;
  readonly problems: readonly Problem[];
  readonly tree: PageTree | undefined;
}

/** Reads a page without looking at others. */
const readAlone = readOnChange('pages', (file: string, key: PageKey): PageRead => {
  const text = readText(file).replace(/^\uFEFF/u, '');
  return { text, ...parsePageAndTree(shownPath(file), text, key) };
});

/** Pages that begin with snippets of another one: what was read of both, and the page with its beginning. */
const begun = new WeakMap<PageRead, { readonly other: PageRead | undefined; readonly whole: PageRead }>();

function read(key: PageKey): PageRead | undefined {
  const own = readAlone(fileOfPage(key), key);
  const begins = own?.page?.begins;
  if (!own || !begins) return own;
  const otherKey: PageKey = { locale: SOURCE_LOCALE, slug: begins.page };
  const other = readAlone(fileOfPage(otherKey), otherKey);
  const before = begun.get(own);
  if (before && before.other === other) return before.whole;
  const whole = { ...own, ...withBeginning(own, { find: () => other, slugs: () => [] }) };
  begun.set(own, { other, whole });
  return whole;
}

/**
 * Returns undefined if there is no such page.
 * @throws SiteError with all mistakes of the page
 */
export function readPage(key: PageKey): PageSource | undefined {
  const file = fileOfPage(key);
  const result = read(key);
  if (!result) return undefined;
  const { text, page, problems, tree } = result;
  if (page && tree && problems.length === 0) return { text, page, tree };
  throw new SiteError(`${shownPath(file)} has mistakes:\n${problems.map(problemLine).join('\n')}`, LINT_HINT);
}

/** Returns whether readers look things up in a page: its text comes first, and later what its commands need. */
export function isLookupPage(slug: string): boolean {
  return readPage({ locale: SOURCE_LOCALE, slug })?.page.lookup ?? false;
}

/**
 * Returns the line of the heading below which the first commands of a page stand. Undefined if they come before any
 * heading, or if the page has none.
 */
export function headingOfFirstCommands(key: PageKey): number | undefined {
  const page = readPage(key)?.page;
  const [first] = [...(page?.snippets ?? []), ...(page?.snippetReferences ?? [])];
  const section = page?.sections.findLast(({ position }) => first && position.line < first.position.line);
  return section && section.depth > 0 ? section.position.line : undefined;
}

/** Returns the mistakes of a page; none if there is no such page. */
export function pageProblems(key: PageKey): readonly Problem[] {
  return read(key)?.problems ?? [];
}

export const LINT_HINT = '`npx snippets lint` says what to do about each.';

/** Returns a line such as `  content/en/attach.mdx:41:3: a snippet has no attribute "timout"`. */
export function problemLine({ file, position, message }: Problem): string {
  return `  ${file}${position ? `:${position.line}:${position.column}` : ''}: ${message}`;
}
