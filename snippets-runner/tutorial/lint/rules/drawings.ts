/** Finds snippets whose drawing is to be open, but for which the site has no drawing. */
import type { Snippet } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import { isInvalid, type PageIndex, type RuleProblem } from '../page-index.ts';

export function drawingMissing(index: PageIndex): RuleProblem[] {
  return index.pages.flatMap((page) =>
    page.snippets.flatMap((snippet): RuleProblem[] => {
      const fault = snippet.drawing && faultOf(snippet, page, index);
      if (!fault) return [];
      const message = `the snippet "${snippet.id}" has drawing=open, but ${fault}`;
      const hint = 'Only a snippet that changes the network has a drawing. Delete the attribute, or move it to one.';
      return [{ file: page.file, position: snippet.position, message, hint }];
    }),
  );
}

/** `capture-missing` reports a snippet that has not been captured. */
function faultOf({ id, hidden }: Snippet, { slug }: ParsedPage, { captures }: PageIndex): string | undefined {
  if (hidden) return 'the site does not show it';
  const capture = captures.get(slug);
  if (!capture || isInvalid(capture)) return undefined;
  const captured = capture.snippets.find((snippet) => snippet.id === id);
  return captured && !captured.topology ? 'it did not change the network' : undefined;
}
