import { describe, expect, test } from 'vitest';
import { isProse } from '../../../tutorial/markdown/command-words.ts';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { commandsOf, fenced, read } from './read.ts';

describe('the prompt of a container that has no name', () => {
  const INSIDE = fenced('', 'root@d676496d18f7:/# hostname', 'd676496d18f7', 'root@d676496d18f7:/# exit');
  const START = fenced('console', '$ docker run -it debian bash');

  test('is for the program that was started before', () => {
    expect(read(START, INSIDE).steps).toEqual(['docker run -it debian bash', '<hostname -> d676496d18f7', '<exit']);
  });

  test('is for that program also after Ctrl-C, which has ended the command before', () => {
    const ping = fenced('', 'root@d676496d18f7:/# ping web', '^C');
    expect(read(START, ping, INSIDE)).toMatchObject({ leftOut: [], steps: expect.arrayContaining(['<exit']) });
    const stopped = fenced('console', '$ docker run -it debian bash', '^C');
    expect(read(stopped, INSIDE).leftOut).toHaveLength(1);
  });

  test('is named, whatever command follows it', () => {
    expect(read(fenced('text', 'ziti@d676496d18f7:/persistent$ mytool list')).leftOut).toHaveLength(1);
  });

  test.each([
    ['was left out', fenced('console', '$ docker ps'), fenced('console', '$ docker exec -it <container-id> bash')],
    ['has ended', START, fenced('', 'root@d676496d18f7:/# exit')],
  ])('is never that of the node: the block is left out if the program %s', (_what, ...before) => {
    expect(read(...before, INSIDE).leftOut.at(-1)).toContain('the block begins with input for a program');
  });
});

test('the prompt of root may have no blank before "#"', () => {
  const text = fenced('console', '$ docker attach web', '/#', '/# hostname', 'web');
  expect(read(text)).toEqual({ steps: ['docker attach web', '<', '<hostname -> web'], leftOut: [], problems: [] });
});

describe('the prompt of the node', () => {
  test.each([
    '$ ',
    '$  ',
    '% ',
    '❯ ',
    '➜  ~ ',
    '➜  repo git:(main) ✗ ',
    '(venv) $ ',
    '(base) me@box:~$ ',
    'node1:~$ ',
    'node-1:/etc/docker# ',
    'me@box ~/repo (main) $ ',
    'me@box:~/repo (main)$ ',
    'me@Mac repo % ',
    '[vagrant@node1 ~]$  ',
    '[root@node1 docker]# ',
    'root@node1:~# ',
    '~/repo $ ',
    '~/repo (main) $ ',
    'bash-3.2$ ',
    '-bash-4.2$ ',
    'node1$ ',
    'host-A $ ',
    'MacBook-Air:repo me$ ',
    '# ',
  ])('may be "%s"', (prompt) => {
    const lines = [`${prompt}docker ps`, 'WRONG', `${prompt}docker ps -q`, prompt.trimEnd()];
    expect(read(fenced('console', ...lines))).toEqual({
      steps: ['docker ps -> WRONG', 'docker ps -q'],
      leftOut: [],
      problems: [],
    });
  });

  test('may change its folder, its branch and its environment', () => {
    const lines = [
      'me@box:~$ cd repo',
      'me@box:~/repo (main)$ python3 -m venv .',
      '(venv) me@box:~/repo (main)$ pip list',
    ];
    expect(commandsOf(fenced('console', ...lines))).toEqual(['cd repo', 'python3 -m venv .', 'pip list']);
    expect(commandsOf(fenced('console', '$ . bin/activate', '(venv) $ pip list', '(venv) $'))).toEqual([
      '. bin/activate',
      'pip list',
    ]);
  });

  test('may have two lines, as in Play with Docker', () => {
    const upper = '[node1] (local) root@192.168.0.28 ~';
    const lines = [upper, '$ docker ps', 'x', upper, '$ docker run -it alpine', '/ # exit', upper, '$'];
    expect(read(fenced('', ...lines))).toEqual({
      steps: ['docker ps -> x', 'docker run -it alpine', '<exit'],
      leftOut: [],
      problems: [],
    });
    expect(read(fenced('console', '$ cat log', upper, 'x')).steps).toEqual([`cat log -> ${upper}\nx`]);
  });

  test('is known to the blocks below, while a program runs', () => {
    const blocks = [fenced('sh', 'me@box:~$ docker run -it alpine'), fenced('sh', 'me@box:~$ docker ps')];
    expect(commandsOf(...blocks)).toEqual(['docker run -it alpine', 'docker ps']);
  });

  test('is not that of another host, nor what a command prints', () => {
    const lines = ['me@box:~$ ssh other', 'me@other:~$ cat log', '% Total', '$ 5'];
    expect(read(fenced('console', ...lines)).steps).toEqual(['ssh other', '<cat log -> % Total\n$ 5']);
    expect(read(fenced('console', '$ cat log', '% rm x', '❯ rm x')).steps).toEqual(['cat log -> % rm x\n❯ rm x']);
  });

  test.each([
    ['PS C:\\> echo x', '"PS C:\\>" is the prompt of PowerShell, which labs do not have'],
    ['C:\\Users\\me> dir', '"C:\\Users\\me>" is the prompt of the command prompt of Windows, which labs do not have'],
    ['mongo:rs0> show dbs', 'the block begins with "mongo:rs0>", which is no prompt that is known'],
    ['# Create a network', 'what follows "# " may be a comment, and no line begins with "$ "'],
    ['docker ps', 'no line begins with a prompt such as "$ ", so commands and outputs cannot be told apart'],
  ])('that is not known is named: %s', (line, reason) => {
    expect(read(fenced('console', line, 'WRONG'))).toEqual({ steps: [], leftOut: [`2:1 ${reason}`], problems: [] });
  });
});

test('a comment before the commands of a script is no prompt', () => {
  const reason = (...lines: readonly string[]) => read(fenced('bash', ...lines)).leftOut;
  const noPrompt = '2:1 no line begins with a prompt such as "$ ", so commands and outputs cannot be told apart';
  expect(reason('# Create a network', 'docker network create a')).toEqual([noPrompt]);
  expect(reason('# Create a network', '# and a container')).toEqual(['2:1 every line of the block is a comment']);
  expect(reason('# docker ps', 'x')).toEqual([expect.stringContaining('may be a comment')]);
});

describe('# ', () => {
  test.each([
    ['a line of a file', 'Generated by Docker Engine.'],
    ['another', "See 'man resolv.conf'"],
    ['a sentence with the name of a tool', 'docker is running now'],
    ['a sentence with a verb', 'find the container'],
    ['a command that is not known', 'mytool start'],
  ])('does not begin a command before %s', (_what, text) => {
    expect(read(fenced('console', '# cat file', `# ${text}`, 'x')).steps).toEqual([`cat file -> # ${text}\nx`]);
  });

  test.each([
    'docker ps',
    './start',
    'FOO=1 make install',
    'ip a',
    'docker-compose up',
    'exit',
    'find . -name x',
    'echo the end',
  ])('begins a command before "%s"', (text) =>
    expect(commandsOf(fenced('console', '# docker ps', `# ${text}`))).toEqual(['docker ps', text]),
  );

  test('begins a comment in a block that has another prompt, and in a script', () => {
    expect(commandsOf(fenced('console', '# docker ps shows them', '$ docker ps'))).toEqual(['docker ps']);
    expect(commandsOf(fenced('sh', '# docker ps', '$ docker info'))).toEqual(['docker info']);
    expect(read(fenced('sh', '# docker ps')).steps).toEqual([]);
  });

  test('may have comments above it', () => {
    const lines = ['# Create a network', '# docker network create a', '# and look', '# docker network ls'];
    expect(commandsOf(fenced('console', ...lines))).toEqual(['docker network create a', 'docker network ls']);
  });
});

describe('the prompt of a program', () => {
  const begin = fenced('console', '$ docker run -it --name a alpine ash', '/ #');

  test.each(['# ', '/ # ', 'root@0ecccdfa45ef:/# ', 'bash-5.2# ', '-sh-5.3# '])(
    'may be "%s" in the next block',
    (prompt) => {
      const lines = [`${prompt}hostname -i`, '172.17.0.2', `${prompt}exit`];
      expect(read(begin, fenced('console', ...lines), fenced('console', '$ true')).steps).toEqual([
        'docker run -it --name a alpine ash',
        '<',
        '<hostname -i -> 172.17.0.2',
        '<exit',
        'true',
      ]);
    },
  );

  test('of root may be any prompt of root', () => {
    const text = fenced('console', '$ docker run -it alpine', '/ # a', 'root@0ecccdfa45ef:/# b', 'mysql> c', '/ $ d');
    const { document } = parseMarkdown({ file: 'x.md', text, images: [], knownImages: [] });
    const prompts = document.snippets[0]?.steps.map((step) => (step.kind === 'input' ? step.prompt : undefined));
    expect(prompts).toEqual([undefined, '# ', '# ', 'mysql> ', '/ $ ']);
  });

  test.each([
    ...[
      'docker run -it debian bash',
      'docker exec -it web /bin/bash',
      'sudo -i',
      'sudo -s',
      'sudo bash',
      'su -',
      'bash',
    ],
  ])('of root may be shortened to "# " behind %s', (command) => {
    const typed = ['# cat /etc/hostname', 'web', '# exit'];
    const steps = ['<cat /etc/hostname -> web', '<exit'];
    expect(read(fenced('console', `$ ${command}`, ...typed)).steps).toEqual([command, ...steps]);
    const blocks = [fenced('console', `$ ${command}`, '#'), fenced('console', ...typed)];
    expect(read(...blocks).steps).toEqual([command, '<', ...steps]);
    expect(commandsOf(fenced('console', `$ ${command}`, '# and look at the files'))).toEqual([command]);
  });

  test('is not in what the program prints', () => {
    const lines = ['$ docker exec -it a sh', '/ # cat hosts', '# ping the host', '# hosts', '/ # exit'];
    expect(read(fenced('console', ...lines)).steps).toEqual(['docker exec -it a sh', '<cat hosts', '<exit']);
  });
});

test.each([
  ['and a second one', true],
  ['look at them', true],
  ['Generated by Docker Engine.', true],
  ['make sure that it runs', true],
  ['now the other one', true],
  ['it stops after a while.', true],
  ['mytool start', false],
  ['mytool --all', false],
])('isProse("%s") is %s', (text, expected) => expect(isProse(text)).toBe(expected));
