/**
 * Compares what the sections of a translation consist of with the source: snippets, lists, tables, callouts, code, and
 * whether there is text between them. What the text says is free, and so is the number of its paragraphs.
 */
import { firstDifference } from '../../page/blocks.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';
import { partsOf } from './page-parts.ts';
import { isUpToDate } from './translation-values.ts';
import { headingDifference, snippetProblems } from './translations.ts';

export function translationStructure({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) => {
    // If a heading or a snippet is missing, the rules about them report it.
    if (!source || headingDifference(page.sections, source.sections) || snippetProblems(page, source).length > 0) {
      return [];
    }
    const [own, theirs] = [partsOf(page, source), partsOf(source, source)];
    return page.sections.flatMap((_, section) => {
      if (!isUpToDate(page, source, section)) return [];
      return sectionProblems(page, source, section, own[section] ?? [], theirs[section] ?? []);
    });
  });
}

type Parts = ReturnType<typeof partsOf>[number];

/** Reports the first difference. The differences after it are often only its consequence. */
function sectionProblems(
  page: ParsedPage,
  source: ParsedPage,
  section: number,
  own: Parts,
  theirs: Parts,
): RuleProblem[] {
  const index = firstDifference(own, theirs);
  if (index === undefined) return [];
  const [here, there] = [own[index], theirs[index]];
  const place = there && ` (${source.file}:${there.position.line}:${there.position.column})`;
  const message = !here
    ? `this section ends where the source has ${there?.what}${place}`
    : `here is ${here.what}, but in the source ${there ? `it is ${there.what}${place}` : 'the section has ended'}`;
  const splitsList = here?.what.startsWith('the end of a list') && own[index + 1]?.what.startsWith('a list');
  const hint = splitsList
    ? 'The list ends here, and another one begins. Move the comment between them into an item.'
    : 'Give the section the same snippets, lists, tables, callouts and code as the source, in the same order, with text between them where the source has text.';
  return [{ file: page.file, position: (here ?? page.sections[section])?.position, message, hint }];
}
