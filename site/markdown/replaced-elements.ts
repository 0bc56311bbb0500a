/**
 * Elements of Markdown that components replace in tutorials or in guides. All other markup of a page is compiled into
 * strings of HTML, which takes less time than an object for each element. No component would replace what is in these.
 */
export const REPLACED_ELEMENTS = ['a', 'h2', 'h3', 'pre', 'table', 'th'] as const;
export type ReplacedElement = (typeof REPLACED_ELEMENTS)[number];
