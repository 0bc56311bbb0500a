/** The snippets that stand in the questions of a page. What they build is no part of what the page is about. */
import { SOURCE_LOCALE } from '../../snippets-runner/tutorial/page.ts';
import { readPage } from './page-source.ts';

export function questionSnippets(slug: string): ReadonlySet<string> {
  const ids = new Set<string>();
  let isQuestion = false;
  for (const { what, snippet } of readPage({ locale: SOURCE_LOCALE, slug })?.page.blocks ?? []) {
    if (what === '<Question>') isQuestion = true;
    if (what === 'the end of <Question>') isQuestion = false;
    if (isQuestion && snippet !== undefined) ids.add(snippet);
  }
  return ids;
}
