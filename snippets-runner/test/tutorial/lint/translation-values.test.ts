import { describe, expect, test } from 'vitest';
import { processorTime } from '../../base/processor-time.ts';
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

等 2 秒，再按 <Keys press="Ctrl-P Ctrl-Q" /> 和 <kbd>Enter</kbd>。\`alpine2\` 是 <Captured of="look" step="1" match="a(.)" />，\`alpine1\` 是
<Captured of="look" path="[0].Subnet" />。详见 [Docker 网站](https://docs.docker.com/network/)。

<Snippet id="look" />

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
    ['number', '等 2 秒', '等 3 秒', 'the number 3 s', '3 秒'],
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

describe('the title and the description', () => {
  const SOURCE_FRONT = ['Ports of release 28.5', 'Port 80 of `docker0`, and 443.'] as const;
  const lintFront = (title: string, description: string) => {
    const front = (of: readonly [string, string]) => `---\ntitle: ${of[0]}\ndescription: ${of[1]}\n---\n`;
    return lintProblems({
      pages: { 'en/a.mdx': front(SOURCE_FRONT), 'zh-cn/a.mdx': front([title, description]) },
    }).map(({ message, position }) => [message, position]);
  };

  test('have the same values, each in its own order', () => {
    expect(lintFront('28.5 版的端口', '端口 443 和 `docker0` 的 80')).toEqual([]);
  });

  test.each([
    [
      'a number in the other field',
      '端口 443',
      '28.5 版的 80，`docker0`',
      ['the number 443 in the title', { line: 2, column: 11 }],
    ],
    [
      'an escape of YAML',
      String.raw`"28.\u0036 版"`,
      '443、`docker0`、80',
      ['the number 28.6 in the title', { line: 2, column: 8 }],
    ],
    [
      'text beside code',
      '28.5 版',
      '443、`docker0`-x、80',
      ['`docker0`-x in the description', { line: 3, column: 18 }],
    ],
    ['code', '28.5 版', '443、`docker1`、80', ['`docker1` in the description', { line: 3, column: 18 }]],
  ] as const)('%s is found', (_what, title, description, [shown, position]) => {
    expect(lintFront(title, description)).toContainEqual([`${shown} is not in this section of the source`, position]);
  });
});

describe('another value in another form', () => {
  const SENTENCE = 'Wait 10 s for it, press <kbd>Ctrl-C</kbd>, and read [more][here].';
  const CODE = '```console\n# docker ps\n/ # hostname\n```\n\n```yaml title=one\nurl: "a # 1" # in 5 s\n```';
  const LINKS = '[here]: https://docs.docker.com/\n\n[there]: https://docker.com/';
  const translation = `等 10 秒，按 <kbd>Ctrl-C</kbd>，再读[更多][here]。\n\n${CODE.replace('in 5 s', '5 秒内')}\n\n${LINKS}`;
  const source = `${SENTENCE}\n\n${CODE}\n\n${LINKS}`;

  test('the same values are right', () => expect(found(translation, { source })).toEqual([]));

  test.each([
    ['<kbd>', 'Ctrl-C', 'Ctrl-D', '<kbd>Ctrl-D</kbd>'],
    ['a unit', '10 秒', '10 分钟', 'the number 10 min'],
    ['a sign', '10 秒', '-10 秒', 'the number -10 s'],
    ['full-width digits', '10 秒', '１０ 秒', 'the number １０ s'],
    ['a character reference', '10 秒', '&#57; 秒', 'the number 9 s'],
    ['a named character reference', '10 秒', '10&sup2; 秒', 'the number 10² s'],
    ['the label of a link', '[更多][here]', '[更多][there]', 'the link to https://docker.com/'],
    ['a command of a root shell', '# docker ps', '# docker rm', 'the block of code "# docker rm"'],
    ['a command behind an inner prompt', '/ # hostname', '/ # reboot', 'the block of code "# docker ps"'],
    ['a value in quotes', 'a # 1', 'a # 2', 'the block of code "url: "a # 2" # 5 秒内"'],
    ['a number in a comment', '5 秒内', '5 分钟内', 'the block of code "url: "a # 1" # 5 分钟内"'],
    ['the attribute of a block', 'title=one', 'title=two', 'the block of code "url: "a # 1" # 5 秒内"'],
  ])('of %s is found', (_what, from, to, shown) => {
    const problems = found(translation.replace(from, to), { source });
    expect(problems).toEqual([`translation-values ${shown} is not in this section of the source`]);
  });
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

describe('text directly beside a value', () => {
  const source =
    'Give `--network host` and press <kbd>Ctrl-C</kbd> on <Captured of="look" path=".a" />. It has 4094 of 80.';
  const translation =
    '给 `--network host`，在 <Captured path=".a" of="look" /> 上按 <kbd>Ctrl-C</kbd>。80 之中有 4094。';

  test('is not there', () => {
    const problems = found(translation, { source }).filter((line) => !line.startsWith('snippet-unknown'));
    expect(problems).toEqual([]);
  });

  test.each([
    ['before code', '给 `', '给 no`', 'no`--network host`'],
    ['behind code', 'host`', 'host`-net', '`--network host`-net'],
    ['a file behind code', 'host`', 'host`.conf', '`--network host`.conf'],
    ['behind a key', '</kbd>', '</kbd>-X', '<kbd>Ctrl-C-X'],
    ['behind a captured value', ' /> 上', ' />0 上', '<Captured of="look" path=".a">0'],
    ['in emphasis', 'host`', 'host`**-net**', '`--network host`-net'],
    ['a digit in emphasis', '4094', '4094**1**', 'the number 40941'],
    ['a magnitude behind emphasis', '80 之', '**80** 万之', 'the number 800000'],
    ['a magnitude behind a comment', '80 之', '80 {/* 个 */}万之', 'the number 800000'],
    ['a magnitude behind two spaces', '80 之', '80  万之', 'the number 800000'],
    ['a magnitude in the next line', '80 之', '80\n万之', 'the number 800000'],
  ])('%s is found', (_where, from, to, shown) => {
    expect(found(translation.replace(from, to), { source })).toContain(
      `translation-values ${shown} is not in this section of the source`,
    );
  });

  test('may be the same in both, and may end the sentence', () => {
    const both = (text: string, english: string) => found(text, { source: english });
    expect(both('`a`/`b` 和 `c`-x', '`a`/`b` and `c`-x')).toEqual([]);
    expect(both('看 `a`。', 'See `a`.')).toEqual([]);
  });
});

test('a long table whose values are in other cells is compared in linear time', () => {
  const numbers = Array.from({ length: 4_000 }, (_, index) => index);
  const table = (row: (index: number) => string) => `| a | b |\n| - | - |\n${numbers.map(row).join('\n')}\n`;
  const pages = {
    'en/a.mdx': table((index) => `| \`a${index}\` | ${index} |`),
    'zh-cn/a.mdx': table((index) => `| \`a${index ^ 1}\` | ${index} |`),
  };
  const spentMs = processorTime();
  const found = lintProblems({ pages }).filter(({ code }) => code === 'translation-values');
  expect(spentMs()).toBeLessThan(15_000);
  expect(found.length).toBe(4_000);
  expect(found[0]?.message).toBe('`a1` is in another part of this section than in the source (en/a.mdx:9:3)');
});
