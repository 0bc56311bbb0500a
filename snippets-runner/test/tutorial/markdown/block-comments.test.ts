import { describe, expect, test } from 'vitest';
import { withOutputs } from '../../../tutorial/markdown/outputs.ts';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { fenced, read } from './read.ts';

function parsed(...lines: readonly string[]) {
  return parseMarkdown({ file: 'x.md', text: lines.join('\n'), images: [], knownImages: ['alpine'] });
}

const BLOCK = ['```console', '$ false', 'x', '```'];

describe('attributes in a comment are those of the next block', () => {
  test.each<[string, string[]]>([
    ['right before it', ['<!-- snippets: exit=1 -->', ...BLOCK]],
    ['with blank lines between', ['<!-- snippets: exit=1 -->', '', '', ...BLOCK]],
    ['with other comments between', ['<!-- snippets: exit=1 -->', '<!-- prettier-ignore -->', '<!--->', ...BLOCK]],
    ['behind a lab', ['<!-- snippets: exit=1 -->', '<!-- snippets lab: {nodes: [one]} -->', '', ...BLOCK]],
    ['over several lines', ['<!-- snippets:', '  exit=1', '-->', ...BLOCK]],
    ['without blanks', ['<!--snippets:exit=1-->', ...BLOCK]],
    ['before indented code', ['Text.', '<!-- snippets: exit=1 -->', '', '    $ false', '    x']],
    ['before a block without a language', ['<!-- snippets: exit=1 -->', '```', ...BLOCK.slice(1)]],
    ['in an item', ['- Text', '', '  <!-- snippets: exit=1 -->', ...BLOCK.map((line) => `  ${line}`)]],
    ['in a quotation', ['> <!-- snippets: exit=1 -->', '>', ...BLOCK.map((line) => `> ${line}`)]],
    ['before a quotation', ['<!-- snippets: exit=1 -->', '', ...BLOCK.map((line) => `> ${line}`)]],
    ['in a callout', ['!!! note', '', '    <!-- snippets: exit=1 -->', ...BLOCK.map((line) => `    ${line}`)]],
    ['in HTML', ['<details>', '', '<!-- snippets: exit=1 -->', '', ...BLOCK, '', '</details>']],
    ['in HTML without a blank line', ['<details>', '<!-- snippets: exit=1 -->', '', ...BLOCK, '', '</details>']],
    ['as a comment of MDX', ['Text.', '', '{/* snippets: exit=1 */}', '', ...BLOCK]],
    ['as a comment of MDX over several lines', ['{/* snippets:', '  exit=1', '*/}', ...BLOCK]],
    ['as a comment of MDX in a quotation', ['> {/* snippets: exit=1 */}', '>', ...BLOCK.map((line) => `> ${line}`)]],
  ])('%s', (_where, lines) => {
    const { document, problems } = parsed(...lines);
    expect(problems).toEqual([]);
    expect(document.snippets).toMatchObject([{ exit: 1, steps: [{ text: 'false' }], hidden: false }]);
    expect(document.shown).toMatchObject([{ statesExit: true, steps: [{ output: 'x' }] }]);
    expect(document.leftOut).toEqual([]);
  });

  test('which may have others on its fence and in other comments', () => {
    const { document, problems } = parsed(
      '<!-- snippets: snippet=a expect=/one/ -->',
      '<!-- snippets: timeout=2s save=A:/(x)/ -->',
      '```console exit=1 expect="two" theirs',
      ...BLOCK.slice(1),
    );
    expect(problems).toEqual([]);
    expect(document.snippets).toMatchObject([
      { id: 'a', exit: 1, timeoutMs: 2000, expect: [{ source: 'one' }, { text: 'two' }], saves: [{ name: 'A' }] },
    ]);
  });

  test('and of no other', () => {
    const { document } = parsed('<!-- snippets: exit=1 -->', ...BLOCK, '', ...BLOCK);
    expect(document.snippets.map(({ exit }) => exit)).toEqual([1, 0]);
  });
});

describe('a block is left out', () => {
  const block = (name: string) => fenced('sh', `$ ${name}`);

  test('by a comment, with its reason', () => {
    const lines = [
      '<!-- snippets: skip -->',
      block('a'),
      '<!-- snippets: skip="needs a \\"GPU\\"" exit=9 -->',
      block('b'),
    ];
    expect(read(...lines, block('c'))).toEqual({
      steps: ['c'],
      leftOut: ['3:1 a comment says "skip"', '9:1 a comment says "skip": needs a "GPU"'],
      problems: [],
    });
  });

  test('by its fence, with its reason', () => {
    expect(read(fenced('sh skip="too slow"', '$ a')).leftOut).toEqual(['2:1 the block says "skip": too slow']);
  });

  test('between two comments, wherever they are', () => {
    const lines = [
      block('a'),
      '> <!-- snippets: skip="slow" from here -->',
      '',
      block('b'),
      '- <!-- snippets: skip to here -->',
      block('c'),
    ];
    expect(read(...lines)).toEqual({
      steps: ['a', 'c'],
      leftOut: ['9:1 a comment on line 6 says "skip from here": slow'],
      problems: [],
    });
  });

  test('if it is hidden, too', () => {
    const hidden = '<!-- snippets: hidden skip\n$ a\n-->';
    expect(read(hidden, '{/* snippets: skip from here */}', hidden, '<!-- snippets: skip to here -->')).toEqual({
      steps: [],
      leftOut: ['1:1 a comment says "skip"', '5:1 a comment on line 4 says "skip from here"'],
      problems: [],
    });
  });

  test('with all others of its file', () => {
    const { steps, leftOut, problems } = read(block('a'), '<!-- snippets: skip="by hand" file -->', block('b'));
    expect({ steps, problems }).toEqual({ steps: [], problems: [] });
    expect(leftOut).toEqual([2, 8].map((line) => `${line}:1 a comment on line 6 says "skip file": by hand`));
  });

  test('even if it would have no commands', () => {
    expect(read('<!-- snippets: skip -->', '```yaml', 'a: b', '```')).toEqual({ steps: [], leftOut: [], problems: [] });
  });
});

describe('a hidden block runs', () => {
  const run = (...lines: string[]) => parsed(...lines).document;

  test('with its attributes, in the order of the document', () => {
    const { document, problems } = parsed(
      fenced('console', '$ a'),
      '<!-- snippets: hidden exit=1 save=NAME:/(x)/',
      '$ b',
      'x',
      '',
      '$ c',
      '-->',
      fenced('console', '$ d <NAME>'),
    );
    expect(problems).toEqual([]);
    expect(document.snippets.map(({ id, hidden, exit }) => [id, hidden, exit])).toEqual([
      ['block-1', false, 0],
      ['block-2', true, 1],
      ['block-3', false, 0],
    ]);
    expect(document.snippets[1]).toMatchObject({
      position: { line: 6, column: 1 },
      steps: [
        { text: 'b', position: { line: 7, column: 1 } },
        { text: 'c', position: { line: 10, column: 1 } },
      ],
    });
    expect(document.shown[1]?.steps?.[0]).toMatchObject({ output: 'x', lines: { first: 8, count: 1, prefix: '' } });
  });

  test.each<[string, string[]]>([
    ['in an item', ['- <!-- snippets: hidden', '  $ a', '  old', '  -->']],
    ['in a quotation', ['> <!-- snippets: hidden', '> $ a', '> old', '> -->']],
    ['in a callout', ['!!! note', '', '    <!-- snippets: hidden', '    $ a', '    old', '    -->']],
    ['indented', ['<!-- snippets: hidden', '  $ a', '  old', '-->']],
    ['with a blank line', ['<!-- snippets: hidden', '', '$ a', 'old', '', '-->']],
    ['of MDX', ['{/* snippets: hidden', '$ a', 'old', '*/}']],
    ['of MDX in an item', ['1. {/* snippets: hidden', '   $ a', '   old', '   */}']],
    ['with CRLF', ['<!-- snippets: hidden\r', '$ a\r', 'old\r', '-->\r']],
  ])('%s, and keeps every other byte when its output is replaced', (_where, lines) => {
    const text = lines.join('\n');
    const { document, problems } = parsed(text);
    expect({ problems, leftOut: document.leftOut }).toEqual({ problems: [], leftOut: [] });
    expect(document.snippets[0]).toMatchObject({ hidden: true, steps: expect.arrayContaining([expect.anything()]) });
    const at = document.shown[0]?.steps?.[0]?.lines;
    const next = at && Buffer.from(withOutputs(Buffer.from(text), [{ lines: at, output: 'new' }])).toString();
    expect(next).toBe(text.replace('old', 'new'));
  });

  test('also if its language were not read, and is named if it has no commands', () => {
    expect(run('<!-- snippets: hidden', 'docker ps', '-->').leftOut).toMatchObject([
      { position: { line: 1, column: 1 }, reason: expect.stringContaining('no line begins with a prompt') },
    ]);
  });
});

describe('in an MDX file', () => {
  const mdx = (...lines: string[]) =>
    parseMarkdown({ file: 'x.mdx', text: lines.join('\n'), images: [], knownImages: [] });

  test('the comments of both syntaxes are read, whatever is in them', () => {
    const { document, problems } = mdx(
      ...['{/* snippets: exit=1 */}', ...BLOCK, '', '- {/* snippets: hidden', '  $ echo {b}', '', '  <x', '  */}', ''],
      ...['<!-- snippets: timeout=1s -->', ...BLOCK, '{/* snippets: skip from here */}', ...BLOCK],
      ...['<Note>', '{/* snippets: skip to here */}', '</Note>', '{/* snippets lab: {nodes: [one]} */}'],
    );
    expect(problems).toEqual([]);
    expect(document.snippets).toMatchObject([
      { exit: 1, hidden: false },
      { node: 'one', hidden: true, steps: [{ text: 'echo {b}', position: { line: 8, column: 3 } }] },
      { timeoutMs: 1000, hidden: false },
    ]);
    expect(document.shown[1]?.steps?.[0]).toMatchObject({ output: '<x', lines: { first: 10, count: 1, prefix: '  ' } });
    expect(document.leftOut).toMatchObject([{ position: { line: 19, column: 1 } }]);
  });

  test('mistakes are reported once', () => {
    const { problems } = mdx('Text', '{/* snippets: exti=1 */}', 'text.', '', '<!-- snippets: skip to here -->');
    expect(problems.map(({ code }) => code)).toEqual(['attribute-unknown', 'comment-invalid']);
  });
});

test('a block that is left out has no say in which hosts there are, and is named once', () => {
  const hosts = ['```', 'node1$ docker ps', 'node2$ docker ps', '```'];
  const { document } = parsed(
    '<!-- snippets: skip from here -->',
    ...hosts,
    '<!-- snippets: skip to here -->',
    ...BLOCK,
  );
  expect(document.lab.nodes).toEqual(['host']);
  expect(document.leftOut).toHaveLength(1);
  expect(parsed(...hosts).document.lab.nodes).toEqual(['node1', 'node2']);
});

describe('a comment is wrong', () => {
  test.each<[string, string, string[]]>([
    ['with an unknown attribute', '<!-- snippets: exti=1 x -->', ['1:16 attribute-unknown', '1:23 attribute-unknown']],
    ['with a wrong value', '<!-- snippets: exit=700 -->', ['1:21 attribute-invalid']],
    ['with an open quote', '<!-- snippets: expect="a -->', ['1:23 attribute-invalid']],
    ['with a value of "commands"', '<!-- snippets: commands=yes -->', ['1:25 attribute-invalid']],
    ['with a pattern as its reason', '<!-- snippets: skip=/a/ -->', ['1:21 attribute-invalid']],
    ['with an attribute twice', '<!-- snippets: exit=1 exit=2 -->', ['1:23 attribute-duplicate']],
    ['with an attribute of the fence', '<!-- snippets: timeout=1s -->', ['1:16 attribute-duplicate']],
    ['with nothing', '<!-- snippets: -->', ['1:5 comment-invalid']],
    ['without the colon', '<!-- snippets skip -->', ['1:6 comment-invalid']],
    ['with another name', '<!-- snippet: exit=1 -->', ['1:6 comment-invalid']],
    ['with half of a range', '<!-- snippets: skip from -->', ['1:21 attribute-unknown']],
    [
      'with a lab',
      '<!-- snippets: lab: {nodes: [a]} -->',
      ['1:16', '1:21', '1:29'].map((at) => `${at} attribute-unknown`),
    ],
    ['with commands that are not hidden', '<!-- snippets: exit=1\n$ a\n-->', ['1:15 comment-invalid']],
    ['with hidden commands on its first line', '<!-- snippets: hidden $ a -->', ['1:27 comment-invalid']],
    ['with nothing that is hidden', '<!-- snippets: hidden -->', ['1:23 comment-invalid']],
    ['with a last command that ends it', '<!-- snippets: hidden\n$ a\n$ b -->', ['3:1 comment-invalid']],
    ['with a value of hidden', '<!-- snippets: hidden=1\n$ a\n-->', ['1:23 attribute-invalid']],
    ['with a beginning that nothing ends', '<!-- snippets: skip from here -->', ['1:1 comment-invalid']],
    ['with an end that nothing begins', '<!-- snippets: skip to here -->', ['1:1 comment-invalid']],
  ])('%s', (_how, comment, problems) => {
    expect(read(comment, '```sh timeout=3s', '$ a', '```').problems).toEqual(problems);
  });

  test.each<[string, string[], string]>([
    ['at the end', ['<!-- snippets: exit=1 -->'], '1:1'],
    ['before text', ['<!-- snippets: exit=1 -->', 'Text.', ...BLOCK], '1:1'],
    ['before text on its line', ['<!-- snippets: skip --> Text.', '', ...BLOCK], '1:1'],
    ['before HTML', ['<!-- snippets: exit=1 -->', '<details>', '', ...BLOCK], '1:1'],
    ['before a block that has no commands', ['<!-- snippets: exit=1 -->', '```yaml', 'a: b', '```'], '1:1'],
    ['before a hidden block', ['<!-- snippets: exit=1 -->', '<!-- snippets: hidden', '$ a', '-->'], '1:1'],
    ['in a callout that ends', ['!!! note', '', '    <!-- snippets: exit=1 -->', '', 'Text.', ...BLOCK], '3:5'],
    ['twice', ['<!-- snippets: exit=1 -->', '<!-- snippets: timeout=1s -->', '', 'Text.'], '1:1 2:1'],
    ['around no block', ['<!-- snippets: skip from here -->', '<!-- snippets: skip to here -->'], '1:1'],
    [
      'within another',
      [
        '<!-- snippets: skip from here -->',
        ...BLOCK,
        '<!-- snippets: skip from here -->',
        '<!-- snippets: skip to here -->',
      ],
      '6:1',
    ],
    ['and not closed', ['<details>', '<!-- snippets: hidden', '$ a', '', '$ b', '-->'], '2:5'],
  ])('%s', (_where, lines, places) => {
    const { problems } = parsed(...lines);
    expect(problems.map(({ code }) => code)).toEqual(places.split(' ').map(() => 'comment-invalid'));
    expect(problems.map(({ position }) => `${position?.line}:${position?.column}`).join(' ')).toBe(places);
    for (const { hint } of problems) expect(hint).toMatch(/\w/u);
  });

  test('and names what was meant', () => {
    const [unknown, open, lone] = parsed(
      '<!-- snippets: timout=1s -->',
      ...BLOCK,
      '<!-- snippets: skip from here -->',
      ...BLOCK,
      '<!-- snippets: retry=1 -->',
    ).problems;
    expect(unknown?.hint).toBe('Did you mean "timeout"?');
    expect(open?.hint).toContain('<!-- snippets: skip to here -->');
    expect(lone?.hint).toContain('"retry-until"');
  });
});

test.each<[string, string[]]>([
  [
    'for another tool',
    ['<!-- snippet: my-sample -->', '<!-- snippets of code -->', '<!-- prettier-ignore -->', '<!-- -->'],
  ],
  [
    'in code',
    ['`<!-- snippets: exti=1 -->`', '', '```html', '<!-- snippets: exti=1 -->', '```', '`{/* snippets: x */}`'],
  ],
  ['of JavaScript', ['The object {/* snippets */} and /* snippets: x */.']],
])('a comment %s is no matter', (_what, lines) => {
  expect(parsed(...lines).problems).toEqual([]);
});

test('a thousand comments before a block are read in time', () => {
  const many = Array.from({ length: 20_000 }, () => '<!-- snippets: expect="x" -->');
  const { document, problems } = parsed(...many, ...BLOCK);
  expect(problems).toEqual([]);
  expect(document.snippets[0]?.expect).toHaveLength(20_000);
});

describe('every line of a block is a command', () => {
  const LINES = [
    'docker network create app',
    'for i in 1 2; do',
    '  echo $i',
    'done',
    '# comment',
    'cat <<EOF',
    '# text',
    '',
    'EOF',
  ];
  const steps = ['docker network create app', 'for i in 1 2; do\n  echo $i\ndone', 'cat <<EOF\n# text\n\nEOF'];
  const right = { steps, leftOut: [], problems: [] };

  test.each(['bash', 'console', 'text', 'yaml', ''])(
    'if a comment says so, whatever its language is: "%s"',
    (language) => {
      expect(read('<!-- snippets: commands -->', fenced(language, ...LINES))).toEqual(right);
    },
  );

  test('if its fence says so', () => expect(read(fenced('bash commands', ...LINES))).toEqual(right));

  test('if it is hidden', () => {
    expect(read('<!-- snippets: hidden commands', ...LINES, '-->')).toEqual(right);
  });

  test('but not if a line has a prompt', () => {
    const lines = ['$ echo a', 'a', '$ echo b'];
    for (const block of [
      fenced('bash commands', ...lines),
      ['<!-- snippets: hidden commands', ...lines, '-->'].join('\n'),
    ])
      expect(read(block).steps).toEqual(['echo a -> a', 'echo b']);
  });

  test.each(['/ # ls', 'root@4c01db0b339c:/# ls', 'mysql> show', 'PS C:\\> dir', 'me@box:~$ ls'])(
    'nor if one has that of a program or of another shell: %s',
    (line) => {
      const { steps } = read(fenced('bash commands', 'docker run -it alpine sh', line));
      expect(steps).not.toContain(line);
    },
  );

  test('beside other attributes, and none is compared with an output', () => {
    const text = ['<!-- snippets: commands exit=1 -->', fenced('bash', 'false', 'false')].join('\n');
    const { document } = parseMarkdown({ file: 'x.md', text, images: [], knownImages: [] });
    expect(document.snippets).toMatchObject([{ exit: 1, steps: [{ text: 'false' }, { text: 'false' }] }]);
    expect(document.shown).toMatchObject([{ statesExit: true, steps: undefined }]);
  });

  test('an attribute of another tool with this name is ignored', () => {
    expect(read(fenced('bash commands="3"', '$ docker ps', 'x')).steps).toEqual(['docker ps -> x']);
  });
});
