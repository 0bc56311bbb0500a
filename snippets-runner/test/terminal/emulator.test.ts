import { expect, test } from 'vitest';
import { createEmulator, feed } from '../../terminal/emulator.ts';

// It would move each of them whenever a line scrolls: for minutes, with some hundred thousand of them.
test('the emulator shows the text of links, and keeps no link', async () => {
  const terminal = createEmulator({ columns: 20, rows: 5 }, () => undefined);
  await feed(terminal, '\x1b]8;;https://example.org\x1b\\one\x1b]8;;\x07 '.repeat(3));
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('one one one ');
  expect(terminal.markers).toEqual([]);
});
