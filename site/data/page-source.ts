/** Pages as the runner reads them: each file is parsed once, by `snippets-runner/tutorial`. */
import { readFileSync } from 'node:fs';
import { parsePage } from '../../snippets-runner/tutorial/page/parse-page.ts';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import type { ParsedPage } from '../../snippets-runner/tutorial/parsed-page.ts';
import type { Problem } from '../../snippets-runner/tutorial/problem.ts';
import { SiteError } from '../site-error.ts';
import { readOnChange } from './changing-file.ts';
import { fileOfPage, shownPath } from './content-root.ts';

export interface PageSource {
  /** Without a byte order mark; positions in `page` count in it. */
  readonly text: string;
  readonly page: ParsedPage;
}

interface PageRead {
  readonly text: string;
  /** Undefined when the file is not MDX. */
  readonly page: ParsedPage | undefined;
  readonly problems: readonly Problem[];
}

const read = readOnChange((file: string, key: PageKey): PageRead => {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
  return { text, ...parsePage(shownPath(file), text, key) };
});

/**
 * Returns undefined when there is no such page.
 * @throws SiteError when the page has mistakes, with all of them
 */
export function readPage(key: PageKey): PageSource | undefined {
  const file = fileOfPage(key);
  const result = read(file, key);
  if (!result) return undefined;
  const { text, page, problems } = result;
  if (page && problems.length === 0) return { text, page };
  throw new SiteError(`${shownPath(file)} has mistakes:\n${problems.map(problemLine).join('\n')}`, LINT_HINT);
}

/** Returns what is wrong within a page; nothing when there is no such page. */
export function pageProblems(key: PageKey): readonly Problem[] {
  return read(fileOfPage(key), key)?.problems ?? [];
}

export const LINT_HINT = '`npx snippets lint` says what to do about each.';

/** Returns a line such as `  content/en/attach.mdx:41:3: "timout" is not an attribute of a snippet`. */
export function problemLine({ file, position, message }: Problem): string {
  return `  ${file}${position ? `:${position.line}:${position.column}` : ''}: ${message}`;
}
