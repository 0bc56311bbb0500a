/** Finds the term of the glossary that a query asks for. */
import type { SearchedTerm } from './corpus.ts';
import { isStopWord, withoutChineseStopWords } from './stop-words.ts';
import { wordsOf } from './words.ts';

/**
 * Returns a term only if the query is the term, such as `what is a veth pair`. A query with more words asks for
 * something else.
 */
export function definitionOf(typed: string, terms: readonly SearchedTerm[]): SearchedTerm | undefined {
  const asked = keyOf(typed);
  const shorter = asked.replace(/^docker /u, '');
  return named(asked, terms) ?? named(shorter, terms);
}

function named(key: string, terms: readonly SearchedTerm[]): SearchedTerm | undefined {
  if (key === '') return undefined;
  const has = (names: readonly string[]) => names.some((name) => keyOf(name) === key);
  return terms.find(({ name, counterpart }) => has([name, counterpart])) ?? terms.find(({ others }) => has(others));
}

function keyOf(text: string): string {
  const words = wordsOf(withoutChineseStopWords(text.normalize('NFKC')));
  return words
    .filter(({ term, isPart }) => !isPart && !isStopWord(term))
    .map(({ term }) => term)
    .join(' ');
}
