/** What a query looks for in an index. */
import type MiniSearch from 'minisearch';
import type { SearchOptions } from 'minisearch';
import { isStopWord, withoutChineseStopWords } from './stop-words.ts';
import { type Word, wordsOf } from './words.ts';

export interface Query {
  /** Of the same length as what was typed. */
  readonly text: string;
  /** Those that say something about what is looked for. */
  readonly words: readonly Word[];
  /** The words as the index has them. */
  readonly terms: readonly string[];
  /** The last word, which the reader may still be typing. */
  readonly unfinished: string | undefined;
}

export function readQuery(typed: string): Query {
  const text = withoutChineseStopWords(typed.normalize('NFKC'));
  const all = wordsOf(text);
  const meaningful = all.filter(({ term }) => !isStopWord(term));
  const words = meaningful.length > 0 ? meaningful : all;
  return {
    text,
    words,
    terms: [...new Set(words.map(({ term }) => term))],
    unfinished: /[\p{L}\p{N}]$/u.test(typed) ? words.findLast(({ isPart }) => !isPart)?.term : undefined,
  };
}

/**
 * A word that the index does not have is found by its beginning, or with mistakes. The options have the words of the
 * query, so the query for `search` itself is empty.
 */
export function optionsFor({ terms, words, unfinished }: Query, index: MiniSearch): SearchOptions {
  const tokenize = () => [...terms];
  const known = new Set(index.search('', { tokenize }).flatMap(({ queryTerms }) => queryTerms));
  // As typed: the stem of `brige` has only four letters.
  const long = new Set(words.filter(({ start, end }) => end - start >= 5).map(({ term }) => term));
  return {
    tokenize,
    prefix: (term) => term === unfinished || !known.has(term),
    // Two letters in the wrong order are two mistakes for MiniSearch.
    fuzzy: (term) => !known.has(term) && long.has(term) && /^[a-z]{4,}$/u.test(term) && 2,
    boostDocument: (_, found) => (terms.some((term) => isLike(found, term)) ? 1 : 0),
  };
}

/** Two letters too many are another word. In a short word, so are two mistakes. */
function isLike(found: string, term: string): boolean {
  if (found.startsWith(term)) return true;
  if (found[0] !== term[0] || Math.abs(found.length - term.length) > 1) return false;
  return term.length > 5 || isOneMistake(found, term);
}

/** Returns whether two words differ by a letter that is wrong or missing, or by two neighbours that are exchanged. */
function isOneMistake(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left === `${right[1]}${right[0]}`);
}

/** Returns the words that no page has, as typed. */
export function unknownWords({ text, words }: Query, found: ReadonlySet<string>): readonly string[] {
  const known = words.filter(({ term }) => found.has(term));
  // Of `alpine-net`, a page may have only `net`. Pairs of Chinese characters overlap.
  const isKnown = (word: Word) => known.some(({ start, end }) => start < word.end && end > word.start);
  return words.filter((word) => !(word.isPart || isKnown(word))).map(({ start, end }) => text.slice(start, end));
}
