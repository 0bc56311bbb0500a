import { describe, expect, test } from 'vitest';
import { processorTime } from '../../base/processor-time.ts';
import { lintProblems } from './lint-sources.ts';

const pages = {
  'en/overview.mdx': '## Drivers\n\n## Drivers\n\n## Host `network`',
  'en/bridge/user-defined.mdx': 'x',
  'en/broken.mdx': '{',
  'en/index.mdx': 'x',
  'zh-cn/overview.mdx': '## 驱动\n\n## 驱动\n\n## 主机网络',
  'zh-cn/bridge/user-defined.mdx': '文',
  'zh-cn/broken.mdx': '文',
  'zh-cn/index.mdx': '文',
};

const lint = (from: keyof typeof pages, text: string) =>
  lintProblems({ pages: { ...pages, [from]: `${pages[from]}\n\n${text}` } }).filter(
    ({ file, code }) => file === from && code !== 'translation-values' && code !== 'translation-structure',
  );

describe('links that are right', () => {
  test.each([
    ['en/overview.mdx', './bridge/user-defined.mdx'],
    ['en/overview.mdx', 'bridge/user-defined.mdx'],
    ['en/bridge/user-defined.mdx', '../overview.mdx#drivers-1'],
    ['en/bridge/user-defined.mdx', '../overview.mdx#host-network'],
    ['en/overview.mdx', '#drivers'],
    ['en/overview.mdx', './broken.mdx#not-known'],
    ['zh-cn/bridge/user-defined.mdx', '../overview.mdx#驱动'],
    ['zh-cn/bridge/user-defined.mdx', '../overview.mdx#%E9%A9%B1%E5%8A%A8-1'],
    ['en/overview.mdx', 'https://docs.docker.com/x/'],
    ['en/overview.mdx', 'mailto:someone@example.com'],
    ['en/overview.mdx', '//example.com'],
    ['en/overview.mdx', './drivers.svg'],
  ] as const)('in %s: %s', (from, url) => expect(lint(from, `[x](${url})`)).toEqual([]));
});

describe('links that are dead', () => {
  test.each([
    [
      'en/overview.mdx',
      './attach.mdx',
      'there is no page ./attach.mdx in "en"',
      "Write the target's path relative to this file",
    ],
    [
      'en/overview.mdx',
      './bridge/user-defned.mdx',
      'there is no page ./bridge/user-defned.mdx in "en"',
      'Write ./bridge/user-defined.mdx',
    ],
    ['en/overview.mdx', '/en/bridge/user-defined/', 'there is no page', 'Write ./bridge/user-defined.mdx'],
    ['en/overview.mdx', '/bridge/user-defined#x', 'there is no page', 'Write ./bridge/user-defined.mdx#x'],
    ['en/bridge/user-defined.mdx', '../../overview/', 'there is no page', 'Write ../overview.mdx'],
    ['en/bridge/user-defined.mdx', './overview.mdx', 'there is no page', 'Write ../overview.mdx'],
    ['en/overview.mdx', './bridge/user-defined', 'there is no page', 'Write ./bridge/user-defined.mdx'],
    ['en/overview.mdx', './bridge/user-defined.md', 'there is no page', 'Write ./bridge/user-defined.mdx'],
    ['en/overview.mdx', '../zh-cn/overview.mdx', 'there is no page ../zh-cn/overview.mdx in "en"', ''],
    ['en/overview.mdx', '../de/overview.mdx', 'there is no page ../de/overview.mdx in "en"', ''],
    ['en/overview.mdx', '../../README.mdx', 'there is no page ../../README.mdx in "en"', ''],
    ['en/overview.mdx', '#driver', 'en/overview.mdx has no heading #driver', 'Did you mean #drivers?'],
    [
      'zh-cn/bridge/user-defined.mdx',
      '../overview.mdx#drivers',
      'zh-cn/overview.mdx has no heading #drivers',
      '#主机网络',
    ],
    ['en/overview.mdx', '%', 'there is no page', ''],
    ['en/overview.mdx', '#', 'the link has no target', ''],
  ] as const)('in %s: %s', (from, url, message, hint) => {
    expect(lint(from, `[x](${url})`)).toEqual([
      expect.objectContaining({
        code: 'link-dead',
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
        position: expect.objectContaining({ column: 1 }),
      }),
    ]);
  });

  test.each([['<a href="./attach.mdx">x</a>'], ['![x](./attach.mdx)'], ['[x][y]\n\n[y]: ./attach.mdx']])(
    'as %s',
    (text) => {
      expect(lint('en/overview.mdx', text).map(({ code }) => code)).toEqual(['link-dead']);
    },
  );
});

test('the headings of a long page are not all listed', () => {
  const headings = Array.from({ length: 50 }, (_, index) => `## Part ${index}`).join('\n\n');
  const found = lintProblems({ pages: { 'en/a.mdx': `${headings}\n\n[x](#elsewhere)`, 'zh-cn/a.mdx': '文' } });
  const hint = found.find(({ code }) => code === 'link-dead')?.hint;
  expect(hint).toMatch(/^Its headings are #part-0, #part-1, .* #part-19 and 30 more\.$/u);
});

test('of thousands of dead links, only the first get a suggestion, and lint ends soon', () => {
  const headings = Array.from({ length: 500 }, (_, index) => `## Part ${index} ${'of the whole '.repeat(3)}`).join(
    '\n\n',
  );
  const anchor = `#part-x1-${'of-the-whole-'.repeat(3)}`;
  const links = Array.from({ length: 3_000 }, (_, index) => `[x](${anchor}${index})`).join('\n\n');
  const source = { 'en/a.mdx': `${headings}\n\n${links}`, 'zh-cn/a.mdx': '文' };
  const spentMs = processorTime();
  const found = lintProblems({ pages: source }).filter(({ code }) => code === 'link-dead');
  expect(spentMs()).toBeLessThan(15_000);
  expect(found.length).toBe(3_000);
});
