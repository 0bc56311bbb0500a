import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { markTranslated } from '../../../tutorial/page/mark-translated.ts';

const HASHES = ['0a1b2c3d', '12345678', '1e345678'];
const LIST = 'translated:\n  - "0a1b2c3d"\n  - "12345678"\n  - "1e345678"\n';

describe('markTranslated', () => {
  test.each([
    ['new', '---\ntitle: 甲 # 注\n---\n\n正文。\n', `---\ntitle: 甲 # 注\n${LIST}---\n\n正文。\n`],
    [
      'a list in lines',
      '---\ntranslated:\n  - "a"\n  - b # c\n# d\norder: 1\n---\n',
      `---\n${LIST}# d\norder: 1\n---\n`,
    ],
    [
      'a list in brackets',
      '---\ntitle: x\ntranslated: ["a", "b"]\norder: 1\n---\n',
      `---\ntitle: x\n${LIST}order: 1\n---\n`,
    ],
    ['nothing', '---\ntranslated:\norder: 1\n---\n', `---\n${LIST}order: 1\n---\n`],
    ['without an indent', '---\ntranslated:\n- a\n- b\norder: 1\n---\n', `---\n${LIST}order: 1\n---\n`],
    ['CRLF', '---\r\ntitle: x\r\n---\r\n', `---\r\ntitle: x\r\n${LIST.replaceAll('\n', '\r\n')}---\r\n`],
    ['dashes in a value', '---\ntitle: x---\n---\n', `---\ntitle: x---\n${LIST}---\n`],
    [
      'rules in the text',
      '---\ntitle: x\n---\n\n---\n\ntranslated: no\n',
      `---\ntitle: x\n${LIST}---\n\n---\n\ntranslated: no\n`,
    ],
  ])('over %s', (_, before, after) => {
    expect(markTranslated(before, HASHES)).toBe(after);
    expect(markTranslated(after, HASHES)).toBe(after);
  });

  test.each([['no front matter\n\n---\nx: y\n---\n'], ['---\ntitle: "\n---\n'], ['---\ntitle: x\n'], ['']])(
    'cannot mark %j',
    (text) => {
      expect(markTranslated(text, HASHES)).toBeUndefined();
    },
  );

  test('what is written is read back, and nothing else has changed', () => {
    const key = fc.stringMatching(/^[a-z]{1,8}$/u);
    const value = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));
    fc.assert(
      fc.property(
        fc.dictionary(key, value, { maxKeys: 4 }),
        fc.array(fc.stringMatching(/^[0-9a-f]{8}$/u)),
        fc.string(),
        (data, hashes, body) => {
          const yaml = Object.entries(data)
            .map(([name, field]) => `${name}: ${JSON.stringify(field)}\n`)
            .join('');
          const marked = markTranslated(`---\n${yaml}---\n${body}`, hashes);
          const [, front = '', rest] = /^---\n(.*?)^---\n(.*)$/msu.exec(marked ?? '') ?? [];
          expect(parse(front)).toEqual({ ...data, translated: hashes });
          expect(rest).toBe(body);
        },
      ),
    );
  });
});
