import { describe, expect, test } from 'vitest';
import { parseGlossary } from '../../../tutorial/glossary/parse-glossary.ts';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import { LOCALES } from '../../../tutorial/page.ts';

const problemsOf = (body: string, front = 'title: T\ndescription: D', locale: (typeof LOCALES)[number] = 'zh-cn') =>
  parsePage('x.mdx', `---\n${front}\n---\n\n${body}\n`, { slug: 'x', locale }).problems.map(
    ({ code, position, message, hint }) => `${position?.line}:${position?.column} ${code} ${message} ${hint}`,
  );

describe('a page cannot have', () => {
  test.each([
    ['a mark of direction', '文\u202e字', '6:2', 'U+202E'],
    ['a character of no width', '80\u200b80', '6:3', 'U+200B'],
    ['a soft hyphen', '80\u00ad80', '6:3', 'U+00AD'],
    ['a filler', '80\u3164', '6:3', 'U+3164'],
    ['a variation selector', '80\ufe0f', '6:3', 'U+FE0F'],
    ['a tag', '80\u{e0031}', '6:3', 'U+E0031'],
    ['a character for private use', '80\ue000', '6:3', 'U+E000'],
    ['bytes that are not UTF-8', '80\ufffd', '6:3', 'U+FFFD'],
    ['a space of another width', '80\u2003万', '6:3', 'U+2003'],
    ['a mark that strikes out', '80\u0336', '6:3', 'U+0336'],
    ['a carriage return alone', '80\r万', '6:3', 'U+000D'],
    ['a Cyrillic letter', 'D\u043ecker', '6:2', '"о" (U+043E)'],
    ['an Arabic digit', '٨', '6:1', '"٨" (U+0668)'],
    ['a Kelvin sign', '80 \u212a', '6:4', '(U+212A) is not one of the characters of a page Write "K".'],
    ['a long s', '80 \u017f', '6:4', '(U+017F) is not one of the characters of a page Write "s".'],
    ['a ligature', 'o\ufb00', '6:2', '(U+FB00) is not one of the characters of a page Write "ff".'],
    ['a digit in a circle', '③', '6:1', '(U+2462) is not one of the characters of a page Write "3".'],
    ['a circle', '8○', '6:2', '(U+25CB)'],
    ['a letter of full width', '8\uff2b', '6:2', '(U+FF2B) is not one of the characters of a page Write "K".'],
    ['a digit of full width', '\uff18', '6:1', '(U+FF18) is not one of the characters of a page Write "8".'],
    ['a sign that looks like another', '∼80', '6:1', '(U+223C)'],
    ['one in code', '`D\u043ecker`', '6:3', '(U+043E)'],
    ['one in a block of code', '```yaml\nD\u043ecker: 1\n```', '7:2', '(U+043E)'],
    ['one in a comment', '{/* \u202e */}', '6:5', 'U+202E'],
    ['a reference to one', '文&#8203;字', '6:2', 'U+200B'],
    ['a named reference to one', '80 文 &ensp;万', '6:6', 'U+2002'],
    ['a reference to white space', '文&#32;字', '6:2', '&#32; is white space'],
    ['one in an attribute', '<a href="./x.mdx&#8203;">文</a>', '6:17', 'U+200B'],
    ['one in a URL', '[文](./x&#x200b;.mdx)', '6:8', 'U+200B'],
    ['one in the text for an image', '![&#8203;](./x.svg)', '6:3', 'U+200B'],
  ])('%s', (_what, body, place, name) => {
    for (const locale of LOCALES) {
      const found = problemsOf(body, undefined, locale).filter((line) => line.includes('character-refused'));
      expect(found).toHaveLength(1);
      expect(found[0]?.startsWith(`${place} `)).toBe(true);
      expect(found[0]).toContain(name);
    }
  });

  test('one in the front matter, also with an escape of YAML', () => {
    expect(problemsOf('', 'title: "T\\u200b"\ndescription: D')).toEqual([
      '2:8 character-refused U+200B is not allowed in a page: readers do not see it Delete it, or write a space.',
    ]);
    expect(problemsOf('', 'title: T\ndescription: D\u200b')).toHaveLength(1);
  });

  test('one many times: it is reported once', () => {
    expect(problemsOf('\u200b'.repeat(50_000))).toEqual([expect.stringMatching(/^6:1 .* It is here 50000 times\.$/u)]);
  });
});

test('a page has letters of Latin and Chinese, punctuation, and lines that end with CRLF', () => {
  expect(problemsOf('Zürich 与 Łódź，“引号”——《书》（括号）……1～5 µs × 2 ≥ 3 → 4。\r\n下一行。')).toEqual([]);
  expect(problemsOf('```text\n┌──┐\n```')).toEqual([]);
  expect(problemsOf('`&#8203;` 是代码。')).toEqual([]);
});

test('the glossary has the same characters', () => {
  const text = (zh: string) =>
    `- en: worker\n  zh: ${zh}\n  topic: swarm\n  meaning:\n    en: It works.\n    zh: 干活的。\n`;
  const found = (zh: string) =>
    parseGlossary('glossary.yaml', text(zh)).problems.map(({ code, position }) => [code, position]);
  expect(found('工作节点')).toEqual([]);
  expect(found('工作\u200b节点')).toEqual([['character-refused', { line: 2, column: 9 }]]);
  expect(found('"工作\\u200b节点"')).toEqual([['character-refused', { line: 1, column: 3 }]]);
});
