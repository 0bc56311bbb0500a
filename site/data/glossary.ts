/** The terms of content/glossary.yaml, grouped as readers of each language look for them. */

import { getEntry, render } from 'astro:content';
import path from 'node:path';
import { slug as anchorOf } from 'github-slugger';
import { readText } from '../../snippets-runner/base/read-file.ts';
import { type Glossary, type Term, TOPICS, targetOfSee } from '../../snippets-runner/tutorial/glossary/glossary.ts';
import { parseGlossary } from '../../snippets-runner/tutorial/glossary/parse-glossary.ts';
import { stringsOf } from '../i18n/languages.ts';
import { type Locale, SOURCE_LOCALE } from '../i18n/locales.ts';
import { SiteError } from '../site-error.ts';
import { contentRoot, shownPath } from './content-root.ts';
import { LINT_HINT, problemLine } from './page-source.ts';
import { readable } from './readable.ts';

export interface GlossaryGroup {
  /** Anchor of its heading. */
  readonly id: string;
  readonly title: string;
  readonly terms: readonly Term[];
}

export interface ExplainedAt {
  readonly slug: string;
  /** Such as `#by-name`; empty if the whole page explains the term. */
  readonly anchor: string;
  /** Title of the page, then the title of the section if there is one. */
  readonly titles: readonly string[];
}

/**
 * Returns English terms by letter, Chinese terms by topic. Sorted by pinyin or strokes, related Chinese terms would be
 * far apart, and many of them begin with Latin letters.
 */
export function glossaryGroups(locale: Locale): readonly GlossaryGroup[] {
  return locale === 'en' ? byLetter(glossaryTerms()) : byTopic(glossaryTerms(), locale);
}

/** Returns an anchor that is the same in every language, so links and the language switch keep working. */
export function termAnchor({ en }: Term): string {
  return anchorOf(en);
}

/**
 * Returns where a term is explained. Returns undefined if the glossary does not say, or if this language does not have
 * the page.
 * @throws SiteError if the page or its heading does not exist
 */
export async function explainedAt({ en, see }: Term, locale: Locale): Promise<ExplainedAt | undefined> {
  if (see === undefined) return undefined;
  const { slug, anchor } = targetOfSee(see);
  const entry = await getEntry('pages', `${locale}/${slug}`);
  const index = await headingIndex(slug, anchor);
  if (index === undefined) {
    throw new SiteError(
      `The glossary says that "${en}" is explained at ${see}, which does not exist.`,
      'Correct its `see` in the glossary. `npx snippets lint` lists the headings.',
    );
  }
  if (!entry) return undefined;
  const heading = index < 0 ? undefined : (await render(entry)).headings[index];
  if (!heading) return { slug, anchor: '', titles: [entry.data.title] };
  return { slug, anchor: `#${heading.slug}`, titles: [entry.data.title, heading.text] };
}

/**
 * Returns the index of a heading in the source page; -1 for the page itself, undefined if it does not exist. A
 * translation has the same headings in the same order.
 */
async function headingIndex(slug: string, anchor: string | undefined): Promise<number | undefined> {
  const source = await getEntry('pages', `${SOURCE_LOCALE}/${slug}`);
  if (!source) return undefined;
  if (anchor === undefined) return -1;
  const index = (await render(source)).headings.findIndex((heading) => heading.slug === anchor);
  return index < 0 ? undefined : index;
}

/** Splits a meaning or a note of the glossary into text and code, which stands in backticks. */
export function proseParts(prose: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  // Split by a group, every second part is what the group matched.
  return prose.split(/`([^`]+)`/u).map((text, index) => ({ text, isCode: index % 2 === 1 }));
}

/** @throws SiteError with all mistakes of the file */
export function glossaryTerms(): Glossary {
  const file = path.join(contentRoot, 'glossary.yaml');
  const { glossary, problems } = parseGlossary(
    shownPath(file),
    readable(file, () => readText(file)),
  );
  if (glossary) return glossary.terms;
  throw new SiteError(`The glossary has mistakes:\n${problems.map(problemLine).join('\n')}`, LINT_HINT);
}

function byLetter(terms: Glossary): readonly GlossaryGroup[] {
  const sorted = terms.toSorted((a, b) => a.en.localeCompare(b.en, 'en'));
  const letters = Map.groupBy(sorted, ({ en }) => en.charAt(0).toUpperCase());
  return [...letters].map(([letter, own]) => ({ id: `letter-${letter.toLowerCase()}`, title: letter, terms: own }));
}

function byTopic(terms: Glossary, locale: Locale): readonly GlossaryGroup[] {
  const { topics } = stringsOf(locale).glossary;
  return TOPICS.map((topic) => ({
    id: `topic-${topic}`,
    title: topics[topic],
    terms: terms.filter((term) => term.topic === topic),
  })).filter((group) => group.terms.length > 0);
}
