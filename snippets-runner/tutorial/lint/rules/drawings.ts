/** Finds drawings that a page asks for, but that the site does not have. */
import { listed, meantHint } from '../../../base/nearest.ts';
import { type DrawingReference, type Snippet, SOURCE_LOCALE } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import { isInvalid, type PageIndex, type RuleProblem } from '../page-index.ts';

export function drawingMissing(index: PageIndex): RuleProblem[] {
  return index.pages.flatMap((page) => [...openedIn(page, index), ...referredIn(page, index)]);
}

/** Checks `drawing=open`. */
function openedIn({ file, slug, snippets }: ParsedPage, index: PageIndex): RuleProblem[] {
  return snippets.flatMap((snippet): RuleProblem[] => {
    const fault = snippet.drawing && faultOf(snippet, slug, index);
    if (!fault) return [];
    const message = `the snippet "${snippet.id}" has drawing=open, but ${fault}`;
    const hint = 'Only a snippet that changes the network has a drawing. Delete the attribute, or move it to one.';
    return [{ file, position: snippet.position, message, hint }];
  });
}

/** Checks `<Drawing of after>`. */
function referredIn({ file, drawings }: ParsedPage, index: PageIndex): RuleProblem[] {
  return drawings.flatMap((drawing): RuleProblem[] => {
    const problem = problemOf(drawing, index);
    return problem ? [{ file, position: drawing.position, ...problem }] : [];
  });
}

function problemOf(
  { of, after }: DrawingReference,
  index: PageIndex,
): Pick<RuleProblem, 'message' | 'hint'> | undefined {
  if (!index.has(SOURCE_LOCALE, of)) {
    return { message: `there is no page "${of}"`, hint: meantHint('pages', of, new Set(index.slugs(SOURCE_LOCALE))) };
  }
  const source = index.page(SOURCE_LOCALE, of);
  if (!source) return undefined;
  const snippet = source.snippets.find(({ id }) => id === after);
  const drawn = source.snippets.filter((each) => faultOf(each, of, index) === undefined).map(({ id }) => id);
  if (!snippet) {
    return {
      message: `${source.file} has no snippet "${after}"`,
      hint: meantHint('snippets with a drawing', after, new Set(drawn)),
    };
  }
  const fault = faultOf(snippet, of, index);
  if (!fault) return undefined;
  const message = `there is no drawing after the snippet "${after}" of ${source.file}: ${fault}`;
  return { message, hint: `The snippets with a drawing are ${listed(drawn)}.` };
}

/** `capture-missing` reports a snippet that has not been captured. */
function faultOf({ id, hidden }: Snippet, slug: string, { captures }: PageIndex): string | undefined {
  if (hidden) return 'the site does not show it';
  const capture = captures.get(slug);
  if (!capture || isInvalid(capture)) return undefined;
  const captured = capture.snippets.find((snippet) => snippet.id === id);
  return captured && !captured.topology ? 'it did not change the network' : undefined;
}
