/** Pages for tests, as an author would write them. */

import { parsePage } from '../../tutorial/page/parse-page.ts';
import type { ParsedPage } from '../../tutorial/parsed-page.ts';

export interface PageSource {
  readonly slug?: string;
  /** Under `lab:`, one entry a line. */
  readonly lab?: string;
  /** More lines of front matter. */
  readonly front?: string;
}

/** @throws TypeError if the page has a mistake */
export function pageOf(body: string, { slug = 'page', lab = 'nodes: [host]', front }: PageSource = {}): ParsedPage {
  const labLines = lab.split('\n').map((line) => `  ${line}`);
  const head = [
    '---',
    'title: A page',
    'description: A page for a test.',
    'lab:',
    ...labLines,
    ...(front ? [front] : []),
    '---',
  ];
  const text = `${head.join('\n')}\n\n${body}`;
  const { page, problems } = parsePage(`${slug}.mdx`, text, { slug, locale: 'en' });
  if (!page || problems.length > 0) throw new TypeError(problems.map(({ message }) => message).join('\n'));
  return page;
}
