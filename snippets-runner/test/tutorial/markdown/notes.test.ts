import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { expandsHistory } from '../../../tutorial/markdown/history-expansion.ts';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { fenced } from './read.ts';

function parsed(...lines: readonly string[]) {
  const request = { file: 'README.md', images: [], knownImages: ['alpine', 'nginx'] };
  return parseMarkdown({ ...request, text: lines.join('\n') }).document;
}

function notes(...lines: readonly string[]): readonly string[] {
  return parsed(...lines).notes.map(({ position, message }) => `${position.line}:${position.column} ${message}`);
}

describe('images', () => {
  test('that labs do not have are noted where they are first named', () => {
    const pulls = (image: string) => `a run pulls ${image}, if a registry answers, and fails here otherwise`;
    expect(
      notes(
        fenced('console', '$ docker run -d redis:7', '$ docker run alpine true'),
        fenced('console', '$ docker pull docker.io/library/redis:7', '$ docker run alpine:3.1'),
      ),
    ).toEqual([
      `3:1 labs have alpine, nginx: ${pulls('redis:7')}`,
      `10:1 labs have alpine only without a tag: ${pulls('alpine:3.1')}`,
    ]);
  });

  test('that the document makes are not missing', () => {
    const build = fenced(
      'console',
      '$ docker build -t app .',
      '$ docker run app:latest',
      '$ docker tag alpine:latest own',
    );
    expect(notes(build, fenced('console', '$ docker run own'))).toEqual([]);
  });

  test('are in its lab: those of labs, and those that are pulled', () => {
    const { images, references } = parsed(fenced('console', '$ docker run redis', '$ I=nginx; docker run $I')).lab;
    expect({ images, references }).toEqual({ images: ['nginx'], references: ['redis'] });
  });

  test('can be stated in a comment', () => {
    const { lab } = parsed(
      '<!-- snippets lab: {images: [alpine, "redis:7"]} -->',
      fenced('console', '$ ./script nginx'),
    );
    expect(lab).toMatchObject({ images: ['alpine'], references: ['redis:7'] });
  });
});

describe('a "!" that an interactive bash replaces', () => {
  const COMMANDS = [
    ...['echo "print(\'Hello, world!\')"', 'echo "a!"', 'echo a! b', 'echo $!', 'ls [!a]*', "echo 'a!b'"],
    ...['echo "a!b"', 'echo a!b', 'echo \\!b', '! true', '[ a != b ]', 'echo $!x', 'echo # a!b', 'echo "x # !y"'],
    ...['echo "a\\!b"', 'echo "$!"', `sh -c "echo 'a!b'"`, "awk '!seen[$0]++' f", 'echo a#!b', 'wait $! && echo !x'],
    ...["echo 'a\nb!c'", 'cat <<EOF\n"!x"\nEOF', 'curl -H "X: !y"'],
  ];

  test.each(COMMANDS)('is found as bash finds it: %j', (command) => {
    const { stderr } = spawnSync('bash', ['--norc', '-i'], { input: `${command.split('\n')[0]}\n`, encoding: 'utf8' });
    expect(expandsHistory(command)).toBe(stderr.includes('event not found'));
  });

  test('is noted at its command', () => {
    expect(notes(fenced('console', '$ echo "Hello!"', '$ echo "Hello!!!x"'))).toEqual([
      '4:1 an interactive bash takes the "!" for the name of an earlier command: write it in single quotes, or as \\!',
    ]);
  });
});

test('a command that the shell waits for more of at the next prompt is noted, the first of a block', () => {
  const waits = (why: string) => `the shell waits for more before the next prompt: ${why} is not closed`;
  expect(
    notes(
      fenced('console', '$ echo one', '$ echo "two', '$ echo three', 'three'),
      fenced('console', '$ if true; then', '$ echo yes', '$ fi'),
    ),
  ).toEqual([`4:1 ${waits('a quotation mark or a bracket')}`, `11:1 ${waits('a loop, a condition or a parenthesis')}`]);
});

test('a command that the shell waits for more of is noted', () => {
  const blocks = ['for i in 1 2; do', 'echo "a', 'ls |', 'ls \\', 'cat <<A'].map((command) =>
    fenced('console', `$ ${command}`),
  );
  const waits = (why: string) => `the shell waits for more at the end of the block: ${why}`;
  expect(notes(...blocks)).toEqual([
    `3:1 ${waits('a loop, a condition or a parenthesis is not closed')}`,
    `8:1 ${waits('a quotation mark or a bracket is not closed')}`,
    `13:1 ${waits('the last line ends with an operator, such as | or &&')}`,
  ]);
});

test('tools that nodes do not have are noted where they are first used', () => {
  const lacks = (tool: string) => `nodes have no ${tool}, and labs reach no other machine to install it from`;
  const blocks = [
    fenced('console', '$ sudo git clone https://example.org/a && cd a', '$ git clone ../a b', '$ GOOS=linux go build'),
    fenced(
      'console',
      '$ docker run alpine apk add curl',
      '$ cat <<EOF && helm list',
      'npm install',
      'EOF',
      '$ i=$((1 << 2)) && npm test',
    ),
  ];
  expect(notes(...blocks)).toEqual([
    '3:1 labs reach no other machine, so git can copy only what is in the lab',
    `5:1 ${lacks('go')}`,
    `11:1 ${lacks('helm')}`,
    `14:1 ${lacks('npm')}`,
  ]);
});
