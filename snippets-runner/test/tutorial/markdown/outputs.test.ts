import { describe, expect, test } from 'vitest';
import { withOutputs } from '../../../tutorial/markdown/outputs.ts';

const replaced = (text: string, output: string, first = 2, count = 1, prefix = '') =>
  Buffer.from(withOutputs(Buffer.from(text), [{ lines: { first, count, prefix }, output }])).toString();

describe('an output', () => {
  test.each([
    ['replaces lines', 'a\nb\nc\n', 'x\ny', 'a\nx\ny\nc\n'],
    ['goes away', 'a\nb\nc\n', '', 'a\nc\n'],
    ['has the ends of the lines around it', 'a\r\nb\r\nc', 'x\ny', 'a\r\nx\r\ny\r\nc'],
    ['may have a line of a carriage return', 'a\rb\rc', 'x', 'a\rx\rc'],
    ['leaves a byte order mark', '\uFEFFa\nb\n', '中', '\uFEFFa\n中\n'],
    ['leaves no blanks behind', 'a\nb\n', 'x  \n\ny', 'a\nx\n\ny\n'],
  ])('%s', (_what, text, output, expected) => expect(replaced(text, output)).toBe(expected));

  test('is added with the prefix of its block if there was none', () => {
    expect(replaced('> $ a\n> $ b\n', 'x\n\ny', 2, 0, '> ')).toBe('> $ a\n> x\n>\n> y\n> $ b\n');
  });

  test('keeps bytes that are not UTF-8', () => {
    const bytes = Buffer.from([0xff, 0x0a, 0x62, 0x0a, 0xc3, 0x28, 0x0d, 0x0a]);
    const next = withOutputs(bytes, [{ lines: { first: 2, count: 1, prefix: '' }, output: 'ü' }]);
    expect(Buffer.from(next)).toEqual(Buffer.from([0xff, 0x0a, 0xc3, 0xbc, 0x0a, 0xc3, 0x28, 0x0d, 0x0a]));
  });

  test('is one of several, in any order', () => {
    const edit = (first: number, output: string) => ({ lines: { first, count: 1, prefix: '' }, output });
    const next = withOutputs(Buffer.from('a\nb\nc\nd\n'), [edit(2, 'x\ny'), edit(4, ''), edit(1, 'z')]);
    expect(Buffer.from(next).toString()).toBe('z\nx\ny\nc\n');
  });
});
