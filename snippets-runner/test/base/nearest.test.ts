import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listed, nearest } from '../../base/nearest.ts';
import { processorTime } from './processor-time.ts';

test.each([
  ['nod', 'node'],
  ['snipet', 'snippet'],
  ['timeuot', 'timeout'],
  ['Expect', 'expect'],
  ['retry_until', 'retry-until'],
  ['colour', undefined],
  ['x', undefined],
])('%s means %s', (typed, meant) => {
  expect(nearest(typed, ['snippet', 'node', 'expect', 'retry-until', 'timeout'])).toBe(meant);
});

test('a name is near if at most two typing mistakes lead to it', () => {
  /** Optimal string alignment by its definition. */
  const distance = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length;
    const [restA, restB] = [a.slice(1), b.slice(1)];
    const replaced = distance(restA, restB) + (a[0] === b[0] ? 0 : 1);
    const isExchanged = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
    const exchanged = isExchanged ? distance(a.slice(2), b.slice(2)) + 1 : Number.POSITIVE_INFINITY;
    return Math.min(distance(restA, b) + 1, distance(a, restB) + 1, replaced, exchanged);
  };
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 3, maxLength: 7 });
  fc.assert(
    fc.property(word, word, (typed, name) => {
      expect(nearest(typed, [name])).toBe(distance(typed, name) <= 2 ? name : undefined);
    }),
    { numRuns: 500 },
  );
});

test('listed', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['none', '"a"', '"a", "b" and "c"']);
});

test('a search for many mistyped names among many is short', () => {
  const names = Array.from({ length: 2_000 }, (_, index) => `the-heading-of-section-${index}-of-a-long-page`);
  const spentMs = processorTime();
  for (let index = 0; index < 500; index++) {
    expect(nearest(`another-words-for-chapter-${index}-of-that-book`, names)).toBeUndefined();
  }
  expect(spentMs()).toBeLessThan(20_000);
  expect(nearest('the-heading-of-section-7-of-a-long-pag', names)).toBe('the-heading-of-section-7-of-a-long-page');
  expect(nearest('x', [...names, 'xy'])).toBeUndefined();
});
