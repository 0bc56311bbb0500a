/** Finds terms whose `see` leads to no page, or to no heading of a page. */

import { nearest } from '../../../base/nearest.ts';
import { targetOfSee } from '../../glossary/glossary.ts';
import { SOURCE_LOCALE } from '../../page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';
import { anchorsOf } from './links.ts';

export function glossaryLinks(index: PageIndex): RuleProblem[] {
  const { glossary } = index;
  if (!glossary) return [];
  return glossary.terms.flatMap(({ en, see }, termIndex) => {
    const fault = see === undefined ? undefined : faultOf(see, index);
    if (!fault) return [];
    const message = `see of the term "${en}": ${fault.message}`;
    return [{ file: glossary.file, position: glossary.seePositions.get(termIndex), message, hint: fault.hint }];
  });
}

function faultOf(see: string, index: PageIndex): Pick<RuleProblem, 'message' | 'hint'> | undefined {
  const { slug, anchor } = targetOfSee(see);
  if (!index.has(SOURCE_LOCALE, slug)) {
    const meant = nearest(slug, index.slugs(SOURCE_LOCALE));
    const hint =
      meant === undefined ? 'Write the path of a page below content/en, without .mdx.' : `Did you mean ${meant}?`;
    return { message: `there is no page "${slug}"`, hint };
  }
  const page = index.page(SOURCE_LOCALE, slug);
  if (anchor === undefined || !page) return undefined;
  const anchors = anchorsOf(page);
  if (anchors.has(anchor)) return undefined;
  const meant = nearest(anchor, anchors);
  const known = [...anchors].map((one) => `#${one}`).join(', ');
  return {
    message: `${page.file} has no heading #${anchor}`,
    hint: meant === undefined ? `Its headings are ${known || 'none'}.` : `Did you mean #${meant}?`,
  };
}
