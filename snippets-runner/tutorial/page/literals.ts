/** Collects what a page has in common with its translations: code, numbers, and the URLs of its texts. */
import type { Code, Definition } from 'mdast';
import type { Link } from '../page.ts';
import type { Literal } from '../parsed-page.ts';
import type { SourceText } from '../source/source-text.ts';
import type { SyntaxNodes } from '../source/syntax-tree.ts';
import { attachedIn } from './attached.ts';
import { startOf } from './attributes.ts';
import { numbersIn } from './numbers.ts';
import { positionIn, type ShownText } from './shown-text.ts';

/**
 * Returns the code and the numbers of a page's body, sorted by kind.
 * @param blocks the blocks of code that are no snippets
 */
export function literalsOf(
  nodes: SyntaxNodes,
  blocks: readonly Code[],
  shown: readonly ShownText[],
  source: SourceText,
): Literal[] {
  return [
    ...nodes.codeSpans.map((span): Literal => ({ kind: 'code', text: span.value, position: startOf(span) })),
    ...blocks.map((block): Literal => ({ kind: 'block', text: blockText(block), position: startOf(block) })),
    ...shown.flatMap((text) => [...attachedIn(text), ...numbersOfText(text, source)]),
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

/** A month may be a word. */
const HAS_NUMBER = /[\p{N}JFMASOND]/u;

function numbersOfText(shown: ShownText, source: SourceText): Literal[] {
  if (!HAS_NUMBER.test(shown.text)) return [];
  return numbersIn(shown.text).map(({ number: text, digits, index }): Literal => {
    return { kind: 'number', text, position: positionIn(shown, index, digits.length, source) };
  });
}

/** Returns the links that readers see: none for a definition by itself. */
export function linksOf({ links, references, definitions }: SyntaxNodes): Link[] {
  const urls = urlsByLabel(definitions);
  return [
    ...links.map((link) => ({ url: link.url, position: startOf(link) })),
    ...references.flatMap((reference) => {
      const url = urls.get(reference.identifier.toLowerCase());
      return url === undefined ? [] : [{ url, position: startOf(reference) }];
    }),
  ];
}

/** Returns URLs by label, in lower case. CommonMark: of two definitions with one label, the first counts. */
export function urlsByLabel(definitions: readonly Definition[]): ReadonlyMap<string, string> {
  return new Map(definitions.toReversed().map(({ identifier, url }) => [identifier.toLowerCase(), url]));
}
