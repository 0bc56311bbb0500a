/** A translation has its source's structure, and was made from the prose that its source has now. */

import { listed } from '../../../base/nearest.ts';
import { translationLag } from '../../page/translation.ts';
import { LOCALES, type Section, type Snippet, SOURCE_LOCALE } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import { fileIn, type PageIndex, type RuleProblem } from '../page-index.ts';

export function translationMissing({ sources, has }: PageIndex): RuleProblem[] {
  return sources.flatMap((page) =>
    LOCALES.filter((locale) => !has(locale, page.slug)).map((locale) => ({
      file: page.file,
      position: undefined,
      message: `the page is not there in "${locale}"`,
      hint: `Translate it as ${fileIn(locale, page)}: its prose, with <Snippet id="…" /> where snippets are.`,
    })),
  );
}

export function pageWithoutSource({ translations, has }: PageIndex): RuleProblem[] {
  return translations
    .filter(({ page }) => !has(SOURCE_LOCALE, page.slug))
    .map(({ page }) => ({
      file: page.file,
      position: undefined,
      message: `no page in "${SOURCE_LOCALE}" is translated by this one`,
      hint: `Give both the same path below their language's folder: ${fileIn(SOURCE_LOCALE, page)} is not there.`,
    }));
}

export function translationHeadings({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) => {
    const difference = source && headingDifference(page.sections, source.sections);
    if (!difference) return [];
    const hint = 'A translation has the same headings in the same order and depth; move or add one to match.';
    return [{ file: page.file, ...difference, hint }];
  });
}

/** The first place where depths differ; the later ones follow from it too often. */
function headingDifference(own: readonly Section[], theirs: readonly Section[]) {
  for (let index = 1; index < Math.max(own.length, theirs.length); index++) {
    const [here, there] = [own[index], theirs[index]];
    if (here?.depth === there?.depth) continue;
    if (!here)
      return { position: undefined, message: `the heading ${named(there)} of the source is missing at the end` };
    if (!there) return { position: here.position, message: `the heading ${named(here)} is not in the source` };
    return { position: here.position, message: `${named(here)} stands where the source has ${named(there)}` };
  }
  return undefined;
}

function named(section: Section | undefined): string {
  return section === undefined ? '' : `"${'#'.repeat(section.depth)} ${section.heading ?? ''}"`;
}

/** References to nothing are `snippet-unknown`'s. */
export function translationSnippets({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) => {
    if (!source) return [];
    const shown = source.snippets.filter(({ hidden }) => !hidden);
    const known = page.snippetReferences.filter(({ id }) => shown.some((snippet) => snippet.id === id));
    const missing = shown.filter(({ id }) => !known.some((reference) => reference.id === id));
    const moved = known.find(({ id }, index) => id !== expectedAt(index, shown, missing));
    const problem = (message: string, hint: string, position = moved?.position) => ({
      file: page.file,
      position,
      message,
      hint,
    });
    if (missing.length > 0) {
      const ids = listed(missing.map(({ id }) => id));
      return [
        problem(
          `the source shows ${ids}, the translation does not`,
          'Put <Snippet id="…" /> where the source has it.',
          undefined,
        ),
      ];
    }
    if (!moved) return [];
    const order = listed(shown.map(({ id }) => id));
    return [
      problem(
        `the snippet "${moved.id}" stands at another place than in the source`,
        `The source's order is ${order}, each once.`,
      ),
    ];
  });
}

function expectedAt(index: number, shown: readonly Snippet[], missing: readonly Snippet[]): string | undefined {
  return shown.filter((snippet) => !missing.includes(snippet))[index]?.id;
}

export function translationOutdated({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) => {
    const message = source && behind(page, source);
    if (!message) return [];
    const hint = `Read them in ${source.file}, translate what is new, then run: npx snippets lint --translated ${page.file}`;
    return [{ file: page.file, position: page.positions.translated, message, hint }];
  });
}

function behind({ translated }: ParsedPage, { sections }: ParsedPage): string | undefined {
  const lag = translationLag(translated, sections);
  if (lag === undefined) return undefined;
  if (lag.kind === 'unknown') return 'the page does not say which text of the source it translates';
  if (lag.kind === 'moved') return 'sections of the source were moved or removed since it was translated';
  const names = lag.sections.map((index) => sections[index]?.heading ?? 'the text before the first heading');
  return `the source has changed since it was translated: ${listed(names)}`;
}
