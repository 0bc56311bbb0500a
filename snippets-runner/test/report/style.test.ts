import { expect, test } from 'vitest';
import { wrapped } from '../../report/style.ts';

test('a text is broken between words, and a command is one word', () => {
  expect(wrapped('one two three\n\nfour', 8)).toBe('one two\nthree\n\nfour');
  expect(wrapped('run `ip -n box link show`, then ask', 12)).toBe('run\n`ip -n box link show`,\nthen ask');
});

test('a Chinese text is broken between characters, but not before or after the punctuation of one', () => {
  expect(wrapped('让容器找到它。', 6)).toBe('让容器\n找到\n它。');
  expect(wrapped('让 `report` 能访问（也叫“找到”）`http://api`，再查。', 20)).toBe(
    '让 `report` 能访问\n（也叫“找到”）\n`http://api`，再查。',
  );
});
