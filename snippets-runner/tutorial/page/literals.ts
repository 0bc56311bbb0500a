/** Collects what a page has in common with its translations: code, numbers, and the URLs of its texts. */
import type { Code, Text } from 'mdast';
import type { Link } from '../page.ts';
import type { Literal } from '../parsed-page.ts';
import type { SourceText } from '../source/source-text.ts';
import type { SyntaxNodes } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';
import { numbersIn } from './numbers.ts';

/**
 * Returns the code and the numbers of a page's body, sorted by kind.
 * @param blocks the blocks of code that are no snippets
 */
export function literalsOf(nodes: SyntaxNodes, blocks: readonly Code[], source: SourceText): Literal[] {
  return [
    ...nodes.codeSpans.map((span): Literal => ({ kind: 'code', text: span.value, position: startOf(span) })),
    ...blocks.map((block): Literal => ({ kind: 'block', text: blockText(block), position: startOf(block) })),
    ...nodes.texts.flatMap((text) => numbersOfText(text, source)),
    ...[...nodes.links, ...nodes.references].flatMap((image) =>
      'alt' in image
        ? numbersIn(image.alt ?? '').map(({ number: text }): Literal => {
            return { kind: 'number', text, position: startOf(image) };
          })
        : [],
    ),
  ];
}

function blockText({ lang, meta, value }: Code): string {
  return `${[lang, meta].filter(Boolean).join(' ')}\n${value}`;
}

/** Reads the text as readers see it, with its escapes and character references resolved. */
function numbersOfText(text: Text, source: SourceText): Literal[] {
  if (!/\p{N}/u.test(text.value)) return [];
  const start = startOf(text);
  return text.value.split('\n').flatMap((line, number) => {
    const raw = source.lines[start.line - 1 + number] ?? '';
    const from = number === 0 ? start.column - 1 : 0;
    return numbersIn(line).map(({ number: found, digits, index }): Literal => {
      // An escape takes more place in the source than in the text.
      const at = raw.indexOf(digits, from + index);
      const column = (at < 0 ? from : at) + 1;
      return { kind: 'number', text: found, position: { line: start.line + number, column } };
    });
  });
}

/** Returns the links that readers see: none for a definition by itself. */
export function linksOf({ links, references, definitions }: SyntaxNodes): Link[] {
  // CommonMark: of two definitions with one label, the first counts.
  const urls = new Map(definitions.toReversed().map(({ identifier, url }) => [identifier, url]));
  return [
    ...links.map((link) => ({ url: link.url, position: startOf(link) })),
    ...references.flatMap((reference) => {
      const url = urls.get(reference.identifier);
      return url === undefined ? [] : [{ url, position: startOf(reference) }];
    }),
  ];
}
