import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { fenced, read } from './read.ts';

/** Returns the steps of a block, each with its output. */
const stepsOf = (...lines: string[]) => read(fenced('console', ...lines)).steps;
const problemsOf = (...lines: string[]) => read(fenced('console', ...lines)).problems;

describe('a command goes on over lines', () => {
  test.each<[string, string[], string[]]>([
    ['a string', ['$ echo "hello', 'world"', 'hello', 'world'], ['echo "hello\nworld" -> hello\nworld']],
    ['a string with blank lines', ["$ printf 'a", '', "b'", 'a'], ["printf 'a\n\nb' -> a"]],
    ['a loop', ['$ for i in 1 2; do', '  echo $i', 'done', '1', '2'], ['for i in 1 2; do\n  echo $i\ndone -> 1\n2']],
    [
      'a loop with prompts',
      ['$ for i in 1 2; do', '>   echo $i', '> done', '1', '> 2'],
      ['for i in 1 2; do\n  echo $i\ndone -> 1\n> 2'],
    ],
    ['a pipeline', ['$ docker ps |', '  wc -l', '3'], ['docker ps |\n  wc -l -> 3']],
    ['a function', ['$ f() {', '  echo "}"', '}', '$ f', '}'], ['f() {\n  echo "}"\n}', 'f -> }']],
    ['backslashes', ['$ docker run \\', '  -d \\', '  nginx', 'x'], ['docker run \\\n  -d \\\n  nginx -> x']],
    ['an input', ['$ docker exec -it a sh', '/ # echo "x', '> y"', 'x'], ['docker exec -it a sh', '<echo "x\ny" -> x']],
  ])('%s', (_what, lines, expected) => expect(stepsOf(...lines)).toEqual(expected));

  test.each<[string, string[], string[]]>([
    ['a shift', ['$ n=3; echo $((1 << n))', '8', '$ echo after'], ['n=3; echo $((1 << n)) -> 8', 'echo after']],
    ['a here-string', ['$ cat <<< EOF', 'EOF'], ['cat <<< EOF -> EOF']],
    ['words of bash that are arguments', ['$ echo if do {', 'if do {'], ['echo if do { -> if do {']],
    ['a whole command before a quotation', ['$ cat quote', '> quoted'], ['cat quote -> > quoted']],
    ['a line with a prompt', ["$ echo it's", '$ echo x'], ["echo it's", 'echo x']],
    ['a backslash before a blank', ['$ echo a \\ ', 'a  '], ['echo a \\  -> a  ']],
  ])('but not over the line below %s', (_what, lines, expected) => expect(stepsOf(...lines)).toEqual(expected));
});

describe('a here-document', () => {
  test.each<[string, string[], string[]]>([
    [
      'of any word',
      ['$ cat <<END-OF-FILE', 'one', 'END', 'END-OF-FILE', 'one'],
      ['cat <<END-OF-FILE\none\nEND\nEND-OF-FILE -> one'],
    ],
    ['of a quoted word', ["$ cat > f << 'THE END'", '$ one', 'THE END'], ["cat > f << 'THE END'\n$ one\nTHE END"]],
    ['with tabs', ['$ cat <<-EOF', '\tall:', '\tEOF', 'all:'], ['cat <<-EOF\n\tall:\n\tEOF -> all:']],
    ['and another', ['$ cat <<A <<B', 'A', 'b', 'B', 'b'], ['cat <<A <<B\nA\nb\nB -> b']],
    ['with prompts', ['$ cat <<EOF', '> a', '> EOF', 'a'], ['cat <<EOF\na\nEOF -> a']],
    ['with a quotation', ['$ cat <<EOF', '> a', '', 'EOF', '> a'], ['cat <<EOF\n> a\n\nEOF -> > a']],
    [
      'with blanks at the ends of its lines',
      ['$ cat <<EOF', 'a  ', 'EOF ', 'EOF', 'a'],
      ['cat <<EOF\na  \nEOF \nEOF -> a'],
    ],
    [
      'in a program',
      ['$ docker exec -it a sh', '/ # cat <<EOF', 'a', 'EOF', 'a'],
      ['docker exec -it a sh', '<cat <<EOF\na\nEOF -> a'],
    ],
  ])('%s', (_what, lines, expected) => expect(stepsOf(...lines)).toEqual(expected));

  test('that is not ended in its block is a problem, and nothing of it is run', () => {
    const guide = [
      '```console',
      "$ cat > /tmp/out.md <<'EOF'",
      'before',
      '```',
      'after',
      'EOF',
      '$ grep -c . x',
      '3',
      '```',
    ];
    const text = [...guide, '', 'More.', '', '```console', '$ echo checked', '```'].join('\n');
    const { document, problems } = parseMarkdown({ file: 'x.md', text, images: [], knownImages: [] });
    expect(document.snippets).toEqual([]);
    expect(problems).toMatchObject([{ code: 'here-document-open', position: { line: 2, column: 1 } }]);
    expect(problems[0]?.message).toContain('"EOF"');
    expect(problems[0]?.hint).toContain('a longer one');
    expect(problemsOf('$ true', '$ cat <<EOF', '$ echo x')).toEqual(['4:1 here-document-open']);
  });
});

test('^C below <Ctrl-C> is what the terminal shows for it, and no other key', () => {
  expect(stepsOf('$ docker logs -f web', 'a', '<Ctrl-C>', '^C', 'b')).toEqual([
    'docker logs -f web -> a',
    '< -> ^C\nb',
  ]);
  expect(stepsOf('$ docker logs -f web', 'a', '^C', '^C')).toHaveLength(3);
});

test('keys behind a prompt may be shown as a terminal shows them', () => {
  const { document } = parseMarkdown({
    file: 'x.md',
    text: fenced('console', '$ docker attach box', '/ # ^P^Q', '$ docker exec -it box sh', '/ # ^D'),
    images: [],
    knownImages: [],
  });
  expect(document.snippets[0]?.steps.flatMap((step) => (step.kind === 'input' ? [step.text, step.keys] : []))).toEqual([
    '',
    ['Ctrl-P', 'Ctrl-Q'],
    '',
    ['Ctrl-D'],
  ]);
});

describe('a tab', () => {
  test('is an ordinary character in a command', () => {
    expect(read(fenced('console', "$ printf '%s|' a \tb; echo", 'a|b|'))).toEqual({
      steps: ["printf '%s|' a \tb; echo -> a|b|"],
      leftOut: [],
      problems: [],
    });
  });

  test('is a mistake in the input of a program, and so is any other control character', () => {
    expect(problemsOf('$ docker exec -it a sh', '/ # a\tb')).toEqual(['4:6 control-character']);
    expect(problemsOf('$ a\u0007b')).toEqual(['3:4 control-character']);
  });
});

describe('a command above the first prompt of a block', () => {
  test.each(['sh', 'console', ''])('is run, in a block of "%s"', (language) => {
    expect(read(fenced(language, 'docker network create app', '', '$ docker network ls', 'NETWORK'))).toEqual({
      steps: ['docker network create app', 'docker network ls -> NETWORK'],
      leftOut: [],
      problems: [],
    });
  });

  test.each<[string, string[], string[]]>([
    ['with its output', ['docker pull x', 'pulled', '$ ls'], ['docker pull x -> pulled', 'ls']],
    ['over several lines', ['docker run \\', '  x', '$ ls'], ['docker run \\\n  x', 'ls']],
    ['whose second line could be one', ['cd app && \\', 'mkdir x', '$ ls'], ['cd app && \\\nmkdir x', 'ls']],
    ['behind a comment', ['# make it', 'mkdir app', '$ ls'], ['mkdir app', 'ls']],
    ['twice', ['docker pull x', 'docker pull y', '$ ls'], ['docker pull x', 'docker pull y', 'ls']],
    ['above the prompt of a host', ['docker pull x', 'me@laptop:~$ ls', 'app'], ['docker pull x', 'ls -> app']],
    ['above that of its program', ['docker run -it x sh', '/ # ls', 'bin'], ['docker run -it x sh', '<ls -> bin']],
    ['but not in an output', ['$ history', 'docker pull x', '$ ls'], ['history -> docker pull x', 'ls']],
  ])('%s', (_what, lines, steps) => {
    expect(read(fenced('sh', ...lines))).toEqual({ steps, leftOut: [], problems: [] });
  });

  test.each(['time   2 s', 'node1  Ready', 'Some words', 'docker: command not found'])(
    'is not taken from what may be an output: %s',
    (line) => {
      expect(read(fenced('sh', line, '$ ls'))).toEqual({
        steps: ['ls'],
        leftOut: ['3:1 no command is above these lines'],
        problems: [],
      });
    },
  );
});
