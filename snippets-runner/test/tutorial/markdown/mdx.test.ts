/** MDX files of other sites: Docusaurus, Starlight, Nextra. */
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { fenced, readAs } from './read.ts';

const read = (...lines: readonly string[]) => readAs('guide.mdx', ...lines);

test('a block in components is run, with and without blank lines around it', () => {
  expect(
    read(
      "import Tabs from '@theme/Tabs';",
      '',
      'export const version = 1;',
      '',
      '<Tabs items={["a", "b"]}>',
      '    <TabItem value="a">',
      '        ```console',
      '        $ echo one',
      '        one',
      '        ```',
      '    </TabItem>',
      '<TabItem value="b">',
      '',
      '```bash',
      '$ echo two',
      '```',
      '</TabItem>',
      '</Tabs>',
      '',
      '- A step {#id}:',
      '',
      '  ```sh',
      '  $ echo three',
      '  ```',
      '    ',
      ':::note',
      '```console',
      '$ echo four',
      '```',
      ':::',
    ),
  ).toEqual({ steps: ['echo one -> one', 'echo two', 'echo three', 'echo four'], leftOut: [], problems: [] });
});

test('what is in comments is not run', () => {
  expect(
    read(
      '{/* one line */} {/* another */}',
      fenced('console', '$ echo "{/* shown */}" <!-- shown -->'),
      '{/*',
      fenced('console', '$ echo hidden'),
      '*/}',
      '<!--',
      fenced('console', '$ echo hidden'),
      '-->',
      fenced('console', '$ echo later', '{/*'),
      fenced('console', '$ echo last', '*/}'),
    ),
  ).toEqual({
    steps: ['echo "{/* shown */}" <!-- shown -->', 'echo later -> {/*', 'echo last -> */}'],
    leftOut: [],
    problems: [],
  });
});

test('a comment that a text mentions as code is none', () => {
  const mentions = 'Write `<!-- snippets: exit=1 -->` or `{/* snippets: exit=1 */}`, and `{/*` begins one.';
  expect(read(mentions, '', fenced('console', '$ echo one'))).toEqual({
    steps: ['echo one'],
    leftOut: [],
    problems: [],
  });
});

test('a comment may be unclosed, in any kind of lines', () => {
  for (const ending of ['\n', '\r\n', '\r']) {
    const text = ['{/* one', '*/}', '', '```sh', '$ echo 😀', '```', '', '{/* no end', '```sh', '$ echo two', '```'];
    const request = { file: 'a.mdx', images: [], knownImages: [] };
    const { document } = parseMarkdown({ ...request, text: text.join(ending) });
    expect(document.snippets.map(({ position, steps }) => [position.line, steps[0]?.text])).toEqual([
      [4, 'echo 😀'],
      [9, 'echo two'],
    ]);
  }
});

test('indented text is no code, and commands in text are named', () => {
  expect(read('<Steps>', '    $ docker ps', '</Steps>', '', '    docker ps')).toEqual({
    steps: [],
    leftOut: ['2:5 the command is not in a block of code'],
    problems: [],
  });
});

test('the lab stands in a comment of MDX', () => {
  const text = ['{/* snippets lab: {nodes: [one, two]} */}', fenced('console node=two', '$ ls')].join('\n');
  const { document, problems } = parseMarkdown({ file: 'a.mdx', text, images: [], knownImages: [] });
  expect([document.lab.nodes, document.snippets[0]?.node, problems]).toEqual([['one', 'two'], 'two', []]);
});
