import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFenceMeta } from '../../../tutorial/snippet/fence-meta.ts';

describe('parseFenceMeta', () => {
  test('reads bare, quoted and regular-expression values, with the index of each', () => {
    const { attributes, errors } = parseFenceMeta('snippet=ping  expect="bad \\"x\\"" save=IP:/(\\d+)/i hidden');
    expect(errors).toEqual([]);
    expect(attributes.map(({ name, value, index }) => ({ name, value, index }))).toEqual([
      { name: 'snippet', value: { kind: 'bare', text: 'ping' }, index: 0 },
      { name: 'expect', value: { kind: 'quoted', text: 'bad "x"' }, index: 14 },
      { name: 'save', value: { kind: 'regexp', name: 'IP', source: '(\\d+)', flags: 'i', index: 41 }, index: 33 },
      { name: 'hidden', value: undefined, index: 50 },
    ]);
  });

  test.each([
    ['/a\\/b/', 'a\\/b'],
    ['/[/]x/', '[/]x'],
    ['/a b/', 'a b'],
  ])('%s is a regular expression', (typed, source) => {
    expect(parseFenceMeta(`expect=${typed}`).attributes[0]?.value).toMatchObject({ kind: 'regexp', source });
  });

  test.each([['5/5'], ['a:b'], ['http://x'], ["it's"]])('%s is a bare word', (text) => {
    expect(parseFenceMeta(`expect=${text}`).attributes[0]?.value).toEqual({ kind: 'bare', text });
  });

  test.each([
    ['expect="open', 'expect', 7],
    ['a=1 expect=/open', 'expect', 11],
    ['expect="a"b', 'expect', 10],
    ['expect= a', 'expect', 7],
    ['a =1', '', 2],
  ])('%s has a mistake in %s at %i', (meta, name, index) => {
    expect(parseFenceMeta(meta).errors).toEqual([expect.objectContaining({ name, index })]);
  });

  test('every attribute is found again at its index', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...' \t="/\\[]:ab1'), maxLength: 40 }), (meta) => {
        const { attributes, errors } = parseFenceMeta(meta);
        for (const { raw, index, name } of attributes) {
          expect(meta.slice(index, index + raw.length)).toBe(raw);
          expect(raw.startsWith(name)).toBe(true);
        }
        for (const { index } of errors) expect(index).toBeLessThanOrEqual(meta.length);
      }),
    );
  });

  test('a quoted text is read back as it was', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[\r\n\u2028\u2029]/u.test(text));
        const meta = `expect="${text.replace(/["\\]/gu, '\\$&')}"`;
        expect(parseFenceMeta(meta).attributes[0]?.value).toEqual({ kind: 'quoted', text });
      }),
    );
  });
});
