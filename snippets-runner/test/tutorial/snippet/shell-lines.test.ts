import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ShellLines } from '../../../tutorial/snippet/shell-lines.ts';

/** Returns what the command waits for after each of its lines; `-` if it is whole. */
function waits(...lines: string[]): string {
  const command = new ShellLines();
  return lines
    .map((line) => {
      command.add(line);
      return command.waitsFor?.kind ?? '-';
    })
    .join(' ');
}

/** Returns whether bash, which only reads these lines, wants another one. It does not say so after a backslash. */
function bashWaits(lines: readonly string[]): boolean {
  const { stderr } = spawnSync('bash', ['-n'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  return /unexpected (?:end of file|EOF|token `EOF')|delimited by end-of-file/u.test(stderr);
}

/** Returns all beginnings of a command, but none that ends with a backslash. */
function beginnings(lines: readonly string[]): (readonly string[])[] {
  return lines.map((_, index) => lines.slice(0, index + 1)).filter((some) => !some.at(-1)?.endsWith('\\'));
}

describe('a command of one line is whole', () => {
  test.each([
    'docker ps',
    '',
    'n=3; echo $((1 << n))',
    '(( x = 1 << 2 ))',
    'cat <<< text',
    'cat <<<"$x"',
    "echo '# no comment' # a comment with ' and \" and ( and <<EOF",
    'echo a#b',
    'docker ps --format {{.Names}}',
    "docker ps --format '{{.Names}}' | wc -l",
    'docker ps 2>&1 &> all >| file &',
    'docker swarm join --token <TOKEN> <MANAGER-IP>:2377',
    'echo do for if { case',
    `echo "a $(echo "b") \${c:-"}"} \`d\`" e`,
    'f() { echo "$1"; }; f x',
    'function f { :; }',
    'for i in 1 2; do echo $i; done',
    'for ((i = 0; i < 3; i++)); do echo $i; done',
    'if true; then echo a; elif (( 1 )); then echo b; else echo c; fi',
    'case $1 in a|b) echo 1 ;; (c) echo 2 ;; *) : ;; esac',
    '[[ a < b && ( c || d ) ]] && echo yes',
    `a=(one "two words" $(three)); echo \${a[@]}`,
    'diff <(sort a) <(sort b)',
    "echo $'it\\'s' it\\'s",
    'echo a \\ ',
    'docker run (see below)',
    'echo )',
    'echo \\\\',
  ])('%s', (line) => {
    expect(waits(line)).toBe('-');
    expect(bashWaits([line])).toBe(false);
  });
});

describe('a command goes on', () => {
  test.each<[string, string[], string]>([
    ['in single quotes', ["echo 'a", '# b "', "c'"], 'quote quote -'],
    ['in double quotes', ['echo "hello', '', 'world"'], 'quote quote -'],
    ['in quotes within a substitution', ['x="$(echo "', '")"'], 'quote -'],
    ['in backticks', ['echo `date', '`'], 'quote -'],
    ['after a backslash', ['docker run \\', '  -d \\', '  nginx'], 'backslash backslash -'],
    ['after a backslash in quotes', ['echo "a\\', 'b"'], 'backslash -'],
    ['after a pipe', ['docker ps |', 'wc -l'], 'operator -'],
    ['after a pipe and a comment', ['docker ps | # all', '', '  wc -l'], 'operator operator -'],
    ['after &&', ['true &&', 'for i in 1; do', ':', 'done'], 'operator end end -'],
    ['after && and a backslash', ['true && \\', 'for i in 1; do', ':', 'done'], 'backslash end end -'],
    ['in a loop', ['for i in 1 2; do', '  echo $i', 'done'], 'end end -'],
    ['in a loop with its do below', ['while read x', 'do echo $x', 'done < file'], 'end end -'],
    ['in a condition', ['if true', 'then echo a', 'else', 'echo b', 'fi | cat'], 'end end end end -'],
    ['in braces', ['{', 'echo a', '} > file'], 'end end -'],
    ['in a function', ['f()', '{', '  echo $1', '}'], 'operator end end -'],
    ['in a function with blanks', ['f () {', 'echo }', '}'], 'end end -'],
    ['in a function with its word', ['function f {', 'echo', '}'], 'end end -'],
    ['in parentheses', ['(cd /tmp', 'ls)'], 'end -'],
    ['in a substitution', ['echo $(', 'date', ')'], 'end end -'],
    ['in arithmetic', ['echo $((1 +', '2))'], 'end -'],
    ['in a case', ['case $1 in', 'a)', 'echo a', ';;', '*) echo "b)" ;;', 'esac'], 'end end end end end -'],
    ['in a test', ['[[ a == a &&', 'b == b ]]'], 'end -'],
    ['in an array', ['a=(one # first', 'two', ')'], 'end end -'],
  ])('%s', (_where, lines, expected) => {
    expect(waits(...lines)).toBe(expected);
    for (const some of beginnings(lines))
      expect([some, bashWaits(some)]).toEqual([some, !waits(...some).endsWith('-')]);
  });
});

describe('a here-document', () => {
  const inside = 'here-document';
  test.each<[string, string[], string]>([
    ['ends with its word', ['cat <<EOF', ' EOF', 'EOF ', 'EOF'], `${inside} ${inside} ${inside} -`],
    ['has any word', ['cat <<END-OF-FILE', 'END', 'END-OF-FILE'], `${inside} ${inside} -`],
    ['has a word in quotes', ["cat << 'THE END' > f", 'END', 'THE END'], `${inside} ${inside} -`],
    ['has a word with a backslash', ['cat <<\\EOF', '$x', 'EOF'], `${inside} ${inside} -`],
    ['has a word with quotes inside', ['cat <<E"O"F', 'EOF'], `${inside} -`],
    ['may be indented with tabs', ['cat <<-EOF', '\tall:', ' EOF', '\tEOF'], `${inside} ${inside} ${inside} -`],
    ['is one of several', ['cat <<A - <<B', 'B', 'A', 'A', 'B'], `${inside} ${inside} ${inside} ${inside} -`],
    ['is in a pipeline', ['cat <<EOF |', 'a', 'EOF', 'wc -l'], `${inside} ${inside} operator -`],
    ['is in a loop', ['for i in 1; do cat <<EOF', 'done', 'EOF', 'done'], `${inside} ${inside} end -`],
    ['is in a substitution', ['x="$(cat <<EOF', '"', 'EOF', ')"'], `${inside} ${inside} end -`],
    ['begins after a string over two lines', ['cat <<EOF "a', 'b"', 'EOF'], `quote ${inside} -`],
    ['begins after a backslash', ['cat <<EOF \\', '-', 'EOF'], `backslash ${inside} -`],
    ['joins a line with the next', ['cat <<EOF', 'a \\', 'EOF', 'EOF'], `${inside} ${inside} ${inside} -`],
    ['does not join if it is literal', ["cat <<'EOF'", 'a \\', 'EOF'], `${inside} ${inside} -`],
  ])('%s', (_what, lines, expected) => {
    expect(waits(...lines)).toBe(expected);
    for (const some of beginnings(lines))
      expect([some, bashWaits(some)]).toEqual([some, !waits(...some).endsWith('-')]);
  });

  test('tells its word', () => {
    const command = new ShellLines();
    command.add("cat <<-'THE END'");
    expect(command.waitsFor).toMatchObject({ kind: 'here-document', delimiter: 'THE END' });
    expect(command.endsHereDocument('\tTHE END')).toBe(true);
  });
});
