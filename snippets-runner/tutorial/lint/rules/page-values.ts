/** Collects the values of a page that are the same in every language. */
import { decoded, linkedSlug, urlParts } from '../../page/page-link.ts';
import type { CapturedValue, DrawingReference, Link, PathElement, Position, ReachElement } from '../../page.ts';
import type { Literal, ParsedPage } from '../../parsed-page.ts';
import type { PageIndex } from '../page-index.ts';
import { withoutComments } from './code-comments.ts';
import { anchorsOf } from './links.ts';

export interface PageValue {
  readonly kind: 'captured' | 'drawing' | 'link' | 'path' | 'reach' | Literal['kind'];
  /** Equal in two languages if and only if the values are. Undefined for a link that leads nowhere. */
  readonly key: string | undefined;
  /** The value as messages show it. */
  readonly shown: string;
  readonly position: Position;
}

/** Returns the values of each section. The first section has those of the front matter, too. */
export function valuesOf(page: ParsedPage, index: PageIndex): readonly (readonly PageValue[])[] {
  const bySection = page.sections.map((): PageValue[] => []);
  const values = [
    ...page.capturedValues.map(capturedValue),
    ...page.drawings.map(drawingValue),
    ...page.reachElements.map(reachValue),
    ...page.pathElements.map(pathValue),
    ...page.literals.map(literalValue),
    ...page.links.map((link) => linkValue(link, page, index)),
  ];
  for (const value of values) bySection[sectionAt(page, value.position)]?.push(value);
  return bySection;
}

/** Returns the index of the section that a position is in. */
export function sectionAt({ sections }: Pick<ParsedPage, 'sections'>, { line, column }: Position): number {
  let low = 0;
  let high = sections.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    const start = sections[middle]?.position ?? { line, column };
    if (start.line < line || (start.line === line && start.column <= column)) low = middle;
    else high = middle;
  }
  return low;
}

function capturedValue({ of, step, path, match, position }: CapturedValue): PageValue {
  const attributes = Object.entries({ of, step, path, match }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${value}"`],
  );
  const shown = `<Captured ${attributes.join(' ')} />`;
  return { kind: 'captured', key: shown, shown, position };
}

function drawingValue({ of, after, position }: DrawingReference): PageValue {
  const shown = `<Drawing of="${of}" after="${after}" />`;
  return { kind: 'drawing', key: shown, shown, position };
}

function reachValue({ of, position }: ReachElement): PageValue {
  const shown = of ? `<Reach of="${of.join(' ')}" />` : '<Reach />';
  return { kind: 'reach', key: shown, shown, position };
}

function pathValue({ of, position }: PathElement): PageValue {
  const shown = `<Path of="${of.join(' ')}" />`;
  return { kind: 'path', key: shown, shown, position };
}

function literalValue({ kind, text, position, field }: Literal): PageValue {
  const place = field === undefined ? '' : ` in the ${field}`;
  const shown = `${shownLiteral(kind, text)}${place}`;
  // Of two fields, each is compared by itself.
  return { kind, key: kind === 'block' ? withoutComments(text) : `${text}${place}`, shown, position };
}

function shownLiteral(kind: Literal['kind'], text: string): string {
  switch (kind) {
    case 'code':
      return `\`${text.replace(/^`|`$/gu, '')}\``;
    case 'keys':
      return `<Keys press="${text}" />`;
    case 'kbd':
      return `<kbd>${text}</kbd>`;
    case 'number':
      return `the number ${text}`;
    case 'attached':
      return text;
    case 'block':
      return `the block of code "${text.split('\n')[1] ?? ''}"`;
  }
}

/** A link to a page is compared by the page and by the number of its heading, because headings are translated. */
function linkValue({ url, position }: Link, page: ParsedPage, index: PageIndex): PageValue {
  return { kind: 'link', key: targetOf(url, page, index), shown: `the link to ${url}`, position };
}

function targetOf(url: string, page: ParsedPage, index: PageIndex): string | undefined {
  const parts = urlParts(url);
  if (!parts) return url;
  const { path, query, hash } = parts;
  const slug = path === '' ? page.slug : linkedSlug(path, page);
  // A file that is not a page, such as an image.
  if (slug === undefined) return url;
  const target = index.page(page.locale, slug);
  if (hash === '' || !target) return `${slug}${query}`;
  const heading = [...anchorsOf(target)].indexOf(decoded(hash));
  return heading < 0 ? undefined : `${slug}${query}#${heading}`;
}
