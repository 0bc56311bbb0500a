/** Collects what the search of a language looks through. */
import { render } from 'astro:content';
import type { Term } from '../../snippets-runner/tutorial/glossary/glossary.ts';
import { explainedAt, glossaryTerms, termAnchor } from '../data/glossary.ts';
import { readGuide } from '../data/guide-source.ts';
import { type GuidePage, guidesOf } from '../data/guides.ts';
import { readPage } from '../data/page-source.ts';
import { type Tutorial, tutorialsOf } from '../data/tutorials.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';
import type { Corpus, SearchedPage, SearchedTerm } from '../search/corpus.ts';
import { pageUrl } from '../urls.ts';
import { guideSections } from './guide-sections.ts';
import { searchedSections } from './page-sections.ts';

/** @param base the path that the site is deployed under */
export async function corpusOf(locale: Locale, base: string): Promise<Corpus> {
  const tutorials = await tutorialsOf(locale);
  const guides = await guidesOf(locale);
  return {
    pages: [
      ...(await Promise.all(tutorials.map((tutorial) => tutorialPage(tutorial, base)))),
      ...(await Promise.all(guides.map((guide) => guidePage(guide, base)))),
      ...otherPages(locale, base),
    ],
    terms: await Promise.all(glossaryTerms().map((term) => searchedTerm(term, locale, base))),
  };
}

async function tutorialPage(tutorial: Tutorial, base: string): Promise<SearchedPage> {
  const { locale, slug, entry } = tutorial;
  const { title, description, keywords = [] } = entry.data;
  const { headings } = await render(entry);
  const source = readPage(tutorial);
  const sections = source ? searchedSections(source, headings) : [];
  return { url: pageUrl(base, locale, slug), title, description, keywords, sections };
}

async function guidePage({ locale, slug, entry }: GuidePage, base: string): Promise<SearchedPage> {
  const { title, description, keywords = [] } = entry.data;
  const { headings } = await render(entry);
  const guide = readGuide({ locale, slug });
  const sections = guide ? guideSections(guide, headings) : [];
  return { url: pageUrl(base, locale, slug), title, description, keywords, sections };
}

/** The other pages are found by their titles and descriptions. */
function otherPages(locale: Locale, base: string): readonly SearchedPage[] {
  const { glossary, verified } = stringsOf(locale);
  return Object.entries({ glossary, verified }).map(([slug, { title, description }]) => {
    const sections = [{ anchor: '', heading: '', blocks: [] }];
    return { url: pageUrl(base, locale, slug), title, description, keywords: [], sections };
  });
}

async function searchedTerm(term: Term, locale: Locale, base: string): Promise<SearchedTerm> {
  const { titleJoin } = stringsOf(locale).glossary;
  const [name, counterpart] = locale === 'en' ? [term.en, term.zh] : [term.zh, term.en];
  const explained = await explainedAt(term, locale);
  return {
    url: `${pageUrl(base, locale, 'glossary')}#${termAnchor(term)}`,
    name,
    counterpart: counterpart === name ? '' : counterpart,
    meaning: term.meaning[locale === 'en' ? 'en' : 'zh'],
    others: locale === 'en' ? [] : (term.avoid ?? []),
    ...(explained && {
      explained: {
        url: pageUrl(base, locale, explained.slug) + explained.anchor,
        title: explained.titles.join(titleJoin),
      },
    }),
  };
}
