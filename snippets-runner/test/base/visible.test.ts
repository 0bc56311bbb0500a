import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible, visibleJson, visibleLine } from '../../base/visible.ts';

test.each([
  ['a\tb\nc', 'a\tb\nc'],
  ['\x1b[31mred\x1b[0m', '␛[31mred␛[0m'],
  ['\x00\x07\x08\r\x7f', '␀␇␈␍␡'],
  ['\x9b31m', '\\u009b31m'],
  ['a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
  ['\u2028\u2029\ufeff\ufffe', '\\u2028\\u2029\\ufeff\\ufffe'],
  ['\u{e0041}', '\\udb40\\udc41'],
  ['\ud800', '\ufffd'],
  ['网络 é 👩‍👩‍👧 →', '网络 é 👩‍👩‍👧 →'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('a line has no newline', () => {
  expect(visibleLine('a\n\tb\x1b')).toBe('a␊␉b␛');
});

test('what is shown has nothing hidden, and stays as it is', () => {
  const hidden = /[^\P{Cc}\t\n]|\p{Bidi_Control}/u;
  const holds = (text: string) => !hidden.test(visible(text)) && visible(visible(text)) === visible(text);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) }),
      holds,
    ),
  );
});

test('JSON keeps its value', () => {
  fc.assert(
    fc.property(
      fc.json({ stringUnit: fc.constantFrom('a', '\u202e', '\x9b', '\x7f', '\ud800', '\\', '"', '𠮷') }),
      (json) => {
        const shown = visibleJson(json);
        expect(JSON.parse(shown)).toEqual(JSON.parse(json));
        expect(shown).not.toMatch(/[^\P{Cc}\t\n]|\p{Bidi_Control}/u);
      },
    ),
  );
});
