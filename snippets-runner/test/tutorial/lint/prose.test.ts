import { describe, expect, test } from 'vitest';
import { parseGlossary } from '../../../tutorial/glossary/parse-glossary.ts';
import { lintProblems } from './lint-sources.ts';

const REST = 'topic: network, meaning: {en: A., zh: 甲。}';
const { glossary } = parseGlossary(
  'glossary.yaml',
  `
- {en: container, zh: 容器, avoid: [集装箱], ${REST}}
- {en: bridge, zh: 网桥, avoid: [桥接器, 桥], ${REST}}
- {en: image, zh: 镜像, avoid: [image, 映像], note: {en: An image is no picture., zh: 不是图片。}, ${REST}}
`,
);

const lint = (text: string, file = 'zh-cn/a.mdx') => {
  const other = file === 'zh-cn/a.mdx' ? 'en/a.mdx' : 'zh-cn/a.mdx';
  // The other page is empty, so it has none of the values and none of the parts.
  return lintProblems({ pages: { [file]: text, [other]: '' }, ...(glossary && { glossary }) }).filter(
    ({ code }) => code !== 'translation-values' && code !== 'translation-structure',
  );
};
const found = (text: string, file?: string) =>
  lint(text, file).map(({ position, code, message }) => `${position?.line}:${position?.column} ${code} ${message}`);

test('good Chinese is right', () => {
  expect(
    found(
      '**容器**通过 Docker 的 `bridge,网桥` 相连，见[文档](https://x.cn/中文a)（3 个）。\n他说：“好。”\n\n- 端口 80：开放；\\*\\* 不算。\n\n```console\n$ echo 中文a,集装箱 **x**\n```',
    ),
  ).toEqual([]);
});

describe('bold that is not rendered', () => {
  test.each([
    [
      '**注意：**后文',
      '6:1 bold-not-rendered **注意：** is not rendered as bold: readers see the asterisks',
      'Put the punctuation outside of the bold text: **注意**：',
    ],
    [
      '见**“网桥”**一节',
      '6:2 bold-not-rendered **“网桥”** is not rendered as bold: readers see the asterisks',
      '“**网桥**”',
    ],
    ['前** 后', '6:2 bold-not-rendered ** is not rendered as bold: readers see the asterisks', '\\*\\*'],
    [
      '前\n**注意：**后',
      '7:1 bold-not-rendered **注意：** is not rendered as bold: readers see the asterisks',
      '**注意**：',
    ],
  ])('%s', (text, problem, hint) => {
    expect(found(text)).toEqual([problem]);
    expect(lint(text)[0]?.hint).toContain(hint);
  });
});

describe('terms', () => {
  test.each([
    ['一个集装箱', ['6:3 term-forbidden "集装箱" is a word to avoid for "container"']],
    [
      '桥接器、网桥和桥',
      [
        '6:1 term-forbidden "桥接器" is a word to avoid for "bridge"',
        '6:8 term-forbidden "桥" is a word to avoid for "bridge"',
      ],
    ],
    ['这个 image 叫 imagemagick 和 preimage', ['6:4 term-forbidden "image" is a word to avoid for "image"']],
    ['- 映像', ['6:3 term-forbidden "映像" is a word to avoid for "image"']],
    ['<Note>一个 *集装箱*</Note>', ['6:11 term-forbidden "集装箱" is a word to avoid for "container"']],
    ['`集装箱`', []],
  ])('%s', (text, problems) => expect(found(text)).toEqual(problems));

  test('are those of the Chinese pages', () => expect(found('An image.', 'en/a.mdx')).toEqual([]));

  test('in titles', () => {
    expect(found('---\ntitle: 映像\ndescription: 说明\n---\n')).toEqual([
      '2:8 term-forbidden "映像" is a word to avoid for "image"',
    ]);
  });

  test('the hint has the right word and the note', () => {
    expect(lint('映像')[0]?.hint).toBe('Write "镜像". An image is no picture.');
  });
});

test('nothing is forbidden where nothing is to be avoided', () => {
  const { glossary: mild } = parseGlossary('glossary.yaml', `- {en: a, zh: 甲, ${REST}}\n`);
  expect(mild).toBeDefined();
  expect(lintProblems({ pages: { 'en/a.mdx': 'a', 'zh-cn/a.mdx': '甲' }, ...(mild && { glossary: mild }) })).toEqual(
    [],
  );
});

describe('typography', () => {
  test.each([
    ['你好,世界', ['6:3 typography "," is half-width, but is next to a Chinese character']],
    ['网络(bridge)', ['6:3 typography "(" is half-width, but is next to a Chinese character']],
    [
      '用Docker做',
      [
        '6:1 typography "用D" has no space next to the Chinese character',
        '6:7 typography "r做" has no space next to the Chinese character',
      ],
    ],
    ['有3 个', ['6:1 typography "有3" has no space next to the Chinese character']],
    ['3.5 版，80:80 端口', []],
    ['小于 &lt;号', []],
  ])('%s', (text, problems) => expect(found(text)).toEqual(problems));

  test('says what to write', () => {
    expect(lint('好,用 D').map(({ hint }) => hint)).toEqual(['Write "，".']);
    expect(lint('用D').map(({ hint }) => hint)).toEqual(['Write "用 D".']);
  });

  test('is of the Chinese pages', () => expect(found('中文,', 'en/a.mdx')).toEqual([]));
});
