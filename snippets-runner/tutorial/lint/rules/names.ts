/** Checks the names of pages. The names inside a page are checked when it is parsed. */
import { SLUG } from '../../names.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function pageNameInvalid({ pages }: PageIndex): RuleProblem[] {
  return pages
    .filter(({ slug }) => !SLUG.test(slug))
    .map(({ file, slug }) => ({
      file,
      position: undefined,
      message: `"${slug}" is not a valid slug`,
      hint: 'Rename the file, and its folders: write names in kebab-case, such as bridge/user-defined.mdx.',
    }));
}
