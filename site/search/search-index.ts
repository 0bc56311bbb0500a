/** The indexes of a language. The browser makes them from the texts, which it needs for excerpts anyway. */
import MiniSearch from 'minisearch';
import type { BlockKind, Corpus, SearchedPage, SearchedSection } from './corpus.ts';
import { inOrder } from './phrases.ts';
import { wordsOf } from './words.ts';

/** A document of either index has its number as `id`, and a text for each field. */
type Field = BlockKind | 'title' | 'keywords' | 'description' | 'heading';

export interface SearchIndex {
  readonly corpus: Corpus;
  /** Numbered as in the corpus. */
  readonly pages: MiniSearch;
  readonly sections: MiniSearch;
  /** The documents of `sections`. */
  readonly indexed: readonly IndexedSection[];
}

export interface IndexedSection {
  /** Number of its page in the corpus. */
  readonly page: number;
  readonly section: SearchedSection;
  /** Its words in order, a line for each text. */
  readonly inOrder: string;
}

/** Between two texts of a field. No phrase reaches across. */
const BETWEEN = '\n\n';

/** How much a word counts, by its place. */
const BOOSTS = {
  title: 4,
  keywords: 4,
  description: 2,
  heading: 2,
  text: 1,
  typed: 2,
  printed: 1,
  folded: 0.2,
} satisfies Record<Field, number>;

export function searchIndex(corpus: Corpus): SearchIndex {
  const pages = corpus.pages.map((page) => documentOf(page, page.sections));
  const sections = corpus.pages.flatMap((page, number) =>
    page.sections.map((section) => ({ page: number, section, document: documentOf(page, [section]) })),
  );
  return {
    corpus,
    pages: indexOf(pages),
    sections: indexOf(sections.map(({ document }) => document)),
    indexed: sections.map(({ page, section, document }) => ({
      page,
      section,
      inOrder: Object.values(document)
        .flatMap((text) => text.split(BETWEEN).map(inOrder))
        .join('\n'),
    })),
  };
}

function indexOf(documents: readonly Readonly<Record<Field, string>>[]): MiniSearch {
  const index = new MiniSearch({
    fields: Object.keys(BOOSTS),
    tokenize: (text) => wordsOf(text).map(({ term }) => term),
    processTerm: (term) => term,
    searchOptions: { boost: BOOSTS },
  });
  index.addAll(documents.map((document, id) => ({ ...document, id })));
  return index;
}

function documentOf(page: SearchedPage, sections: readonly SearchedSection[]): Readonly<Record<Field, string>> {
  // The text before the first heading stands for the page.
  const isLead = sections[0]?.anchor === '';
  const blocks = sections.flatMap((section) => section.blocks);
  const textOf = (kind: BlockKind) => joined(blocks.flatMap(([own, text]) => (own === kind ? [text] : [])));
  return {
    title: isLead ? page.title : '',
    keywords: isLead ? joined(page.keywords) : '',
    description: isLead ? page.description : '',
    heading: joined(sections.map(({ heading }) => heading)),
    text: textOf('text'),
    typed: textOf('typed'),
    printed: textOf('printed'),
    folded: textOf('folded'),
  };
}

function joined(texts: readonly string[]): string {
  return texts.join(BETWEEN);
}
