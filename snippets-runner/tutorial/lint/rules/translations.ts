/** Compares translations with their sources: the structure, and the prose that the translation was made from. */
import { COMMAND } from '../../../base/installation.ts';
import { listed } from '../../../base/nearest.ts';
import { shellPath } from '../../../base/shell-quote.ts';
import { translationLag } from '../../page/translation.ts';
import { LOCALES, type Locale, type Section, SOURCE_LOCALE } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';
import { sectionAt } from './page-values.ts';

export function translationMissing({ sources, has }: PageIndex): RuleProblem[] {
  return sources.flatMap((page) =>
    LOCALES.filter((locale) => !has(locale, page.slug)).map((locale) => ({
      file: page.file,
      position: undefined,
      message: `the page has no translation in "${locale}"`,
      hint: `Write ${fileIn(locale, page)}: translate the prose, and write <Snippet id="…" /> for each snippet.`,
    })),
  );
}

export function pageWithoutSource({ translations, has }: PageIndex): RuleProblem[] {
  return translations
    .filter(({ page }) => !has(SOURCE_LOCALE, page.slug))
    .map(({ page }) => ({
      file: page.file,
      position: undefined,
      message: `the page is a translation, but has no source in "${SOURCE_LOCALE}"`,
      hint: `Write ${fileIn(SOURCE_LOCALE, page)}. If the source has another path, move this page to the same path.`,
    }));
}

export function translationHeadings({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) => {
    const difference = source && headingDifference(page.sections, source.sections);
    if (!difference) return [];
    const hint = 'Give the translation the same headings as the source, in the same order and of the same depth.';
    return [{ file: page.file, ...difference, hint }];
  });
}

/** Returns the first heading with another depth. The differences after it are often only its consequence. */
export function headingDifference(own: readonly Section[], theirs: readonly Section[]) {
  for (let index = 1; index < Math.max(own.length, theirs.length); index++) {
    const [here, there] = [own[index], theirs[index]];
    if (here?.depth === there?.depth) continue;
    if (!here)
      return { position: undefined, message: `the page ends without a heading for ${named(there)} of the source` };
    if (!there) return { position: here.position, message: `the source has no heading for ${named(here)}` };
    return {
      position: here.position,
      message: `the heading is ${named(here)}, but in the source it is ${named(there)}`,
    };
  }
  return undefined;
}

function named(section: Section | undefined): string {
  return section === undefined ? '' : `"${'#'.repeat(section.depth)} ${section.heading ?? ''}"`;
}

export function translationSnippets({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) => (source ? snippetProblems(page, source) : []));
}

/** Ignores references to snippets that do not exist: `snippet-unknown` reports them. */
export function snippetProblems(page: ParsedPage, source: ParsedPage): RuleProblem[] {
  const shown = source.snippets.filter(({ hidden }) => !hidden);
  const ids = new Set(shown.map(({ id }) => id));
  const known = page.snippetReferences.filter(({ id }) => ids.has(id));
  const referred = new Set(known.map(({ id }) => id));
  const missing = shown.filter(({ id }) => !referred.has(id));
  const expected = shown.filter(({ id }) => referred.has(id));
  const moved = known.find(({ id }, index) => id !== expected[index]?.id);
  const problem = (message: string, hint: string, position = moved?.position) => ({
    file: page.file,
    position,
    message,
    hint,
  });
  if (missing.length > 0) {
    const lacking = listed(missing.map(({ id }) => id));
    return [
      problem(
        `the source shows ${lacking}, but the translation does not`,
        'Write <Snippet id="…" /> where the source has the snippet.',
        undefined,
      ),
    ];
  }
  if (!moved) return inOtherSections(page, source);
  const order = listed(shown.map(({ id }) => id));
  return [
    problem(
      `the snippet "${moved.id}" is not in the order of the source`,
      `Show each snippet once, in the order of the source: ${order}.`,
    ),
  ];
}

/** Finds the snippets that are below another heading than in the source. Their order is right. */
function inOtherSections(page: ParsedPage, source: ParsedPage): RuleProblem[] {
  if (headingDifference(page.sections, source.sections)) return [];
  const shown = source.snippets.filter(({ hidden }) => !hidden);
  const places = new Map(shown.map(({ id, position }) => [id, sectionAt(source, position)]));
  return page.snippetReferences.flatMap(({ id, position }) => {
    const [here, there] = [sectionAt(page, position), places.get(id)];
    if (there === undefined || here === there) return [];
    const message = `the snippet "${id}" is ${below(page.sections[here])}, but in the source it is ${below(source.sections[there])}`;
    return [{ file: page.file, position, message, hint: 'Move it to the section that it belongs to.' }];
  });
}

function below(section: Section | undefined): string {
  return section?.heading === undefined ? 'before the first heading' : `below ${named(section)}`;
}

export function translationOutdated({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) => {
    const message = source && behind(page, source);
    if (!message) return [];
    const hint = `Compare with ${source.file}, update the translation, then run: ${COMMAND} lint --translated ${shellPath(page.file)}`;
    return [{ file: page.file, position: page.positions.translated, message, hint }];
  });
}

function behind({ translated }: ParsedPage, { sections }: ParsedPage): string | undefined {
  const lag = translationLag(translated, sections);
  if (lag === undefined) return undefined;
  if (lag.kind === 'unknown') return 'the translation has not been marked as up to date';
  if (lag.kind === 'moved') return 'sections of the source were moved or removed since the page was translated';
  const names = lag.sections.map((index) => sections[index]?.heading ?? 'the text before the first heading');
  return `these sections of the source have changed since the page was translated: ${listed(names)}`;
}

/** Returns the path of the same page in another locale. */
function fileIn(locale: Locale, page: ParsedPage): string {
  const ending = `${page.locale}/${page.slug}.mdx`;
  const folder = page.file.endsWith(ending) ? page.file.slice(0, -ending.length) : 'content/';
  return `${folder}${locale}/${page.slug}.mdx`;
}
