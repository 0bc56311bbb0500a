import { expect, test } from 'vitest';
import { wrapped } from '../../report/style.ts';

test('a text is broken between words, and a command is one word', () => {
  expect(wrapped('one two three\n\nfour', 8)).toBe('one two\nthree\n\nfour');
  expect(wrapped('run `ip -n box link show`, then ask', 12)).toBe('run\n`ip -n box link show`,\nthen ask');
});
