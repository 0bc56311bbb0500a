import type { Code } from 'mdast';
import type { Literal } from '../parsed-page.ts';
import type { JsxElement, SyntaxNodes } from '../source/syntax-tree.ts';
import { literal, startOf } from './elements.ts';

/**
 * Returns the code and the keys of a page, sorted by kind.
 * @param blocks the blocks of code that are no snippets
 */
export function literalsOf({ codeSpans, elements }: SyntaxNodes, blocks: readonly Code[]): Literal[] {
  return [
    ...codeSpans.map((span): Literal => ({ kind: 'code', text: span.value, position: startOf(span) })),
    ...blocks.map((block): Literal => ({ kind: 'block', text: blockText(block), position: startOf(block) })),
    ...elements
      .filter(({ name }) => name === 'Keys')
      .map((element): Literal => ({ kind: 'keys', text: pressed(element), position: startOf(element) })),
  ];
}

function blockText({ lang, value }: Code): string {
  return `${lang ?? ''}\n${value}`;
}

function pressed({ attributes }: JsxElement): string {
  const press = attributes.find((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === 'press');
  return (press && literal(press)) ?? '';
}
