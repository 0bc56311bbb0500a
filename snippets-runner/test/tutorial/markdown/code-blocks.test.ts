import { describe, expect, test } from 'vitest';
import { withOutputs } from '../../../tutorial/markdown/outputs.ts';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { commandsOf, fenced, read } from './read.ts';

const NOTHING = { steps: [], leftOut: [], problems: [] };

describe('a block is run', () => {
  // biome-ignore format: lists of words
  test.each([
    'console', 'Console', '{.console}', '{.console .copy}', '{console}', '.term1', 'term2', 'terminal', 'console session', 'shell-session',
    'ShellSession', 'sh-session', 'bash-session', 'sh', 'bash', 'bash,ignore', 'shell', 'zsh', 'ksh', 'dash', '', 'text', 'txt', 'plaintext',
    'none', 'docker', 'cli',
  ])('if its language is "%s" and it begins with a prompt', (language) => {
    expect(read(fenced(language, '$ docker ps', 'x'))).toEqual({ ...NOTHING, steps: ['docker ps -> x'] });
  });

  test.each([
    ['after comments', '# all of them\n\n$ docker ps'],
    ['with a user and a host', 'me@box:~$ docker ps'],
    ['with another shell', '% docker ps'],
    ['with an environment', '(venv) $ docker ps'],
  ])('without a language, with a prompt %s', (_what, text) => {
    expect(commandsOf(fenced('', text))).toEqual(['docker ps']);
  });

  test('without a language, if its prompt has the name of a machine, also after a program that reads', () => {
    const blocks = [
      fenced('', 'host1$ mytool launch'),
      fenced('', 'host1$ docker run -it alpine', '/ # hostname'),
      fenced('', 'host1$ mytool status'),
    ];
    expect(commandsOf(...blocks)).toEqual(['mytool launch', 'docker run -it alpine', '<hostname', 'mytool status']);
  });

  test('without a language, if it is input for the program that was started before', () => {
    const blocks = [fenced('', '$ docker run -it alpine'), fenced('', '/ # mytool'), fenced('', '# exit')];
    expect(commandsOf(...blocks)).toEqual(['docker run -it alpine', '<mytool', '<exit']);
  });
});

describe('a block is named as left out', () => {
  test.each([
    ['has no prompt', '', 'docker run nginx', 'no line begins with a prompt'],
    [
      'has no prompt and begins with comments',
      'text',
      '# build it\nsudo docker build .',
      'no line begins with a prompt',
    ],
    ['has no prompt in a session', 'terminal', 'docker container ls', 'no line begins with a prompt'],
    ['has a prompt further below', '', 'The list:\n$ docker ps', 'its first line has no prompt'],
    ['has a prompt that may be a comment', '', '# docker ps', '"# " may begin a comment'],
    ['has another prompt', '', '> docker ps', 'begins with ">"'],
    ['has another prompt with blanks', '', '[My Bay]🚩 >  sudo docker ps', 'begins with "[My Bay]🚩 >"'],
    ['has a prompt without a blank', '', '$docker ps', 'a blank is missing'],
    ['has a prompt without a blank in a session', 'console', '$docker ps', 'a blank is missing behind the prompt "$"'],
    ['has an unknown tool with options', '', 'mytool global set --mode routing', 'no line begins with a prompt'],
    ['has an unknown tool with a value', '', 'CI=true mytool <your-image>', 'no line begins with a prompt'],
    ['exports a variable', '', 'export PROVIDER=virtualbox', 'no line begins with a prompt'],
    ['has an output below its command', '', 'ping -c1 10.0.0.2\nPING 10.0.0.2', 'no line begins with a prompt'],
    ['has docker in another command', 'text', 'mytool br1 $(docker run -d nginx) 10.0.0.2/24', 'no line begins with a'],
    ['keeps an id in a variable', '', 'CID=$(docker run -d nginx)', 'no line begins with a prompt'],
    ['keeps an id in an old way', '', 'CID=`sudo docker run -d nginx`', 'no line begins with a prompt'],
    ['has an unknown tool with a variable', '', 'mytool br1 $CONTAINER 10.0.0.2/24', 'no line begins with a prompt'],
    ['shows an address', '', 'ip a show eth0\n3: eth0: <UP>', 'no line begins with a prompt'],
    ['changes a link', '', '# Remove it\nip link del foo', 'no line begins with a prompt'],
    ['asks for an address', '', 'ping web.app\nPING web.app', 'no line begins with a prompt'],
    ['begins with Ctrl-C', '', '^C\n[root@node1 ~]$ docker ps', 'its first line has no prompt'],
    ['begins with a variable', '', 'NAME=web\ndocker run --name $NAME nginx', 'no line begins with a prompt'],
    ['begins with another command', '', 'eval $(docker-machine env a)\ndocker ps', 'no line begins with a prompt'],
    ['sets a variable for its command', '', 'DOCKER_HOST=a time docker ps', 'no line begins with a prompt'],
    ['begins with a comment', '', '#List them\ndocker ps', 'no line begins with a prompt'],
    ['is for PowerShell', 'powershell', 'docker ps', 'for PowerShell'],
    ['is for Windows', 'cmd', 'docker ps', 'the command prompt of Windows'],
    ['is for another shell', 'fish', 'docker ps', 'for fish'],
    ['has a prompt of PowerShell', '', 'PS C:\\> docker ps', '"PS C:\\>" is the prompt of PowerShell'],
    ['has a prompt of Windows', 'text', 'C:\\Users\\me>docker ps', '"C:\\Users\\me>" is the prompt of the command'],
    ['has the language of something else', 'yaml', '$ docker ps', '"yaml" is no language of a shell'],
    ['has nothing', 'console', '', 'the block is empty'],
  ])('if it %s', (_what, language, text, reason) => {
    const { steps, leftOut } = read(fenced(language, text));
    expect(steps).toEqual([]);
    expect(leftOut).toEqual([expect.stringMatching(/^2:1 /u)]);
    expect(leftOut[0]).toContain(reason);
  });
});

test.each([
  ['an output', '', 'CONTAINER ID   IMAGE\n4f0e1d2c3b4a   nginx'],
  ['a version', '', 'docker 20.10.1'],
  ['an error', '', 'docker: command not found'],
  ['a price', 'text', '$ 5.00 a month'],
  ['a hint in an output', '', 'To add a worker, run:\n\n    docker swarm join --token x'],
  ['a file', 'yaml', 'docker: run'],
  ['a setting of nginx', '', 'proxy_set_header Host $HOST;'],
  ['a line of a script', '', 'echo $HOME }'],
  ['a sentence about addresses', '', 'ip address of the container'],
  ['a sentence about a command', 'text', 'ping works, see `docker run`'],
  ['a label', '', 'ip route: none'],
  ['a log of a host', '', 'log:\nroot@node1:/# is the prompt'],
  ['a recipe', 'dockerfile', 'RUN docker build .'],
  ['a session of Python', '', '>>> print(1)'],
  ['an example of Markdown', 'markdown', '$ docker ps'],
  ['nothing', 'powershell', ''],
])('%s is no block of commands', (_what, language, text) => {
  expect(read(fenced(language, text))).toEqual(NOTHING);
});

describe('indented code', () => {
  test('is a block without a language', () => {
    expect(read('Text.', '', '    $ echo indented', '    x', '', '      y', '    $ true', '', 'Text.')).toEqual({
      ...NOTHING,
      steps: ['echo indented -> x\n\n  y', 'true'],
    });
    expect(read('    docker ps').leftOut).toEqual([expect.stringMatching(/^1:5 no line begins with a prompt/u)]);
    expect(read('    CONTAINER ID   IMAGE')).toEqual(NOTHING);
  });

  test.each([
    ['at the top', '    $ a\n    old\n', '    $ a\n    new\n'],
    ['without an output', '    $ a\n    $ b\n    x\n', '    $ a\n    new\n    $ b\n    x\n'],
    ['with tabs', '\t$ a\n\told\n', '\t$ a\n\tnew\n'],
    ['in a list', '- x\n\n      $ a\n      old\n', '- x\n\n      $ a\n      new\n'],
    ['in a quotation', '>     $ a\n>     old\n', '>     $ a\n>     new\n'],
    ['with a space and CRLF', 'x\r\n\r\n     $ a\r\n     old\r\n', 'x\r\n\r\n     $ a\r\n     new\r\n'],
    [
      'in a callout',
      '!!! note\n\n    ~~~sh\n    $ a\n    old\n    ~~~\n',
      '!!! note\n\n    ~~~sh\n    $ a\n    new\n    ~~~\n',
    ],
    ['in a callout with tabs', '!!! note\n\t```sh\n\t$ a\n\told\n\t```\n', '!!! note\n\t```sh\n\t$ a\n\tnew\n\t```\n'],
  ])('%s keeps every other byte when its output is replaced', (_where, text, expected) => {
    const { document } = parseMarkdown({ file: 'x.md', text, images: [], knownImages: [] });
    const lines = document.shown[0]?.steps?.[0]?.lines;
    expect(lines && Buffer.from(withOutputs(Buffer.from(text), [{ lines, output: 'new' }])).toString()).toBe(expected);
  });
});

test.each([
  ['docker service ls', [expect.stringMatching(/^1:1 the command is not in a block of code/u)]],
  ['docker service create --name web nginx', [expect.stringMatching(/^1:1 /u)]],
  ['docker service ls shows the services.', []],
  ['docker is a tool', []],
  ['Then docker service ls', []],
  ['`docker service ls`', []],
])('a paragraph is named if it is nothing but a command: %s', (text, leftOut) => {
  expect(read(text)).toEqual({ ...NOTHING, leftOut });
});

describe('callouts and tabs of MkDocs', () => {
  const block = ['```console', '$ echo inside', '```'];
  const indented = (by: number, lines: readonly string[]) => lines.map((line) => ' '.repeat(by) + line);

  test.each<[string, string[]]>([
    ['a callout', ['!!! note', '', ...indented(4, block)]],
    ['a callout with a title', ['!!! note "A title"', '', ...indented(4, block)]],
    ['a callout without a blank line', ['!!! note', ...indented(4, ['Text.', ...block])]],
    ['a folded callout', ['??? note', '', ...indented(4, block)]],
    ['an open callout', ['???+ tip', '', ...indented(4, block)]],
    ['a tab', ['=== "Linux"', '', ...indented(4, block)]],
    ['a tab below text', ['Text.', '=== "Linux"', '', ...indented(4, block)]],
    ['a tab in a callout', ['!!! note', '', ...indented(4, ['=== "Linux"', '', ...indented(4, block)])]],
    ['a callout in a list', ['1. Text', '', '    !!! note', '', ...indented(8, block)]],
    ['a list in a callout', ['!!! note', '', ...indented(4, ['- Text', '', ...indented(2, block)])]],
    ['indented code in a callout', ['!!! note', '', '        $ echo inside']],
  ])('%s', (_what, lines) => {
    const { steps, leftOut } = read(...lines, '', 'Text.', fenced('sh', '$ echo below'));
    expect({ steps, leftOut }).toEqual({ steps: ['echo inside', 'echo below'], leftOut: [] });
  });

  test('end where the indentation ends, whatever they have opened', () => {
    const lines = ['!!! note', '', '    ```yaml', '    a: b', '', 'Text.', fenced('sh', '$ echo below')];
    expect(commandsOf(...lines)).toEqual(['echo below']);
  });

  test('have positions in the document', () => {
    expect(read('!!! note', '', ...indented(4, ['```sh exit=x', '$ true', '```'])).problems).toEqual([
      '3:16 attribute-invalid',
    ]);
  });
});

describe('commands that are in no block are named', () => {
  test.each<[string, string[], string]>([
    ['a block right below HTML', ['<details><summary>x</summary>', '```console', '$ a', '```', '</details>'], '2:1'],
    ['two of them', ['<div>', '~~~sh', '$ a', '~~~', '```', '$ b', '```', '</div>'], '2:1 5:1'],
    ['an element with commands', ['<pre>', '$ docker ps', '</pre>'], '2:1'],
    ['an element with one command', ['<pre><code>$ docker ps</code></pre>'], '1:1'],
    ['a paragraph', ['Run', '$ docker ps'], '2:1'],
    ['an item', ['- $ docker ps'], '1:1'],
    ['a fence that is indented too far', ['    ```console', '    $ docker ps', '    ```'], '1:5'],
    ['a fence without a blank line in an item', ['1. Text', '', '        ```sh', '        $ a', '        ```'], '3:9'],
  ])('%s', (_what, lines, places) => {
    const { steps, leftOut } = read(...lines);
    expect(steps).toEqual([]);
    expect(leftOut.map((line) => line.split(' ')[0]).join(' ')).toBe(places);
  });

  test.each<[string, string[]]>([
    ['code in a sentence', ['Run `$ docker ps`.']],
    ['a price', ['It costs', '$ 5.']],
    ['a comment', ['<!--', '```console', '$ a', '```', '-->']],
    ['a comment in HTML', ['<div>', '<!--', '```console', '$ a', '-->', '</div>']],
    ['a comment in a paragraph', ['Text <!--', '$ docker ps', '--> text']],
    ['a comment in a callout', ['!!! note', '', '    <!--', '    ```console', '    $ a', '    ```', '    -->']],
    ['a figure in HTML', ['<div>', '```mermaid', 'graph', '```', '</div>']],
  ])('but not %s', (_what, lines) => expect(read(...lines)).toEqual(NOTHING));
});

test('what is only shown is neither run nor named', () => {
  const inner = ['```console', '$ echo shown', '```'];
  const text = [
    ...['---', 'title: x', 'sample: |', ...inner.map((line) => `  ${line}`), '---', '', '<!--', ...inner, '-->', ''],
    ...['````markdown', ...inner, '````', '', '~~~markdown', ...inner, '~~~', '', '````', ...inner, '````', ''],
    ...['```markdown', '!!! note', '', '    ~~~console', '    $ echo shown', '    ~~~', '```', ''],
    ...['> [!NOTE]', '> 1. First', '>', '>    ```console', '>    $ echo quoted', '>    WRONG', '>    ```'],
  ];
  const { steps, leftOut, problems } = read(...text);
  expect({ steps, problems }).toEqual({ steps: ['echo quoted -> WRONG'], problems: [] });
  expect(leftOut).toEqual([]);
});

test('the outputs of a block in a quotation keep its marks', () => {
  const text = '> 1. First\n>\n>    ```console\n>    $ echo quoted\n>    WRONG\n>    ```\n';
  const { document } = parseMarkdown({ file: 'x.md', text, images: [], knownImages: [] });
  expect(document.shown[0]?.steps?.[0]?.lines).toEqual({ first: 5, count: 1, prefix: '>    ' });
});
