/** What is searched: the pages and the terms of one language. The browser loads it as one file, `/en/search.json`. */

export interface Corpus {
  readonly pages: readonly SearchedPage[];
  readonly terms: readonly SearchedTerm[];
}

export interface SearchedPage {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** What readers call the things of the page, from its front matter. */
  readonly keywords: readonly string[];
  /** First the text before the first heading, then one section for each heading. */
  readonly sections: readonly SearchedSection[];
}

export interface SearchedSection {
  /** Both are empty for the text before the first heading. */
  readonly anchor: string;
  readonly heading: string;
  readonly blocks: readonly SearchedBlock[];
}

/**
 * `text`: a paragraph, an item or a row. `typed`: a command. `printed`: an output. `folded`: an output that the page
 * does not show until the reader unfolds it; only its different words, in no order.
 */
export type BlockKind = 'text' | 'typed' | 'printed' | 'folded';
export type SearchedBlock = readonly [kind: BlockKind, text: string];

export interface SearchedTerm {
  readonly url: string;
  readonly name: string;
  /** The term in the other language; empty if it is the same. */
  readonly counterpart: string;
  /** Code is in backticks. */
  readonly meaning: string;
  /** Other words for it, which the pages do not use. */
  readonly others: readonly string[];
  readonly explained?: { readonly url: string; readonly title: string };
}
