/** Collects the values of a page that are the same in every language. */
import { decoded, linkedSlug, urlParts } from '../../page/page-link.ts';
import type { CapturedValue, Link, Position } from '../../page.ts';
import type { Literal, ParsedPage } from '../../parsed-page.ts';
import type { PageIndex } from '../page-index.ts';
import { anchorsOf } from './links.ts';
import { withoutUrls } from './prose.ts';

export interface PageValue {
  readonly kind: 'captured' | 'link' | 'number' | Literal['kind'];
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
    ...page.literals.map(literalValue),
    ...page.links.map((link) => linkValue(link, page, index)),
    ...numbersOf(page),
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

function literalValue({ kind, text, position }: Literal): PageValue {
  switch (kind) {
    case 'code':
      return { kind, key: text, shown: `\`${text}\``, position };
    case 'keys':
      return { kind, key: text, shown: `<Keys press="${text}" />`, position };
    case 'kbd':
      return { kind, key: text, shown: `<kbd>${text}</kbd>`, position };
    case 'block':
      return { kind, key: withoutComments(text), shown: `the block of code "${text.split('\n')[1] ?? ''}"`, position };
  }
}

/** Removes comments from code, because they are translated. */
function withoutComments(code: string): string {
  return code.replace(/(?:^|[ \t]+)(?:#|\/\/)[ \t].*$/gmu, '');
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

/** Returns the numbers of the prose, such as `2`, `28.5` and `172.18.0.1`. */
function numbersOf({ prose }: ParsedPage): PageValue[] {
  return prose.flatMap(({ text, position: { line, column } }) =>
    Array.from(withoutUrls(text).matchAll(/\d+(?:\.\d+)*/gu), ({ 0: number, index }): PageValue => {
      return { kind: 'number', key: number, shown: `the number ${number}`, position: { line, column: column + index } };
    }),
  );
}
