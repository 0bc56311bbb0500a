import { describe, expect, test } from 'vitest';
import { lintPages } from '../../../tutorial/lint/lint-pages.ts';
import { processorTime } from '../../base/processor-time.ts';
import { lintProblems, lintSources, parsedSource } from './lint-sources.ts';

const SOURCE = `Lead.

## Create

\`\`\`console snippet=create
$ docker network create alpine-net
\`\`\`

### Details

\`\`\`console snippet=setup hidden
$ true
\`\`\`

## Look

\`\`\`console snippet=look
$ docker network ls
\`\`\`
`;
const TRANSLATION = `引言。

## 创建

<Snippet id="create" />

### 细节

## 查看

<Snippet id="look" />
`;

const lint = (translation: string, source = SOURCE) =>
  lintSources({ pages: { 'en/a.mdx': source, 'zh-cn/a.mdx': translation } });

test('a translation with the structure of its source is right', () => expect(lint(TRANSLATION)).toEqual([]));

test('every page exists in every language', () => {
  expect(lintSources({ pages: { 'en/a.mdx': 'x', 'zh-cn/bridge/b.mdx': '文' } })).toEqual([
    'en/a.mdx translation-missing the page has no translation in "zh-cn"',
    'zh-cn/bridge/b.mdx page-without-source the page is a translation, but has no source in "en"',
  ]);
});

test('hints name the file that is missing', () => {
  const [missing, orphan] = lintProblems({ pages: { 'en/a.mdx': 'x', 'zh-cn/bridge/b.mdx': '文' } });
  expect(missing?.hint).toContain('zh-cn/a.mdx');
  expect(orphan?.hint).toContain('en/bridge/b.mdx');
});

test('a page that is not MDX still exists', () => {
  expect(lintSources({ pages: { 'en/a.mdx': 'x {', 'zh-cn/a.mdx': '文' } })).toEqual([]);
  expect(lintSources({ pages: { 'en/a.mdx': 'x', 'zh-cn/a.mdx': '文 {' } })).toEqual([]);
});

describe('headings', () => {
  test.each([
    [
      'another depth',
      TRANSLATION.replace('### ', '## '),
      'a.mdx:12:1',
      'the heading is "## 细节", but in the source it is "### Details"',
    ],
    [
      'one missing',
      TRANSLATION.replace('## 查看', '查看'),
      'a.mdx',
      'the page ends without a heading for "## Look" of the source',
    ],
    ['one too many', `${TRANSLATION}\n## 结论\n`, 'a.mdx:18:1', 'the source has no heading for "## 结论"'],
  ])('%s', (_, translation, at, message) => {
    expect(lint(translation)).toEqual([`zh-cn/${at} translation-headings ${message}`]);
  });
});

describe('snippets', () => {
  const swapped = TRANSLATION.replace('"create"', '"x"').replace('"look"', '"create"').replace('"x"', '"look"');

  test.each([
    [
      'one missing',
      TRANSLATION.replace('<Snippet id="look" />', ''),
      ' translation-snippets the source shows "look", but the translation does not',
    ],
    ['exchanged', swapped, ':10:1 translation-snippets the snippet "look" is not in the order of the source'],
    [
      'twice',
      `${TRANSLATION}<Snippet id="look" />\n`,
      ':17:1 translation-snippets the snippet "look" is not in the order of the source',
    ],
    ['unknown', `${TRANSLATION}<Snippet id="loook" />\n`, ':17:1 snippet-unknown en/a.mdx has no snippet "loook"'],
    ['a hidden one shown', `${TRANSLATION}<Snippet id="setup" />\n`, undefined],
  ])('%s', (_, translation, problem) => {
    expect(lint(translation)).toEqual(problem === undefined ? [] : [`zh-cn/a.mdx${problem}`]);
  });
});

describe('2,000 snippets take less than a second', () => {
  const [source, translation] = [parsedSource('en/a.mdx', SOURCE), parsedSource('zh-cn/a.mdx', TRANSLATION)];
  const [snippet] = source.snippets;
  const ids = Array.from({ length: 2_000 }, (_, index) => `s${index}`);
  const input = {
    unparsed: [],
    captures: new Map(),
    captureFile: (slug: string) => slug,
    images: new Set<string>(),
    glossary: undefined,
    content: { files: [], folders: [], repeated: new Map(), misnamed: new Map() },
    shownInContent: (name: string) => name,
  };

  test.each([
    ['in reverse', ids.toReversed(), /^the snippet "s1999" is not in the order/u],
    ['half of them', ids.slice(0, 1_000), /^the source shows "s1000", /u],
    ['twice', [...ids, ...ids], /^the snippet "s0" is not in the order/u],
  ])('%s', (_what, shown, message) => {
    const position = { line: 1, column: 1 };
    const pages = [
      { ...source, snippets: ids.flatMap((id) => (snippet ? [{ ...snippet, id }] : [])) },
      { ...translation, snippetReferences: shown.map((id) => ({ id, position })) },
    ];
    const spentMs = processorTime();
    const problems = lintPages({ ...input, pages }, ['translation-snippets']);
    expect(spentMs()).toBeLessThan(1_000);
    expect(problems).toMatchObject([{ message: expect.stringMatching(message) }]);
  });
});

describe('translated', () => {
  const front = (translated: string) => `---\ntitle: 标题\ndescription: 说明\n${translated}---\n\n${TRANSLATION}`;
  const behind = (translated: string, source = SOURCE) =>
    lintProblems({ pages: { 'en/a.mdx': source, 'zh-cn/a.mdx': front(translated) }, keepsTranslated: true });

  test('is asked for', () => {
    expect(behind('')).toMatchObject([
      { code: 'translation-outdated', message: expect.stringContaining('has not been marked') },
    ]);
  });

  test('names the headings that changed, and what to do', () => {
    const hashes = hashesOf(SOURCE);
    const translated = `translated: ["${hashes.join('", "')}"]\n`;
    expect(behind(translated)).toEqual([]);
    expect(
      behind(translated, SOURCE.replace('Lead.', 'Another.').replace('## Look', 'New.\n\n## Look closely')),
    ).toMatchObject([
      {
        code: 'translation-outdated',
        position: { line: 4, column: 1 },
        message:
          'these sections of the source have changed since the page was translated: "the text before the first heading", "Details" and "Look closely"',
        hint: expect.stringContaining('npx snippets lint --translated zh-cn/a.mdx'),
      },
    ]);
  });

  test('a command may change', () => {
    const translated = `translated: ["${hashesOf(SOURCE).join('", "')}"]\n`;
    expect(behind(translated, SOURCE.replace('network ls', 'network ls -q'))).toEqual([]);
  });

  test('a removed section is a change', () => {
    const translated = `translated: ["${[...hashesOf(SOURCE), '00000000'].join('", "')}"]\n`;
    expect(behind(translated)).toMatchObject([{ message: expect.stringContaining('moved or removed') }]);
  });
});

function hashesOf(source: string): string[] {
  return parsedSource('en/a.mdx', source).sections.map(({ proseHash }) => proseHash);
}
