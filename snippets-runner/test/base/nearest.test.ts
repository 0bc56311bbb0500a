import { expect, test } from 'vitest';
import { listed, nearest } from '../../base/nearest.ts';

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

test('listed', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['none', '"a"', '"a", "b" and "c"']);
});
