/**
 * Finds pages and their sections. MiniSearch counts words by BM25. A page need not have all words of a query. The more
 * of them it has, the better.
 */
import type MiniSearch from 'minisearch';
import type { SearchResult } from 'minisearch';
import type { SearchedPage, SearchedSection } from './corpus.ts';
import { phraseShare } from './phrases.ts';
import { optionsFor, readQuery, unknownWords } from './query.ts';
import { rarityOf } from './rarity.ts';
import type { IndexedSection, SearchIndex } from './search-index.ts';

export interface FoundPage {
  readonly page: SearchedPage;
  /** Those that fit best, the best first. The text before the first heading is none. */
  readonly sections: readonly SearchedSection[];
  readonly score: number;
}

export interface Found {
  /** The best first. */
  readonly pages: readonly FoundPage[];
  /** Terms to mark in excerpts, each with how rare it is. */
  readonly marks: ReadonlyMap<string, number>;
  /** Words that no page has, as typed. */
  readonly unknown: readonly string[];
}

interface ScoredSection extends IndexedSection {
  readonly score: number;
}

/** Pages with less of the best page's score are left out; so are sections with less of the best section's. */
const WORST_PAGE = 0.25;
const WORST_SECTION = 0.7;
/** So many pages are shown whatever their score. Otherwise, a page that is all about a word would be the only one. */
const FEWEST_PAGES = 3;
/** A page shows no section if its title, its description and its keywords fit so much better. */
const WORST_BEST_SECTION = 0.1;
const MOST_PAGES = 8;
const MOST_SECTIONS = 2;

export function search(typed: string, { corpus, pages, sections, indexed }: SearchIndex): Found {
  const query = readQuery(typed);
  const options = optionsFor(query, sections);
  const ofPages = scores(pages, pages.search('', options));
  const results = sections.search('', options);
  const share = phraseShare(
    query.text,
    indexed.map(({ inOrder }) => inOrder),
  );
  const scored = Array.from(scores(sections, results), ([number, score]): ScoredSection => {
    const section = indexed[number] as IndexedSection;
    return { ...section, score: score * (1 + share(section.inOrder)) };
  }).toSorted((a, b) => b.score - a.score);
  const found = corpus.pages
    .map((page, number) => {
      const all = indexed.filter((section) => section.page === number).map(({ inOrder }) => inOrder);
      const ofPage = (ofPages.get(number) ?? 0) * (1 + share(all.join('\n')));
      return foundPage(
        page,
        ofPage,
        scored.filter((section) => section.page === number),
      );
    })
    .toSorted((a, b) => b.score - a.score);
  const worst = (found[0]?.score ?? 0) * WORST_PAGE;
  return {
    pages: found.filter(({ score }, rank) => score > (rank < FEWEST_PAGES ? 0 : worst)).slice(0, MOST_PAGES),
    marks: rarities(
      sections,
      results.map(({ terms }) => terms),
    ),
    unknown: unknownWords(query, new Set(results.flatMap(({ queryTerms }) => queryTerms))),
  };
}

/** @param own sections of the page, the best first */
function foundPage(page: SearchedPage, ofPage: number, own: readonly ScoredSection[]): FoundPage {
  const best = own[0]?.score ?? 0;
  const headed = own.filter(({ section: { anchor }, score }) => anchor !== '' && score >= best * WORST_BEST_SECTION);
  const worst = (headed[0]?.score ?? 0) * WORST_SECTION;
  return {
    page,
    sections: headed
      .filter(({ score }) => score >= worst)
      .slice(0, MOST_SECTIONS)
      .map(({ section }) => section),
    score: ofPage + best,
  };
}

/**
 * Returns the scores by document. MiniSearch multiplies a score by the number of words that a document
 * has. Here, it is multiplied by their share of the query, in which a rare word counts more than a frequent one.
 */
function scores(index: MiniSearch, results: readonly SearchResult[]): ReadonlyMap<number, number> {
  const rarity = rarities(
    index,
    results.map(({ queryTerms }) => queryTerms),
  );
  const sum = (terms: Iterable<string>) => [...terms].reduce((total, term) => total + (rarity.get(term) ?? 0), 0);
  const all = sum(rarity.keys());
  return new Map(
    results.map(({ id, score, queryTerms }): [number, number] => [
      id,
      (score / queryTerms.length) * (sum(queryTerms) / all),
    ]),
  );
}

/** Returns how rare each word is. */
function rarities(index: MiniSearch, termsOfDocuments: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const frequencies = new Map<string, number>();
  for (const term of termsOfDocuments.flat()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return new Map(Array.from(frequencies, ([term, frequency]) => [term, rarityOf(frequency, index.documentCount)]));
}
