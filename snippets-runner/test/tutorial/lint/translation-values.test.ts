import { describe, expect, test } from 'vitest';
import { lintProblems, parsedSource } from './lint-sources.ts';

const SOURCE = `Takes 15 minutes. See [names](./b.mdx#by-name).

## Look

\`alpine1\` has <Captured of="look" path="[0].Subnet" />, and \`alpine2\` has <Captured of="look" step={1} match="a(.)" />.
Press <Keys press="Ctrl-P Ctrl-Q" />, wait 2 s, press <kbd>Enter</kbd>. More is [on Docker's site](https://docs.docker.com/network/).

\`\`\`console snippet=look
$ docker network inspect net
\`\`\`

### Details

Back to [the beginning](#look). In release 28.5 the file is:

\`\`\`yaml
image: nginx # the newest
\`\`\`
`;
const TRANSLATION = `需要 15 分钟。见[名称](./b.mdx#按名称)。

## 看看

<Snippet id="look" />

等 2 秒，再按 <Keys press="Ctrl-P Ctrl-Q" /> 和 <kbd>Enter</kbd>。\`alpine2\` 是 <Captured of="look" step="1" match="a(.)" />，\`alpine1\` 是
<Captured of="look" path="[0].Subnet" />。详见 [Docker 网站](https://docs.docker.com/network/)。

### 细节

回到[开头](#看看)。在 28.5 版里，文件是：

\`\`\`yaml
image: nginx # 最新的
\`\`\`
`;

interface Given {
  readonly source?: string;
  readonly translated?: readonly string[];
  readonly front?: string;
}

const page = (front: string, body: string) => `---\ntitle: 标题\ndescription: 说明\n${front}---\n\n${body}`;

function lint(translation: string, { source = SOURCE, translated, front = 'order: 4\n' }: Given = {}) {
  const marked = translated ? `translated: ["${translated.join('", "')}"]\n` : '';
  return lintProblems({
    pages: {
      'en/a.mdx': page('order: 4\n', source),
      'zh-cn/a.mdx': page(front + marked, translation),
      'en/b.mdx': '## By address\n\n## By name',
      'zh-cn/b.mdx': '## 按地址\n\n## 按名称',
    },
    keepsTranslated: translated !== undefined,
  }).filter(({ code, file }) => file === 'zh-cn/a.mdx' && code !== 'captured-unresolved');
}

const found = (translation: string, given?: Given) =>
  lint(translation, given).map(({ code, message }) => `${code} ${message}`);

/** Returns what is at the place of each problem. */
function places(translation: string, front = 'order: 4\n'): (string | undefined)[] {
  const lines = page(front, translation).split('\n');
  return lint(translation, { front }).map(
    ({ position }) => position && lines[position.line - 1]?.slice(position.column - 1),
  );
}

test('the values of the source in another order are right', () => expect(found(TRANSLATION)).toEqual([]));

describe('another value', () => {
  test.each([
    ['path', 'path="[0].Subnet"', 'path="[0].Gateway"', '<Captured of="look" path="[0].Gateway" />'],
    ['match', 'match="a(.)"', 'match="b(.)"', '<Captured of="look" step="1" match="b(.)" />'],
    ['step', 'step="1"', 'step="2"', '<Captured of="look" step="2" match="a(.)" />'],
    ['code', '`alpine1`', '`alpine4`', '`alpine4`'],
    ['key', 'Ctrl-P Ctrl-Q', 'Ctrl-C', '<Keys press="Ctrl-C" />'],
    ['key in a text', '>Enter<', '>Escape<', '<kbd>Escape</kbd>'],
  ])('of a %s is found, at its place', (_what, from, to, shown) => {
    const changed = TRANSLATION.replace(from, to);
    expect(found(changed)).toEqual([`translation-values ${shown} is not in this section of the source`]);
    expect(places(changed)[0]?.slice(0, 9)).toBe(shown.slice(0, 9));
  });

  test.each([
    ['number', '等 2 秒', '等 3 秒', 'the number 3', '3 秒'],
    ['version', '28.5', '28.6', 'the number 28.6', '28.6 版'],
    ['link to a heading of a page', './b.mdx#按名称', './b.mdx#按地址', 'the link to ./b.mdx#按地址', '[名称]'],
    ['link to a page', './b.mdx#按名称', './a.mdx#看看', 'the link to ./a.mdx#看看', '[名称]'],
    ['link to a heading', '#看看', '#细节', 'the link to #细节', '[开头]'],
    [
      'link to another site',
      '.com/network',
      '.com/engine',
      'the link to https://docs.docker.com/engine/',
      '[Docker 网站]',
    ],
    ['block of code', 'image: nginx', 'image: httpd', 'the block of code "image: httpd # 最新的"', '```yaml'],
    ['language of a block', '```yaml', '```json', 'the block of code "image: nginx # 最新的"', '```json'],
  ])('of a %s is found, at its place', (_what, from, to, shown, start) => {
    const changed = TRANSLATION.replace(from, to);
    expect(found(changed)).toEqual([`translation-values ${shown} is not in this section of the source`]);
    expect(places(changed)[0]?.startsWith(start)).toBe(true);
  });

  test('is explained by the one of the source that it stands for', () => {
    expect(lint(TRANSLATION.replace('`alpine1`', '`alpine4`'))[0]?.hint).toBe(
      'In the source it is `alpine1` (en/a.mdx:11:1). Write the same in both.',
    );
  });

  test('of the order in the sidebar is found', () => {
    expect(found(TRANSLATION, { front: 'order: 5\n' })).toEqual([
      'translation-values the order is 5, but in the source it is 4',
    ]);
    expect(places(TRANSLATION, 'order: 5\n')).toEqual(['order: 5']);
    expect(found(TRANSLATION, { front: '' })).toEqual([
      'translation-values the order is missing, but in the source it is 4',
    ]);
  });

  test('of a snippet in another section is found', () => {
    const moved = TRANSLATION.replace('<Snippet id="look" />\n\n', '').replace(
      '### 细节',
      '### 细节\n\n<Snippet id="look" />',
    );
    expect(found(moved)).toEqual([
      'translation-snippets the snippet "look" is below "### 细节", but in the source it is below "## Look"',
    ]);
    expect(places(moved)).toEqual(['<Snippet id="look" />']);
  });
});

test('values that are in the wrong sections are missing in one, and too many in the other', () => {
  const moved = TRANSLATION.replace('，`alpine1` 是', '，它是').replace('文件是', '`alpine1` 的文件是');
  expect(found(moved)).toEqual([
    'translation-values this section lacks `alpine1`, which the source has',
    'translation-values `alpine1` is not in this section of the source',
  ]);
  expect(places(moved)).toEqual(['## 看看', expect.stringMatching(/^`alpine1` 的文件/u)]);
});

test('a value that is repeated must be repeated in the source', () => {
  expect(found(TRANSLATION.replace('再按', '再按 `alpine1` `alpine2`'))).toEqual([
    'translation-values `alpine2` is here more often than in this section of the source',
    'translation-values `alpine1` is here more often than in this section of the source',
  ]);
  expect(found(TRANSLATION, { source: SOURCE.replace('Press', '`alpine1` `alpine3` `alpine1`. Press') })).toEqual([
    'translation-values this section lacks `alpine1` twice and `alpine3`, which the source has',
  ]);
});

test('a comment in a block of code is prose', () => {
  expect(found(TRANSLATION.replace('# 最新的', '# 最好的'))).toEqual([]);
  expect(found(TRANSLATION.replace('nginx # 最新的', 'nginx#最新的'))).toHaveLength(1);
});

test('numbers in the title and the description belong to the first section', () => {
  const front = 'order: 4\n';
  const changed = page(front, TRANSLATION).replace('title: 标题', 'title: 标题 7');
  expect(
    lintProblems({ pages: { 'en/a.mdx': page(front, SOURCE), 'zh-cn/a.mdx': changed } })
      .filter(({ code }) => code === 'translation-values')
      .map(({ message, position }) => [message, position]),
  ).toContainEqual(['the number 7 is not in this section of the source', { line: 2, column: 11 }]);
});

test('a dead link is reported once, as dead', () => {
  expect(found(TRANSLATION.replace('#看看', '#看'))).toEqual([expect.stringMatching(/^link-dead /u)]);
});

describe('a section that is to be translated anew', () => {
  const hashes = parsedSource('en/a.mdx', page('order: 4\n', SOURCE)).sections.map(({ proseHash }) => proseHash);

  test('is only reported as such; the others are compared', () => {
    const source = SOURCE.replace('`alpine1` has', '`alpine9` and `alpine8` have');
    expect(found(TRANSLATION, { source, translated: hashes })).toEqual([
      expect.stringMatching(/^translation-outdated .*"Look"$/u),
    ]);
    expect(found(TRANSLATION.replace('28.5', '28.6'), { source, translated: hashes })).toEqual([
      expect.stringMatching(/^translation-outdated /u),
      'translation-values the number 28.6 is not in this section of the source',
    ]);
  });

  test('is compared as soon as the translation says that it is up to date', () => {
    expect(found(TRANSLATION.replace('28.5', '28.6'), { translated: hashes })).toHaveLength(1);
  });

  test('cannot be compared while the headings differ', () => {
    const values = (translation: string) => found(translation).filter((line) => line.startsWith('translation-values'));
    expect(values(TRANSLATION.replace('### 细节', '## 细节').replace('`alpine1`', '`alpine4`'))).toEqual([]);
  });
});
