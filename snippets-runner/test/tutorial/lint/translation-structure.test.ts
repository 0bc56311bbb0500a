import { describe, expect, test } from 'vitest';
import { lintProblems, lintSources } from './lint-sources.ts';

const SOURCE = `Lead.

## Look

First.

\`\`\`console snippet=one
$ true
\`\`\`

\`\`\`console snippet=setup hidden
$ true
\`\`\`

Between.

\`\`\`console snippet=two
$ true
\`\`\`

<Tip>

A tip about \`one\`.

</Tip>

- One: 1
- Two: 2

### Table

| Name | Port |
| --- | --- |
| \`web\` | 80 |
| \`db\` | |

1. First
2. Second

> Quoted.

![Drawing](./a.svg)

\`\`\`yaml
a: 1
\`\`\`
`;
const TRANSLATION = `引言。

## 看看

先看。

再看。

<Snippet id="one" />

中间。

<Snippet id="two" />

<Tip>关于 \`one\` 的提示。</Tip>

* 一：1
* 二：2

### 表格

| 名称 | 端口 |
| --- | --- |
| \`web\` | 80 |
| \`db\` | |

1. 第一
2. 第二

> 引文。

![图](./a.svg)

\`\`\`yaml
a: 1
\`\`\`
`;

const lint = (translation: string) => lintProblems({ pages: { 'en/a.mdx': SOURCE, 'zh-cn/a.mdx': translation } });
const found = (translation: string) => lint(translation).map(({ code, message }) => `${code} ${message}`);

test('the parts of the source, with paragraphs split, are right', () => expect(found(TRANSLATION)).toEqual([]));

test('an attribute may be a literal between braces', () => {
  expect(found(TRANSLATION.replace('id="one"', 'id={"one"}'))).toEqual([]);
});

describe('another structure is found, at its place', () => {
  test.each([
    [
      'another callout',
      /Tip>/gu,
      'Caution>',
      '<Caution>',
      'here is <Caution>, but in the source it is <Tip> (en/a.mdx:26:1)',
    ],
    ['no callout', /<\/?Tip>/gu, '', '关于', 'here is text, but in the source it is <Tip> (en/a.mdx:26:1)'],
    ['text behind a callout', '</Tip>', '</Tip>\n\n多了', '多了', 'here is text, but in the source it is a list'],
    [
      'a snippet before its text',
      /(中间。)\n\n(<.*>)/u,
      '$2\n\n$1',
      '<Snippet id="two"',
      'here is a snippet, but in the source it is text',
    ],
    ['no text', '中间。', '', '<Snippet id="two"', 'here is a snippet, but in the source it is text'],
    [
      'an item less',
      '* 二：2',
      '  二：2',
      '\n',
      'here is the end of a list, but in the source it is an item of a list',
    ],
    ['no list', /\* /gu, '', '一：1', 'here is text, but in the source it is a list'],
    [
      'another first number',
      '1. 第',
      '7. 第',
      '7. 第',
      'here is a list that is numbered from 7, but in the source it is a list that is numbered from 1',
    ],
    ['no table', '| --- | --- |', '| --- |', '| 名称', 'here is text, but in the source it is a table'],
    [
      'a row less',
      /\| `db`.*\n/u,
      '',
      '1. 第',
      'here is a list that is numbered from 1, but in the source it is a row of a table',
    ],
    [
      'a cell that is not empty',
      'db` | |',
      'db` | 无 |',
      ' 无 |',
      'here is a cell, but in the source it is an empty cell',
    ],
    [
      'a cell with only a comment',
      '| 80 |',
      '| {/* 80 */} |',
      ' {/* 80',
      'here is an empty cell, but in the source it is a cell',
    ],
    [
      'a comment that splits a list',
      '* 二：2',
      '\n{/* 注释 */}\n\n* 二：2',
      '\n\n{/*',
      'here is the end of a list, but in the source it is an item of a list',
    ],
    ['no quotation', '> 引文', '引文', '引文', 'here is text, but in the source it is a quotation'],
    ['no image', '![图', '[图', '[图', 'here is text, but in the source it is an image'],
    ['a line', '> 引文', '***\n\n> 引文', '***', 'here is a line across the page, but in the source it is a quotation'],
    [
      'the end missing',
      /!\[图[\s\S]*/u,
      '',
      '### 表格',
      'this section ends where the source has an image (en/a.mdx:47:1)',
    ],
    ['more at the end', /$/u, '完了。', '完了', 'here is text, but in the source the section has ended'],
  ])('%s', (_what, from, to, place, message) => {
    const translation = TRANSLATION.replace(from, to);
    const problems = lint(translation).filter(({ code }) => code === 'translation-structure');
    expect(problems).toMatchObject([{ message: expect.stringContaining(message) }]);
    const { line, column } = problems[0]?.position ?? { line: 0, column: 0 };
    // The front matter has five lines.
    expect(
      translation
        .split('\n')
        .slice(line - 6)
        .join('\n')
        .slice(column - 1)
        .startsWith(place),
    ).toBe(true);
  });
});

test('a comment that splits a list is named', () => {
  const hintOf = (translation: string) =>
    lint(translation).find(({ code }) => code === 'translation-structure')?.hint ?? '';
  const named = 'The list ends here, and another one begins. Move the comment between them into an item.';
  expect(hintOf(TRANSLATION.replace('* 二：2', '\n{/* 注释 */}\n\n* 二：2'))).toBe(named);
  expect(hintOf(TRANSLATION.replace('* 二：2', '  二：2'))).not.toBe(named);
});

test('an empty cell at the end of a row may be left out', () => {
  expect(found(TRANSLATION.replace('| `db` | |', '| `db` |'))).toEqual([]);
});

test.each([
  ['at the start of a paragraph', '[`none`](./b.mdx) is last.', '最后是 [`none`](./b.mdx)。'],
  ['in bold', '**[`none`](./b.mdx)** is last.', '最后是 **[`none`](./b.mdx)**。'],
  ['as an element', '<a href="./b.mdx">`none`</a> is last.', '最后是 <a href="./b.mdx">`none`</a>。'],
])('a link %s is behind the snippet and in the item, as elsewhere in the text', (_where, english, chinese) => {
  const body = (snippet: string, text: string) => `${snippet}\n\n${text}\n\n- ${text}\n- Item\n\n> ${text}\n`;
  const pages = {
    'en/a.mdx': body('```console snippet=one\n$ true\n```', english),
    'zh-cn/a.mdx': body('<Snippet id="one" />', chinese),
    'en/b.mdx': '',
    'zh-cn/b.mdx': '',
  };
  expect(lintProblems({ pages })).toEqual([]);
});

describe('a value in another part of its section', () => {
  test.each([
    ['of a table', /`web` \| 80 \|\n\| `db`/u, '`db` | 80 |\n| `web`', ['`db`', '`web`']],
    ['of a list', /一：1\n\* 二：2/u, '一：2\n* 二：1', ['the number 2', 'the number 1']],
    ['before a callout', /关于 `one` 的([\s\S]*)\* 一：/u, '关于它的$1* 一 `one`：', ['`one`']],
  ])('%s is found', (_what, from, to, shown) => {
    const problems = found(TRANSLATION.replace(from, to));
    expect(problems).toEqual(
      shown.map((value) => expect.stringContaining(`${value} is in another part of this section than in the source`)),
    );
  });
});

test('a missing heading or snippet is reported once, as such', () => {
  expect(found(TRANSLATION.replace('### 表格\n', '')).join()).not.toContain('translation-structure');
  expect(found(TRANSLATION.replace('<Snippet id="two" />\n', '')).join()).not.toContain('translation-structure');
});

test('a section that is to be translated anew is not compared', () => {
  const pages = {
    'en/a.mdx': SOURCE,
    'zh-cn/a.mdx': `---\ntitle: 标题\ndescription: 说明\ntranslated: ["0000000a", "0000000b", "0000000c"]\n---\n\n## 看看\n\n### 表格\n`,
  };
  const codes = lintProblems({ pages, keepsTranslated: true }).map(({ code }) => code);
  expect(codes).toContain('translation-outdated');
  expect(codes).not.toContain('translation-structure');
});

test.each([
  ['the message of a wrong solution', '<Wrong message="not at 10.0.0.3">', '<Wrong message="not at 10.0.0.&#52;">'],
  ['the id of an exercise', '<Exercise id="no-name">', '<Exercise id="no-nama">'],
])('%s is that of the source', (_what, own, other) => {
  const name = /\w+/u.exec(own)?.[0];
  const lines = (frame: string) => `${frame}\n\nText.\n\n</${name}>\n`;
  const structure = (translation: string) =>
    lintSources({ pages: { 'en/a.mdx': lines(own), 'zh-cn/a.mdx': lines(translation) } }).filter((line) =>
      line.includes('translation-structure'),
    );
  expect(structure(own)).toEqual([]);
  expect(structure(other)).toHaveLength(1);
});
