/** Shows what the search has found. Texts become text nodes, so nothing in them can become markup. */
import type { SearchedSection, SearchedTerm } from '../search/corpus.ts';
import { excerptOf, type Marks, marked, type Piece } from '../search/excerpt.ts';
import type { FoundPage } from '../search/search.ts';
import { element } from './dom.ts';

/** Shows the title and the description of a page, and an excerpt of each section. */
export function pageItem({ page, sections }: FoundPage, marks: Marks): HTMLElement {
  const description = element('span', 'search-excerpt', ...markedNodes(marked(page.description, marks)));
  return element(
    'li',
    '',
    link(page.url, 'search-page', element('b', '', ...markedNodes(marked(page.title, marks))), description),
    ...sections.map((section) => sectionLink(page.url, section, marks)),
  );
}

function sectionLink(pageUrl: string, { anchor, heading, blocks }: SearchedSection, marks: Marks): HTMLElement {
  const title = element('b', '', ...markedNodes(marked(heading, marks)));
  const excerpt = excerptOf(blocks, marks);
  const shown = excerpt && element(excerpt.isCode ? 'code' : 'span', 'search-excerpt', ...markedNodes(excerpt.pieces));
  return link(`${pageUrl}#${anchor}`, 'search-section', title, ...(shown ? [shown] : []));
}

/** @param explainedIn what comes before the title of the page that explains the term */
export function definitionCard(term: SearchedTerm, explainedIn: string, otherLanguage: string): readonly HTMLElement[] {
  const { name, counterpart, url, meaning, explained } = term;
  const other = element('span', 'search-counterpart', counterpart);
  other.lang = otherLanguage;
  return [
    link(url, 'search-term', element('b', '', name), ...(counterpart === '' ? [] : [' ', other])),
    // Split by a group, every second part is what the group matched.
    element(
      'p',
      '',
      ...meaning.split(/`([^`]+)`/u).map((text, at) => (at % 2 === 1 ? element('code', '', text) : text)),
    ),
    ...(explained
      ? [element('p', 'search-explained', `${explainedIn} `, link(explained.url, '', explained.title))]
      : []),
  ];
}

function markedNodes(pieces: readonly Piece[]): readonly (Node | string)[] {
  return pieces.map(({ text, isMarked }) => (isMarked ? element('mark', '', text) : text));
}

function link(url: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const anchor = element('a', className, ...children);
  anchor.setAttribute('href', url);
  return anchor;
}
