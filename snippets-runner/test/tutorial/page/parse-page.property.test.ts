import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import { invalidPositions, pieceSources } from '../nasty-sources.ts';

const locale = fc.constantFrom('en' as const, 'zh-cn' as const);

describe('parsePage, whatever it is given', () => {
  test('never throws, and every position is one that the source has', () => {
    fc.assert(
      fc.property(pieceSources, locale, (text, locale) => {
        expect(invalidPositions(text, parsePage('x.mdx', text, { slug: 'x', locale }))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('prose is in the source at its position', () => {
    fc.assert(
      fc.property(pieceSources, (text) => {
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
