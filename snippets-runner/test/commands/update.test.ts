import { expect, test } from 'vitest';
import { updated } from '../../commands/update.ts';
import { consoleBlock, fileOf, runOf } from './documents.ts';

function updatedText(text: string, ...outputs: string[]): string {
  const file = fileOf(text);
  const result = updated(file, runOf(file.document, outputs));
  return result.kind === 'updated' ? Buffer.from(result.bytes).toString() : result.kind;
}

test('blank lines that a formatter has removed are not written into the only output that differs', () => {
  const text = (last: string) => consoleBlock('$ one', 'a', 'b', '$ two', last, 'd');
  expect(updatedText(text('c'), 'a\n\nb', 'new\n\nd')).toBe(text('new'));
});

test('blank lines are written where no other output lacks any', () => {
  expect(updatedText(consoleBlock('$ one', '?'), 'a\n\nb')).toBe(consoleBlock('$ one', 'a', '', 'b'));
});
