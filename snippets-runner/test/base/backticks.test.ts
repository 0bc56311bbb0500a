import { expect, test } from 'vitest';
import { backticksFor } from '../../base/backticks.ts';

test.each([
  ['text', 1, '`'],
  ['a `b` c', 1, '``'],
  ['a `b` ``` c', 1, '````'],
  ['text', 3, '```'],
  ['``', 3, '```'],
  ['```', 3, '````'],
  ['', 3, '```'],
])('%j needs, of at least %i, %s', (text, least, backticks) => {
  expect(backticksFor(text, least)).toBe(backticks);
});
