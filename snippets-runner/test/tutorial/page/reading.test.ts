/** The parser of `lint` and the renderer of the site read the same on a page, or the difference is found. */
import { globSync, readFileSync } from 'node:fs';
import type { Root } from 'mdast';
import { mdxToMdast } from 'satteri';
import { describe, expect, test } from 'vitest';
import { parsePageAndTree } from '../../../tutorial/page/parse-page.ts';
import { renderedDifference } from '../../../tutorial/page/reading.ts';
import type { Locale } from '../../../tutorial/page.ts';

/** As in astro.config.mjs. */
const OPTIONS = { features: { smartPunctuation: { dashes: false, ellipses: false } } };
const START = '---\ntitle: T\ndescription: D\n---\n\n';

function read(text: string, locale: Locale = 'en') {
  const { page, problems, tree } = parsePageAndTree('a.mdx', text, { slug: 'a', locale });
  const rendered = mdxToMdast(text, OPTIONS) as unknown as Root;
  return {
    messages: problems.map(({ message }) => message),
    difference: page && renderedDifference(page, tree?.reading ?? [], rendered),
  };
}

describe('both read the same', () => {
  const pages = globSync('content/{en,zh-cn}/**/*.mdx');
  test('there are pages', () => expect(pages.length).toBeGreaterThan(20));
  test.each(pages)('%s', (file) => {
    expect(read(readFileSync(file, 'utf8'), file.includes('zh-cn') ? 'zh-cn' : 'en').difference).toBeUndefined();
  });

  test.each([
    '| 概念 | 例 | 注 |\n| - | - | - |\n| VLAN 10 | `red1` | 无 \\\\|`red2` |',
    '文字\n-|-\n| 甲 | 乙 |\n| - | - |\n| 丙 | 丁 | `diff` |',
    'text `b`\n| a | b |\n|---|---|\n| `a\\|b` |  |\n| [x](./a.mdx) | y\nlast',
    '> | a | b |\n> | - | - |\n> | `1` | [y](http://a.b/c) |',
    '- item\n\n  | a |\n  | - |\n  | "b" |\n\n1. one\n2. two',
    '| a |\n| - |\n| b \\| |',
    '<Note>\n*a* **b** <kbd>Enter</kbd>\n</Note>\n\n{/* c */} a\\|b  \nc',
    '[a][x] ![b][x] [c](./d.mdx)\n\n[X]: http://x.y',
  ])('%j', (body) => expect(read(START + body).difference).toBeUndefined());
});

test.each([
  ['[用…][ı] x\n\n[i]: http://x.y', { line: 6, own: 'a link to http://x.y', other: '[用…][ı]x' }],
  ['- [ ] x', { line: 6, own: '[]x', other: 'x' }],
  ['Write to a@b.de.', { line: 6, own: undefined, other: 'mailto:a@b.de' }],
])('the renderer reads %j otherwise', (body, difference) => {
  // What is read otherwise in one of the usual ways, `lint` refuses too.
  expect(read(START + body).difference).toEqual(difference);
});

test.each([
  ['| a | b |\n|-|-|\n| *是 | 是* |', ['begins in one cell of the table and ends in another']],
  ['| a | b |\n|-|-|\n| `x | y` |', ['begins in one cell of the table and ends in another']],
  ['| 概念 | 注 |\n| - | - |\n| VLAN 10 | 无 \\\\|`red2` |', ['the row has 3 cells']],
  ['文字\n-|-\n| 甲 | 乙 |\n| - | - |\n| 丙 | 丁 | `diff` |', ['the row has 3 cells']],
])('lint refuses %j', (body, parts) => {
  expect(read(START + body).messages).toEqual(parts.map((part) => expect.stringContaining(part)));
});
