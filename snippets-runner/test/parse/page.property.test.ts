import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../../model/page.ts';
import { type ParseResult, parsePage } from '../../parse/page.ts';

/** Pieces that pages are made of, whole and broken, so that random texts get beyond the first character. */
// biome-ignore format: a list of words
const PIECES = [
  '---\n', 'title: x\n', 'lab:\n', '  nodes: [a, bb]\n', 'translated: [x]\n', '- ', '> ', '    ', '\t', '\n', '\r\n', '\r', '\n\n',
  '```console snippet=a', '```console ', '```', '~~~\n', ' node=bb', ' expect="', ' save=A:/(x)/', ' exit=', '$ docker ps', '$ ',
  '/ # ', '<Ctrl-P>', '<A>', '\\', '{', '}', '<Snippet id="a" />', '<Captured of="a" path=".x" />', '<Note>', '</Note>', '<a href="x">',
  '# ', '## 网络', '**', '中文，', '[x](./y.mdx)', '![', '](', '&amp;', '`', 'import ', 'export ', '\u0000', '\uFEFF', '𠮷', '\u2028', 'a',
];
const source = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
const locale = fc.constantFrom('en' as const, 'zh-cn' as const);

describe('parsePage, whatever it is given', () => {
  test('never throws, and every place is one that the source has', () => {
    fc.assert(
      fc.property(source, locale, (text, locale) => {
        const result = parsePage('x.mdx', text, { slug: 'x', locale });
        const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
        for (const position of positionsOf(result)) {
          expect(position.line).toBeGreaterThanOrEqual(1);
          expect(position.line).toBeLessThanOrEqual(lines.length);
          expect(position.column).toBeGreaterThanOrEqual(1);
          expect(position.column).toBeLessThanOrEqual((lines[position.line - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('prose stands in the source where it says', () => {
    fc.assert(
      fc.property(source, (text) => {
        const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
        for (const piece of parsePage('x.mdx', text, { slug: 'x', locale: 'en' }).page?.prose ?? []) {
          const line = lines[piece.position.line - 1] ?? '';
          expect(line.slice(piece.position.column - 1).startsWith(piece.text)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('is deeply nested without harm', () => {
    for (const text of [
      '>'.repeat(3000),
      '- '.repeat(500),
      '['.repeat(2000),
      '<Note>'.repeat(500),
      '*a '.repeat(2000),
    ]) {
      expect(() => parsePage('x.mdx', text, { slug: 'x', locale: 'en' })).not.toThrow();
    }
  });
});

function positionsOf({ page, problems }: ParseResult): Position[] {
  const found: Position[] = [];
  JSON.stringify([page, problems], (key, value: unknown) => {
    if (key === 'position' && value) found.push(value as Position);
    return value;
  });
  return found;
}
