// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the shell
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { markedBash } from '../../../terminal/marked-bash.ts';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { variablesSet, variablesUsed } from '../../../tutorial/markdown/variables.ts';
import { fenced } from './read.ts';

const PATH = { PATH: process.env.PATH };

function unsetIn(...lines: readonly string[]): readonly string[] {
  const { document } = parseMarkdown({ file: 'a.md', text: lines.join('\n'), images: [], knownImages: [] });
  return document.notes.flatMap(({ position, message }) => {
    const name = /^nothing before it sets (\S+),/u.exec(message)?.[1];
    return name === undefined ? [] : `${position.line} ${name}`;
  });
}

describe('the variables that a command uses', () => {
  /** Bash refuses to use a variable without value (`set -u`), and names it. Commands of the tests use one at most. */
  const namedByBash = (command: string) => {
    const { stderr } = spawnSync('bash', ['--norc', '-uc', `true() { :; }\n${command}`], {
      encoding: 'utf8',
      env: PATH,
    });
    return /(\w+): unbound variable/u.exec(stderr)?.[1];
  };

  test.each([
    ...['true $X', 'true ${X}', 'true "${X}"', 'true "a $X b"', 'true a$X', 'true "$(true $X)"', 'true `true $X`'],
    ...["true '$X'", 'true \\$X', 'true "\\$X"', "true $'\\'$X'", 'true ${X:-a}', 'true ${X-a}', 'true ${X:+a}'],
    ...['true ${X:=a}', 'true # $X', 'true a#$X', 'true "# $X"', `true "$(true '$X')"`, `true "'$X'"`, 'true ${X%a}'],
    ...['true <<E\n$X\nE', "true <<'E'\n$X\nE", 'true <<E\n\\$X\nE', "true <<E\n'$X'\nE", 'true <<E\n${X:-a}\nE'],
    ...['true <<E\n$(true $X)\nE', "true <<E\n$(true '$X')\nE", 'true <<E\n`true $X`\nE', 'true <<E\n"$(true $X)"\nE'],
    ...[
      'true <<E\n$(true "a)" \'$X\')\nE',
      "true <<E\n('$X'\nE",
      "true <<E\na\n$(true \\$X)\n'$X'\nE",
      'true <<E\n# $X\nE',
    ],
    ...['X=1 && true $X', 'true "a\n$X"', `true 'a\n$X'`, 'true $(true "a)" $X)', `true "$(true ")" '$X')"`],
    ...['(true $X)', 'true ${#X}', 'true ${X/a/b}', 'true ${X+a}', 'true $? $$ $# $*', 'true $( (true); true $X )'],
  ])('are those that bash names: %j', (command) => {
    const set = variablesSet(command);
    const used = [...variablesUsed(command)].filter((name) => set === 'all' || !set.has(name));
    expect(used).toEqual([namedByBash(command) ?? []].flat());
  });

  test('are none where it asks whether one is set', () => {
    expect([...variablesUsed('[ -z "$X" ] && true; [[ -n $Y ]]; test -z $Z; true -n $A')]).toEqual(['A']);
  });
});

describe('the variables that a command sets', () => {
  test.each<[string, readonly string[]]>([
    ['A=1', ['A']],
    ['A=1 B="x y" C=$(id -u)', ['A', 'B', 'C']],
    ['true; A=1', ['A']],
    ['export A=1 B=2', ['A', 'B']],
    ['declare -x A=1', ['A']],
    ['for a in 1 2; do B=$a; done', ['a', 'B']],
    ['while read -r a b; do true; done <f', ['a', 'b']],
    ['read -p "Name: " -r NAME', ['NAME']],
    ['printf -v A %s x', ['A']],
    ['mapfile -t LINES_OF <f', ['LINES_OF']],
    ['true ${A:=1} ${B=2}', ['A', 'B']],
    ['((i = 1))', ['i']],
    ['for ((i = 0; i < 3; i++)); do true; done', ['i']],
    ['docker run -e A=1 --env B=2 alpine', []],
    ['make A=1', []],
    ['echo "A=1"', []],
    ['cat <<E\nA=1\nE', []],
    ["cat <<'E'\n$(. /etc/os-release)\nE", []],
    ['cat <<E\n\\$(. /etc/os-release)\n(. file)\nE', []],
  ])('%j', (command, names) => {
    expect(new Set(variablesSet(command))).toEqual(new Set(names));
  });

  test.each([
    ...['source .env', '. ./env && true', 'eval "$(docker-machine env a)"', 'set -a'],
    // As Docker's own instructions write its package sources.
    'tee f <<E\nSuites: $(. /etc/os-release && echo "${A:-$B}")\nE',
    'tee f <<E\nSuites: `. /etc/os-release; echo $B`\nE',
  ])('are any, where it reads them from somewhere else: %s', (command) => {
    expect(variablesSet(command)).toBe('all');
  });
});

describe('a variable that nothing sets', () => {
  test('is noted where it is first used', () => {
    const join = fenced('console', '$ docker swarm join --token $TOKEN $ADDRESS', '$ echo $TOKEN');
    expect(unsetIn(join, fenced('console', '$ echo $TOKEN $OTHER'))).toEqual(['3 $TOKEN', '3 $ADDRESS', '9 $OTHER']);
  });

  test('is not noted behind what sets it, or sets any', () => {
    expect(unsetIn(fenced('console', '$ A=1', '$ echo $A'), fenced('console', '$ echo $A'))).toEqual([]);
    expect(unsetIn(fenced('console', '$ source .env', '$ echo $A'))).toEqual([]);
    expect(unsetIn(fenced('console', '$ echo $A', '$ A=1'))).toEqual(['3 $A']);
  });

  test('is not noted if a skipped block sets it: that is said of the block', () => {
    const skipped = fenced('console', '$ IP=<your-address>');
    expect(unsetIn(skipped, fenced('console', '$ echo $IP'))).toEqual([]);
  });

  test('is not noted for another shell, which may have it', () => {
    expect(unsetIn(fenced('console', '$ docker run -it alpine', '/ # echo $A', '/ # exit'))).toEqual([]);
    expect(unsetIn(fenced('console', "$ docker run alpine sh -c 'echo $A'"))).toEqual([]);
  });
});

test('no document has to set what the shell of a node has', () => {
  const [program = '', ...args] = markedBash('abc').filter((arg) => !/^--chdir|^PROMPT_COMMAND/u.test(arg));
  const { stdout } = spawnSync(program, [...args, '-c', 'compgen -v'], { encoding: 'utf8', env: PATH });
  const names = stdout.split('\n').filter((name) => /^(?:_|[A-Z][A-Z_\d]+)$/u.test(name));
  expect(names).toEqual(expect.arrayContaining(['USER', '_']));
  expect(unsetIn(fenced('console', `$ echo ${names.map((name) => `$${name}`).join(' ')}`))).toEqual([]);
});
