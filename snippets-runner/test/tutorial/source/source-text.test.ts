import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemList } from '../../../tutorial/source/problem-list.ts';
import { sourceText } from '../../../tutorial/source/source-text.ts';

const text = fc.string({ unit: fc.constantFrom('a', '𠮷', '\n', '\r', '\r\n', ' ') });

describe('sourceText', () => {
  test('an offset is where its line and column say', () => {
    fc.assert(
      fc.property(text, fc.nat(), (source, any) => {
        const given = any % (source.length + 1);
        const { line, column } = sourceText(source).positionAt(given);
        // Between the two characters of CRLF there is no position.
        const offset = source.slice(given - 1, given + 1) === '\r\n' ? given - 1 : given;
        const before = source.slice(0, offset - column + 1);
        expect(before.split(/\r\n|\n|\r/u)).toHaveLength(line);
        expect(before === '' || /[\r\n]$/u.test(before)).toBe(true);
      }),
    );
  });

  test.each([
    [0, 0, 1, 1],
    [1, 9, 1, 4],
    [2, 2, 2, 1],
    [9, 9, 2, 1],
  ])('%i:%i is clamped to %i:%i', (line, column, inLine, inColumn) => {
    expect(sourceText('abc\n').clamp({ line, column })).toEqual({ line: inLine, column: inColumn });
  });
});

test('problems are sorted, and inside of the source', () => {
  const { report, sorted } = problemList('x.mdx', sourceText('ab\ncd'));
  report('mdx-syntax', { line: 9, column: 9 }, 'last', '');
  report('mdx-syntax', { line: 1, column: 2 }, 'second', '');
  report('mdx-syntax', { line: 1, column: 1 }, 'first', '');
  expect(sorted().map(({ message, position }) => [message, position?.line, position?.column])).toEqual([
    ['first', 1, 1],
    ['second', 1, 2],
    ['last', 2, 3],
  ]);
});
