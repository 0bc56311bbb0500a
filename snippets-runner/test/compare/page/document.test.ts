import { describe, expect, test } from 'vitest';
import { compareRecording } from '../../../compare/compare-recording.ts';
import type { Fault } from '../../../model/outcome.ts';
import { consoleBlock, documentOf, runOf } from '../../commands/documents.ts';
import { fenced } from '../../tutorial/markdown/read.ts';
import { createRun, networkInspect, networkLs, ping, ps as psTable } from '../runs.ts';

const [before, now] = [createRun('before'), createRun('now', '172.19')];

function faults(text: string, outputs: readonly string[], exits: Readonly<Record<number, number>> = {}) {
  const document = documentOf(text);
  return compareRecording(document, undefined, runOf(document, outputs, exits)).snippets.flatMap((one) => one.faults);
}
const kinds = (found: readonly Fault[]) => found.map(({ kind }) => kind);
const kindsIn = (text: string, printed: string) => kinds(faults(text, [printed]));
const differences = (found: readonly Fault[]) =>
  found.flatMap((fault) => (fault.kind === 'differed' ? fault.lines : [])).filter(({ kind }) => kind !== 'same');

describe('an output in a document', () => {
  const NETWORKS = [
    ['bridge', 'bridge'],
    ['demo', 'bridge'],
  ] as const;
  const create = consoleBlock('$ docker network create demo', before.id('demo'));
  const list = consoleBlock('$ docker network ls', networkLs(before, NETWORKS));

  test('matches with other ids, and a table with other widths and another order of rows', () => {
    const wide = networkLs(now, NETWORKS.toReversed()).replaceAll(/ {3}(?=\S)/gu, '         ');
    expect(faults(create + list, [now.id('demo'), wide])).toEqual([]);
  });

  test('has the id of this run where the document types one that it printed before', () => {
    const text = consoleBlock(
      '$ docker run -d nginx',
      before.id('web'),
      `$ docker stop ${before.short('web')}`,
      before.short('web'),
    );
    expect(faults(text, [now.id('web'), now.short('web')])).toEqual([]);
    expect(kinds(faults(text, [now.id('web'), before.short('web')]))).toEqual(['differed']);
  });

  test.each([
    ['docker run -d nginx', true],
    ['docker network create demo', true],
    ['sudo docker container create nginx', true],
    ['docker ps -q', false],
    ['echo', false],
  ])('need not show the id that a command makes: %s', (command, isMade) => {
    const text = consoleBlock(`$ ${command}`, '$ echo b', 'b');
    expect(kinds(faults(text, [now.id('web'), 'b']))).toEqual(isMade ? [] : ['differed']);
    expect(kinds(faults(text, [`${now.id('web')}\nWARNING: more`, 'b']))).toEqual(['differed']);
  });

  test.each<[string, string[], string[], boolean]>([
    ['the same beginning is the same id', ['aaaa1111...', 'aaaa1111...'], ['one', 'one'], true],
    ['the same beginning is not another id', ['aaaa1111...', 'aaaa1111...'], ['one', 'two'], false],
    ['another beginning is another id', ['aaaa1111...', 'bbbb1111...'], ['one', 'two'], true],
    ['another beginning is not the same id', ['aaaa1111...', 'bbbb1111...'], ['one', 'one'], false],
    ['a longer beginning is the same id', ['aaaa...', 'aaaa1111...'], ['one', 'one'], true],
    [
      'a beginning of an id that is shown',
      [before.short('one'), `${before.id('one').slice(0, 6)}…`],
      ['one', 'one'],
      true,
    ],
    ['a beginning of another id', [before.short('one'), 'aaaa11...'], ['one', 'one'], false],
    ['of an id that is shown whole', [before.id('one'), `${before.id('one').slice(0, 20)}...`], ['one', 'one'], true],
    [
      'of an id that is shown whole, not of another',
      [before.id('one'), `${before.id('one').slice(0, 20)}...`],
      ['one', 'two'],
      false,
    ],
  ])('shows ids cut: %s', (_what, shown, names, holds) => {
    const text = consoleBlock(...shown.flatMap((line) => ['$ docker inspect', line]));
    const printed = names.map((name, index) => (shown[index]?.length === 12 ? now.short(name) : now.id(name)));
    expect(faults(text, printed).length === 0).toBe(holds);
  });

  test('keeps the id of the run where the document only has its beginning', () => {
    const document = documentOf(consoleBlock('$ docker run -d a', 'aaaa1111...', '$ docker ps -q', before.short('b')));
    const { toCaptured } = compareRecording(document, undefined, runOf(document, [now.id('a'), now.short('b')]));
    expect(toCaptured(`${now.short('a')} ${now.short('b')}`)).toBe(`${now.short('a')} ${before.short('b')}`);
  });

  test('binds its ids over the whole document', () => {
    const other = networkLs(now, NETWORKS).replace(now.short('demo'), now.short('else'));
    expect(kinds(faults(create + list, [now.id('demo'), other]))).toEqual(['differed']);
  });

  test('matches despite spaces at the ends of lines, and blank lines around it', () => {
    const text = consoleBlock('$ echo', '', '  a  ', '', 'b', '', '$ echo', 'c');
    expect(faults(text, ['\n  \n  a\n\nb\n\n', 'c  '])).toEqual([]);
    expect(kinds(faults(text, ['a\n\nb', 'c']))).toEqual(['differed']);
    expect(kinds(faults(text, ['  a\nb', 'c']))).toEqual(['differed']);
  });

  test('must be all that a block prints, once it shows something', () => {
    const text = consoleBlock('$ one', '$ two', 'b');
    expect(faults(text, ['', 'b'])).toEqual([]);
    const found = faults(text, ['a', 'b']);
    expect(found).toMatchObject([{ kind: 'differed', step: 0 }]);
    expect(differences(found)).toMatchObject([{ kind: 'printed', text: 'a' }]);
  });

  test('is not compared in a block without outputs: only exit codes are', () => {
    const text = consoleBlock('$ one', '$ two');
    expect(faults(text, ['a', 'b'])).toEqual([]);
    expect(faults(text, ['a', 'b'], { 0: 1 })).toMatchObject([{ kind: 'wrong-exit', step: 0, actual: 1 }]);
  });
});

test.each<[string, readonly string[], number, string[]]>([
  ['whose last command fails as it is shown', ['/ # ping x', 'ping: bad address'], 1, []],
  ['that shows no output', ['/ # ping x'], 1, ['wrong-exit']],
  ['that was interrupted', ['/ # sleep 60', '^C'], 130, []],
  ['that was left with a code', ['/ # echo a', 'a', '/ # exit 3'], 3, ['wrong-exit']],
])('a shell in a container %s', (_what, typed, exit, expected) => {
  const leaves = typed.some((line) => line.includes('exit')) ? [] : ['/ # exit'];
  const text = consoleBlock('$ docker exec -it web sh', ...typed, ...leaves);
  const document = documentOf(text);
  const recording = runOf(document, document.shown[0]?.steps?.map(({ output }) => output) ?? []);
  const snippets = recording.snippets.map((snippet) => ({
    ...snippet,
    steps: snippet.steps.map((step, at, all) => ({ ...step, exit: at === all.length - 1 ? exit : null })),
  }));
  const compared = compareRecording(document, undefined, { ...recording, snippets }).snippets;
  expect(compared.flatMap((one) => kinds(one.faults))).toEqual(expected);
});

describe('an output of which a document shows a part, and does not say so', () => {
  const printed = Array.from({ length: 20 }, (_, index) => `line ${'abcdefghijklmnopqrst'[index]}`);
  const part = (lines: readonly string[], exit = 0) => {
    const found = faults(consoleBlock('$ list', ...lines), [printed.join('\n')], { 0: exit });
    return found.flatMap((fault) => (fault.kind === 'differed' ? [fault] : []))[0];
  };

  test.each<[string, readonly string[], { above: number; below: number }]>([
    ['the first lines', printed.slice(0, 3), { above: 0, below: 17 }],
    ['the last lines', printed.slice(-3), { above: 17, below: 0 }],
    ['lines between', printed.slice(4, 7), { above: 4, below: 13 }],
    ['the first lines, with a gap', [...printed.slice(0, 2), '...', ...printed.slice(5, 7)], { above: 0, below: 13 }],
    ['all but a few', printed.slice(0, 17), { above: 0, below: 3 }],
    ['the first lines, one of them wrong', ['line a', 'wrong', 'line c'], { above: 0, below: 17 }],
  ])('differs, and the rest is counted: %s', (_what, lines, expected) => {
    const found = part(lines);
    expect(found?.part).toEqual({ ...expected, of: 20 });
    expect(found?.lines.filter(({ note }) => note?.endsWith(' additional lines'))).toHaveLength(
      Object.values(expected).filter((count) => count > 0).length,
    );
    expect(found?.lines.length).toBeLessThan(10);
  });

  test.each<[string, readonly string[], number]>([
    ['the lines are not a part', ['other', 'and another'], 0],
    ['few lines lack', printed.slice(0, 18), 0],
    ['the command fails: the rest may be its errors', printed.slice(0, 3), 1],
  ])('is an ordinary difference if %s', (_what, lines, exit) => {
    expect(part(lines, exit)).toBeDefined();
    expect(part(lines, exit)?.part).toBeUndefined();
  });

  test('binds nothing where it does not match', () => {
    const [id, other] = [now.id('one'), now.id('two')];
    const text = consoleBlock('$ list', before.id('one'), '$ docker ps -q', before.short('one'));
    const found = faults(text, [`${id}\na\nb\nc`, now.short('one')]);
    expect(found).toMatchObject([{ kind: 'differed', step: 0, part: { below: 3 } }]);
    expect(faults(text, [`${id}\n${other}\nb\nc`, now.short('two')])).toMatchObject([{ step: 0 }, { step: 1 }]);
  });
});

test('lines in the order of their ids match in any order, also before a line of "..."', () => {
  const command = "docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' net | sort";
  const shown = consoleBlock(`$ ${command}`, 'aaaaaaaaaaa1 one', 'bbbbbbbbbbb2 two of many', '...');
  expect(faults(shown, ['ccccccccccc3 two of many\nddddddddddd4 one\nlater'])).toEqual([]);
  expect(faults(shown, ['ccccccccccc3 two of some\nddddddddddd4 one\nlater'])).not.toEqual([]);
});

describe('a line of "..."', () => {
  const shows = (...lines: string[]) => consoleBlock('$ show', ...lines);
  const holds = (lines: readonly string[], printed: readonly string[]) =>
    faults(shows(...lines), [printed.join('\n')]).length === 0;

  test.each<[string, boolean, string[], string[]]>([
    ['stands for lines', true, ['a', '...', 'd'], ['a', 'b', 'c', 'd']],
    ['stands for no line', true, ['a', '...', 'd'], ['a', 'd']],
    ['may be indented', true, ['a', '   ...', 'd'], ['a', 'b', 'd']],
    ['may be one character', true, ['a', '…'], ['a', 'b']],
    ['may come first', true, ['...', 'd'], ['a', 'd']],
    ['may be alone', true, ['...'], ['a', 'b']],
    ['may be in brackets', true, ['a', '[...]', 'd'], ['a', 'b', 'd']],
    ['may be in angle brackets', true, ['a', '  <...>', 'd'], ['a', 'b', 'd']],
    ['may have more dots', true, ['a', '.....', 'd'], ['a', 'b', 'd']],
    ['may be a word', true, ['a', '<snip>', 'd'], ['a', 'b', 'd']],
    ['may say what it stands for', true, ['a', '[output truncated]', 'd'], ['a', 'b', 'd']],
    ['may say so between dots', true, ['a', '...truncated...', 'd'], ['a', 'b', 'd']],
    ['may count lines', true, ['a', '... 12 lines omitted ...', 'd'], ['a', 'b', 'd']],
    ['is no line that goes on', false, ['a', '... done', 'd'], ['a', 'b', 'd']],
    ['is no other word in brackets', false, ['a', '[info]', 'd'], ['a', 'b', 'd']],
    ['may be alone where nothing is printed', true, ['...'], []],
    ['may stand more than once', true, ['...', 'b', '...', 'd', '...'], ['a', 'b', 'c', 'd', 'e']],
    ['does not stand for what comes first', false, ['b', '...'], ['a', 'b']],
    ['does not stand for what comes last', false, ['...', 'a'], ['a', 'b']],
    ['does not change the order', false, ['...', 'b', '...', 'a', '...'], ['a', 'b']],
    ['does not let a line count twice', false, ['a', '...', 'a'], ['a']],
    ['does not let a line be missing', false, ['a', '...', 'x', '...', 'd'], ['a', 'b', 'c', 'd']],
  ])('%s', (_what, expected, lines, printed) => expect(holds(lines, printed)).toBe(expected));

  test('goes on looking where an id is another than before', () => {
    const text = consoleBlock('$ id', before.id('two'), '$ list', '...', `id ${before.id('two')}`, '...');
    const lines = ['one', 'two', 'three'].map((name) => `id ${now.id(name)}`).join('\n');
    expect(faults(text, [now.id('two'), lines])).toEqual([]);
    expect(kinds(faults(text, [now.id('four'), lines]))).toEqual(['differed']);
  });

  test('stands for any rows of a table', () => {
    const rows = (run: typeof now, ...names: string[]) =>
      networkLs(
        run,
        names.map((name) => [name, 'bridge'] as const),
      );
    const [header, ...shown] = rows(before, 'c', 'a').split('\n');
    const text = (...lines: string[]) => shows(header ?? '', ...lines, '...');
    expect(faults(text(...shown), [rows(now, 'a', 'b', 'c')])).toEqual([]);
    const found = faults(text(...shown), [rows(now, 'a', 'b')]);
    expect(differences(found)).toMatchObject([
      { kind: 'captured', text: expect.stringMatching(/ c +bridge/u) },
      { kind: 'printed', text: expect.stringMatching(/ b +bridge/u) },
    ]);
  });

  test('stands for lines of JSON', () => {
    const json = networkInspect(before, 'demo', ['one']).split('\n');
    const text = shows(...json.slice(0, 4), '        ...', ...json.slice(-2));
    expect(faults(text, [networkInspect(now, 'demo', ['one', 'two'])])).toEqual([]);
    expect(kinds(faults(text, [networkInspect(now, 'other', ['one'])]))).toEqual(['differed']);
  });

  test('is shown in a difference, with the lines around it', () => {
    const found = faults(shows('a', '...', 'the last line'), ['a\nb\nthe very last line']);
    expect(differences(found).map(({ text }) => text)).toEqual(['the last line', 'the very last line']);
  });
});

describe('a command that fails', () => {
  const failing = ping(now, 'x', 2).replace('2 packets received', '0 packets received');
  const shown = consoleBlock('$ ping -c 2 x', ping(before, 'x', 2).replace('2 packets received', '0 packets received'));

  test('is right if the document shows its output', () => expect(faults(shown, [failing], { 0: 1 })).toEqual([]));

  test.each([
    ['prints something else', shown, 'ping: bad address'],
    ['shows nothing', consoleBlock('$ ping x'), failing],
    ['shows only that lines are left out', consoleBlock('$ ping x', '...'), failing],
    ['shows it only in part', shown.replace(/\n64 bytes[^\n]*/u, '\n...'), failing],
    [
      'shows a success, and leaves out the rest',
      consoleBlock('$ ping x', 'PING x (172.18.0.2): 56 data bytes', '...'),
      failing,
    ],
  ])('is wrong if it %s', (_where, text, output) => {
    expect(kinds(faults(text, [output], { 0: 1 }))).toContain('wrong-exit');
  });

  test.each([
    ['that it has', '3', '$ echo $?', '3', []],
    ['that it has, in quotes', '3', '$ echo "$?"', '3', []],
    ['another', '3', '$ echo $?', '4', ['differed']],
    ['which is not shown', '3', '$ echo $?', '', ['wrong-exit', 'differed']],
    ['in another way', '3', '$ echo code: $?', 'code: 3', ['wrong-exit']],
  ])('may be followed by a command that prints its exit code: %s', (_which, actual, command, shownCode, expected) => {
    const below = shownCode === '' ? [] : [shownCode];
    const text = consoleBlock('$ docker run busybox sh -c "exit 3"', command, ...below, '$ echo a', 'a');
    const printed = command.includes('code:') ? `code: ${actual}` : actual;
    expect(kinds(faults(text, ['', printed, 'a'], { 0: 3 }))).toEqual(expected);
  });

  test('must have the exit code that its block states, if it is the last command', () => {
    const stated = (meta: string) => consoleBlock('$ one', 'a', '$ two', 'b').replace('console', `console ${meta}`);
    expect(faults(stated('exit=1'), ['a', 'b'], { 0: 2, 1: 1 })).toEqual([]);
    expect(faults(stated('exit=1'), ['a', 'b'])).toMatchObject([{ kind: 'wrong-exit', expected: 1, actual: 0 }]);
    expect(faults(stated('exit=0'), ['a', 'b'], { 1: 1 })).toMatchObject([{ kind: 'wrong-exit', step: 1 }]);
  });
});

test.each([
  ['whose output was shown', ['/ # ping x', 'ping: bad address'], [], []],
  ['whose output was not shown', ['/ # ping x'], [], ['wrong-exit']],
  ['with a command of the node below it', ['/ # ping x', 'ping: bad address'], ['$ true'], []],
])(
  'a shell that is left in a block of its own may have the exit code of the last command %s',
  (_which, typed, more, expected) => {
    const text = consoleBlock('$ docker exec -it web sh', ...typed) + consoleBlock('/ # exit', ...more);
    const printed = ['', typed[1] ?? 'x', ''];
    const document = documentOf(text);
    const { snippets } = runOf(document, printed);
    expect(snippets.map(({ steps }) => steps.length)).toEqual([2, 1 + more.length]);
    const left = snippets.map((snippet) => ({
      ...snippet,
      steps: snippet.steps.map((step) => (step.step.text === 'exit' ? { ...step, exit: 1 } : step)),
    }));
    const found = compareRecording(document, undefined, { ...runOf(document, printed), snippets: left }).snippets;
    expect(found.flatMap(({ faults }) => faults.map(({ kind }) => kind))).toEqual(expected);
  },
);

describe('ages in a document', () => {
  const ps = (run: typeof now, age: string) => psTable(run, ['web'], `Up ${age}`);

  test('may be those of an author who typed for minutes, but not of one who typed for weeks', () => {
    const text = (age: string) => consoleBlock('$ docker ps', ps(before, age));
    expect(faults(text('About an hour'), [ps(now, '2 seconds')])).toEqual([]);
    expect(kindsIn(text('3 weeks'), ps(now, '2 seconds'))).toEqual(['differed']);
  });

  test('may differ more if the block says so', () => {
    const text = consoleBlock('$ docker ps', ps(before, '3 weeks')).replace('console', 'console tolerance=1000');
    expect(faults(text, [ps(now, '2 seconds')])).toEqual([]);
  });
});

test('a word with digits is no id in a document', () => {
  const text = consoleBlock('$ status', 'web is running12345');
  expect(kindsIn(text, 'web is crashed98765')).toEqual(['differed']);
});

test('a notice of a job in the background is no difference, unless the document shows one', () => {
  const quiet = consoleBlock('$ sleep 1', '$ echo b', 'b');
  expect(faults(quiet, ['[1]+  Done                    sleep 0.3', 'b'])).toEqual([]);
  expect(faults(quiet, ['', 'b\n[1]-  Exit 2                  false'])).toEqual([]);
  expect(kinds(faults(quiet, ['[1] done', 'b']))).toEqual(['differed']);
  const told = consoleBlock('$ sleep 1', '[1]+  Done                    sleep 0.3');
  expect(kinds(faults(told, ['']))).toEqual(['differed']);
});

test('the id of what was made announces no failure', () => {
  const text = consoleBlock('$ docker network create demo', before.id('demo'), '$ docker network rm demo', 'demo');
  expect(kinds(faults(text, [now.id('demo'), 'demo'], { 0: 9 }))).toEqual(['wrong-exit']);
  expect(kinds(faults(text, [now.id('demo'), 'demo']))).toEqual([]);
});

test('what comes after Ctrl-C is compared if the document shows it, and 130 is its exit code', () => {
  const text = (...after: string[]) => consoleBlock('$ docker logs -f web', 'a', '^C', ...after, '$ echo b', 'b');
  const ended = (document: string, printed: string, code: number) => {
    const parsed = documentOf(document);
    const run = runOf(parsed, ['a', printed, 'b']);
    const snippets = run.snippets.map((one) => ({
      ...one,
      steps: one.steps.map((step, index) => ({ ...step, exit: [null, code, 0][index] ?? null })),
    }));
    return compareRecording(parsed, undefined, { ...run, snippets }).snippets.flatMap((one) => kinds(one.faults));
  };
  expect(ended(text(), '^C\nended', 130)).toEqual([]);
  expect(ended(text('ended'), '^C\nended', 130)).toEqual([]);
  expect(ended(text('other'), '^C\nended', 130)).toEqual(['differed']);
});

test('below <Ctrl-C>, the ^C of the terminal may be shown, and what is printed right behind it', () => {
  const text = (...after: string[]) => consoleBlock('$ docker attach web', '<Ctrl-C>', ...after);
  const printed = '^CInterrupted, goodbye.';
  expect(kinds(faults(text(printed), ['', printed]))).toEqual([]);
  expect(kinds(faults(text('Interrupted, goodbye.'), ['', printed]))).toEqual([]);
  expect(kinds(faults(text('^CInterrupted, bye.'), ['', printed]))).toEqual(['differed']);
});

describe('a block that fails because an earlier one has', () => {
  const causes = (text: string, outputs: readonly string[], exits: Readonly<Record<number, number>>) => {
    const document = documentOf(text);
    return compareRecording(document, undefined, runOf(document, outputs, exits)).snippets.map(({ cause }) => cause);
  };
  const MAKE = consoleBlock('$ docker run -d --name web nginx');

  test.each([
    ['docker exec web ls', 'Error response from daemon: No such container: web'],
    ['docker network inspect web', '[]\nError response from daemon: network web not found'],
    ['docker run --rm alpine ping -c 1 web', "ping: bad address 'web'"],
    ['curl web', 'curl: (6) Could not resolve host: web'],
  ])('says so: %s', (command, printed) => {
    expect(causes(MAKE + consoleBlock(`$ ${command}`), ['docker: no space', printed], { 0: 125, 1: 1 })).toEqual([
      undefined,
      { snippet: 'block-1', missing: 'web' },
    ]);
  });

  test('is not one that misses the same', () => {
    const text = consoleBlock('$ curl web') + consoleBlock('$ curl web/a');
    const printed = 'curl: (6) Could not resolve host: web';
    expect(causes(text, [printed, printed], { 0: 6, 1: 6 })).toEqual([undefined, undefined]);
  });

  test('is not one that asks the same host', () => {
    const text = consoleBlock('$ git clone https://git.test/a') + consoleBlock('$ curl https://git.test/b');
    const printed = ['bash: git: command not found', 'curl: (6) Could not resolve host: git.test'];
    expect(causes(text, printed, { 0: 127, 1: 6 })).toEqual([undefined, undefined]);
  });

  test('may miss a file', () => {
    const text = consoleBlock('$ cp /nowhere/page site/page') + consoleBlock('$ ls site/page');
    const printed = ["cp: cannot stat '/nowhere/page'", "ls: cannot access 'site/page': No such file or directory"];
    expect(causes(text, printed, { 0: 1, 1: 2 })).toEqual([undefined, { snippet: 'block-1', missing: 'page' }]);
  });

  test('is not one that fails for another reason', () => {
    const text = MAKE + consoleBlock('$ docker exec web ls') + consoleBlock('$ docker rm other');
    const printed = ['docker: no space', 'ls: x: no such file', 'Error response from daemon: No such container: other'];
    expect(causes(text, printed, { 0: 125, 1: 1, 2: 1 })).toEqual([undefined, undefined, undefined]);
    expect(causes(MAKE + consoleBlock('$ docker rm web'), ['', 'No such container: web'], { 1: 1 })).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('is not one that lacks the same image', () => {
    const text = consoleBlock('$ docker run -d ubuntu') + consoleBlock('$ docker service create ubuntu');
    const printed = ["Unable to find image 'ubuntu:latest' locally\nno such host", '1/1: No such image: ubuntu:latest'];
    expect(causes(text, printed, { 0: 125, 1: 1 })).toEqual([undefined, undefined]);
  });

  test('may have built the image', () => {
    const text = consoleBlock('$ docker build -t demo .') + consoleBlock('$ docker run demo');
    const printed = ['failed to read dockerfile', "Unable to find image 'demo:latest' locally\nno such host"];
    expect(causes(text, printed, { 0: 1, 1: 125 })).toEqual([undefined, { snippet: 'block-1', missing: 'demo' }]);
  });

  test('is not one that only names what it did not make, or an image of that name', () => {
    const run = (option: string) => consoleBlock(`$ docker run ${option} me/web`);
    const missing = "Unable to find image 'me/web:latest' locally\nno such host";
    const start = consoleBlock('$ docker start web');
    const noWeb = 'Error response from daemon: No such container: web';
    expect(causes(run('-d') + run('--rm'), ['docker: invalid option', missing], { 0: 125, 1: 125 })[1]).toBeUndefined();
    expect(causes(run('-d') + start, [missing, noWeb], { 0: 125, 1: 1 })[1]).toBeUndefined();
    const named = run('--name web') + start;
    expect(causes(named, [missing, noWeb], { 0: 125, 1: 1 })[1]).toEqual({ snippet: 'block-1', missing: 'web' });
    const kill = consoleBlock('$ docker Kill web') + start;
    expect(causes(kill, ['docker: unknown command', noWeb], { 0: 1, 1: 1 })[1]).toBeUndefined();
  });

  test('may use a program that the earlier one has not fetched', () => {
    const fetch = consoleBlock('$ curl -L https://a.test/x > /usr/local/bin/tool');
    const printed = ['curl: (6) Could not resolve host: a.test', ''];
    expect(causes(fetch + consoleBlock('$ sudo tool up', 'Starting'), printed, { 0: 6 })[1]).toEqual({
      snippet: 'block-1',
      missing: 'tool',
    });
  });

  test('may use variables that nothing has set', () => {
    const join = consoleBlock('$ docker swarm join --token $TOKEN $ADDRESS', '');
    expect(causes(join, ['requires 1 argument'], { 0: 1 })).toEqual([{ unset: ['$TOKEN', '$ADDRESS'] }]);
    expect(causes(consoleBlock('$ echo "id: $ID"', 'id: 7'), ['id:'], {})).toEqual([{ unset: ['$ID'] }]);
    expect(causes(consoleBlock('$ echo "id: $ID"', 'id:'), ['id:'], {})).toEqual([undefined]);
  });

  test('is no variable of another command than the first that fails', () => {
    const before = consoleBlock('$ echo $TOKEN', '$ curl localhost:1');
    const behind = consoleBlock('$ curl localhost:1', '$ echo $TOKEN');
    expect(causes(before, ['', 'curl: (7) refused'], { 1: 7 })).toEqual([undefined]);
    expect(causes(behind, ['curl: (7) refused', ''], { 0: 7 })).toEqual([undefined]);
  });

  test('may name an id that the earlier one shows, although only its output differs', () => {
    const list = consoleBlock('$ docker ps', psTable(before, ['web']));
    const enter = consoleBlock(`$ docker exec ${before.short('web')} ls`);
    const printed = [psTable(now, []), `Error response from daemon: No such container: ${before.short('web')}`];
    expect(causes(list + enter, printed, { 1: 1 })).toEqual([
      undefined,
      { snippet: 'block-1', missing: before.short('web') },
    ]);
  });

  test('may name what the earlier one shows that it makes', () => {
    const text = consoleBlock('$ deploy', '| 1 | demo-web | running |') + consoleBlock('$ docker exec demo-web ls');
    const printed = ['deploy: command not found', 'Error response from daemon: No such container: demo-web'];
    expect(causes(text, printed, { 0: 127, 1: 1 })).toEqual([undefined, { snippet: 'block-1', missing: 'demo-web' }]);
  });

  test('is not one that only lists the same', () => {
    const list = consoleBlock('$ sudo ls /run/netns', 'box', '$ docker network ls', 'ID NAME SCOPE', 'x app swarm');
    const printed = ['ls: cannot access /run/netns', 'ID NAME SCOPE'];
    const [uses, enters] = [consoleBlock('$ docker service ls'), consoleBlock('$ nsenter --net=/run/netns/box ip a')];
    const notOne = 'Error response from daemon: This node is not a swarm manager.';
    const missing = 'nsenter: cannot open /run/netns/box: No such file or directory';
    expect(causes(list + uses, [...printed, notOne], { 0: 2, 2: 1 })).toEqual([undefined, undefined]);
    expect(causes(list + enters, [...printed, missing], { 0: 2, 2: 1 })).toEqual([undefined, undefined]);
  });

  test.each([
    ['docker network create app', 'docker run --network app nginx', 'docker: Error response: network app not found'],
    ['sudo docker run -d --name web nginx', 'docker exec web ls', 'Error response from daemon: No such container: web'],
    ['docker build -t me/app:1 .', 'docker run me/app:1', "Unable to find image 'me/app:1' locally\nno such host"],
    ['docker swarm init', 'docker service ls', 'Error response from daemon: This node is not a swarm manager.'],
    ['git clone https://github.com/me/app.git', 'cd app', 'bash: cd: app: No such file or directory'],
    [
      'curl -o app.tgz https://a.test/x',
      'tar xf app.tgz',
      'tar: app.tgz: Cannot open: No such file',
      'tar: app.tgz: No such file or directory',
    ],
    ['sudo apt-get install -y pv jo', 'jo a=1', 'bash: jo: command not found'],
    ['export HOST_IP=<ip>', 'docker swarm join $HOST_IP', 'a value is needed'],
  ])('may need what a skipped one would have made: %s', (skipped, command, ...printed) => {
    const missing = expect.any(String) as string;
    const text = fenced('bash', skipped) + consoleBlock(`$ ${command}`);
    expect(causes(text, [printed.join('\n')], { 0: 1 })).toEqual([{ skipped: { line: 2, column: 1 }, missing }]);
  });

  test('is not for a skipped one that only names the same, or that comes later', () => {
    const printed = 'Error response from daemon: No such container: web';
    const uses = fenced('bash', 'docker stop web');
    const makes = fenced('bash', 'docker run -d --name web nginx');
    expect(causes(uses + consoleBlock('$ docker rm web') + makes, [printed], { 0: 1 })).toEqual([undefined]);
  });

  test('may only lack a line of its output', () => {
    const list = consoleBlock('$ docker network ls', 'app', 'bridge');
    const make = '$ docker network create app';
    expect(causes(fenced('bash', make.slice(2)) + list, ['bridge'], {})).toEqual([
      { skipped: { line: 2, column: 1 }, missing: 'app' },
    ]);
    expect(causes(consoleBlock(make) + list, ['no', 'bridge'], { 0: 1 })).toEqual([
      undefined,
      { snippet: 'block-1', missing: 'app' },
    ]);
    expect(causes(fenced('bash', make.slice(2)) + list, ['app', 'host'], {})).toEqual([undefined]);
  });

  test('may type into the program that it has not started', () => {
    const document = documentOf(consoleBlock('$ docker exec -it web sh') + consoleBlock('/ # hostname', '/ # exit'));
    const recording = runOf(document, ['No such container: web', '', ''], { 0: 1 });
    const [first, second] = recording.snippets;
    const stuck = [first, second].map((one) => {
      const step = one?.steps[0];
      if (!one || !step) throw new TypeError('the document has two blocks');
      return {
        ...one,
        steps: [step],
        ending: { kind: 'stuck' as const, step: step.step, reason: 'the program ended' },
      };
    });
    const { snippets } = compareRecording(document, undefined, { ...recording, snippets: stuck });
    expect(snippets.map(({ cause }) => cause)).toEqual([undefined, { snippet: 'block-1' }]);
  });
});

test('a block that fails names the machine on which the text says to run it', () => {
  const document = documentOf(`On the second host:\n${consoleBlock('$ docker ps')}${consoleBlock('$ date')}`);
  const { snippets } = compareRecording(document, undefined, runOf(document, ['', ''], { 0: 1 }));
  expect(snippets.map(({ hostInText }) => hostInText)).toEqual([
    { text: 'On the second host', position: { line: 1, column: 1 } },
    undefined,
  ]);
});

describe('a person leaves out beside shown outputs', () => {
  const beside = (command: string) => consoleBlock(`$ ${command}`, '$ show', 'a');
  test.each([
    ['docker rm -f web db', 'web\ndb'],
    ['docker volume create data', 'data'],
    [
      'docker service create --name web nginx',
      `image nginx:latest could not be accessed on a registry to record\nits digest. Each node will access nginx:latest independently,\npossibly leading to different nodes running different\nversions of the image.\n\n${'a1'.repeat(12)}b\noverall progress: 2 out of 2 tasks\n1/2: running   [====>]\n2/2: running   [====>]\nverify: Service ${'a1'.repeat(12)}b converged`,
    ],
    [
      'docker service scale web=2',
      'web scaled to 2\noverall progress: 2 out of 2 tasks\nverify: Service web converged',
    ],
  ])('what %s prints', (command, printed) => {
    expect(faults(beside(command), [printed, 'a'])).toEqual([]);
  });

  test.each([
    ['docker rm web', 'db'],
    ['docker rm web', 'Error response from daemon: No such container: web'],
    ['echo web', 'web'],
    ['echo exit', 'exit'],
    ['docker service create nginx', 'overall progress: 0 out of 1 tasks\n1/1: No such image: nginx'],
  ])('but nothing else: %s, %s', (command, printed) => {
    expect(kinds(faults(beside(command), [printed, 'a']))).toEqual(['differed']);
  });
});

test.each<[leaving: string, printed: string, right: boolean]>([
  ['exit', 'exit', true],
  ['exit', 'logout', true],
  ['logout', 'logout', true],
  ['exit', 'There are stopped jobs.', false],
  ['echo a', 'exit', false],
])('a shell that is left with %s may print %j: %s', (leaving, printed, right) => {
  const text = consoleBlock('$ bash', '$ echo b', 'b', `$ ${leaving}`, '$ show', 'a', ...(right ? [] : ['$ exit']));
  expect(kinds(faults(text, ['', 'b', printed, 'a']))).toEqual(right ? [] : ['differed']);
});

test('the progress of a service need not be shown below its id', () => {
  const id = `${'a1'.repeat(12)}b`;
  const progress = (running: string) => `${id}\noverall progress: 1 out of 1 tasks\n1/1: ${running}`;
  const text = consoleBlock('$ docker service create nginx', `${'c2'.repeat(12)}d`);
  expect(faults(text, [`${progress('running   [====>]')}\nverify: Service ${id} converged`])).toEqual([]);
  expect(kinds(faults(text, [progress('No such image: nginx')]))).toEqual(['differed']);
  const shown = consoleBlock('$ docker service create nginx', ...progress('running').split('\n'));
  expect(kinds(faults(shown, [id]))).toEqual(['differed']);
});

test('the password that sudo asks for may be shown', () => {
  const text = consoleBlock('$ sudo ls', '[sudo] password for me: ', 'a');
  expect(faults(text, ['a'])).toEqual([]);
  expect(kinds(faults(text, ['b']))).toEqual(['differed']);
});

test('the number of a namespace is not that of an interface', () => {
  const line = (index: number, number: number) => `${index}: veth1: <UP>\nlink/ether link-netnsid ${number}`;
  const outputs = (a: string, b: string) => `${a}\n${b}`;
  const text = consoleBlock('$ ip link', ...outputs(line(2, 0), line(5, 1)).split('\n'));
  expect(faults(text, [outputs(line(2, 0), line(7, 2))])).toEqual([]);
  expect(kinds(faults(text, [outputs(line(2, 0), line(7, 0))]))).toEqual(['differed']);
});

test('how long ping has run before Ctrl-C is no difference, but a lost packet is', () => {
  const end = (sent: number, received: number) =>
    `--- c2 ping statistics ---\n${sent} packets transmitted, ${received} packets received, 0% packet loss`;
  const text = consoleBlock('$ ping c2', 'PING c2', '^C', ...end(2, 2).split('\n'));
  expect(faults(text, ['PING c2', end(14, 14)], { 0: 0 })).toEqual([]);
  expect(kinds(faults(text, ['PING c2', end(14, 13)], { 0: 0 }))).toEqual(['differed']);
});

test('what docker attach says of its detach keys is no failure', () => {
  const text = consoleBlock('$ docker attach box', '/ # echo a', 'a', '/ # ^P^Q');
  const found = (last: string) => {
    const document = documentOf(text);
    const recording = runOf(document, ['', 'a', last]);
    const [one] = recording.snippets;
    if (!one) throw new TypeError('the document has a block');
    const steps = one.steps.map((step, index) => ({ ...step, exit: index === 2 ? 1 : null }));
    return compareRecording(document, undefined, { ...recording, snippets: [{ ...one, steps }] }).snippets[0]?.faults;
  };
  expect(found('read escape sequence')).toEqual([]);
  expect(kinds(found('no such container') ?? [])).toEqual(['wrong-exit', 'differed']);
});

test('the greeting of a shell of busybox need not be shown', () => {
  const text = consoleBlock('$ docker exec -it box sh', '/ # echo a', 'a');
  expect(
    faults(text, [
      "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) built-in shell (ash)\nEnter 'help' for a list of built-in commands.",
      'a',
    ]),
  ).toEqual([]);
});

describe('blank lines in an output', () => {
  const SHOW = ['$ show', 'a', 'b'];
  test('are no difference if a formatter has removed all from the document', () => {
    expect(faults(consoleBlock(...SHOW), ['a\n\n \nb'])).toEqual([]);
    expect(kinds(faults(consoleBlock(...SHOW), ['a\n\nc\n\nb']))).toEqual(['differed']);
    expect(kinds(faults(consoleBlock(...SHOW), ['']))).toEqual(['differed']);
  });

  test('are no difference if it has left one of several', () => {
    const text = consoleBlock('$ show', 'a', '', 'b');
    expect(faults(text, ['a\n\n\n\nb'])).toEqual([]);
    expect(kinds(faults(text, ['a\nb']))).toEqual(['differed']);
  });

  test('are a difference if the document has such elsewhere', () => {
    const one = consoleBlock('$ other', 'a', '', 'b');
    expect(kinds(faults(one + consoleBlock(...SHOW), ['a\n\nb', 'a\n\nb']))).toEqual(['differed']);
    const two = consoleBlock('$ other', 'a', '', '', 'b');
    expect(kinds(faults(two + one, ['a\n\n\nb', 'a\n\n\nb']))).toEqual(['differed']);
  });
});

describe('an image that is pulled', () => {
  const RUN = '$ docker run -d nginx';
  const PULLED = [
    "Unable to find image 'nginx:latest' locally",
    'latest: Pulling from library/nginx',
    '386a066cd84a: Pull complete ',
    '7bdb4b002d7f: Already exists',
    `Digest: sha256:${before.id('digest')}`,
    'Status: Downloaded newer image for nginx:latest',
  ];

  test('is no difference from one that the lab has', () => {
    expect(faults(consoleBlock(RUN, ...PULLED, before.id('web')), [now.id('web')])).toEqual([]);
    expect(faults(consoleBlock(RUN, before.id('web')), [[...PULLED, now.id('web')].join('\n')])).toEqual([]);
    expect(faults(consoleBlock(RUN, ...PULLED.slice(0, 2), '...', before.id('web')), [now.id('web')])).toEqual([]);
    expect(faults(consoleBlock(RUN, ...PULLED), [now.id('web')])).toEqual([]);
  });

  test('is a difference from one that cannot be pulled', () => {
    const failed = "Unable to find image 'nginx:latest' locally\ndocker: no such host";
    const found = faults(consoleBlock(RUN, ...PULLED, before.id('web')), [failed], { 0: 125 });
    expect(kinds(found)).toEqual(['wrong-exit', 'differed']);
    expect(kinds(faults(consoleBlock('$ docker pull nginx', ...PULLED), ['no such host'], { 0: 1 }))).toEqual([
      'wrong-exit',
      'differed',
    ]);
  });

  test('is only told of by Docker', () => {
    expect(kinds(faults(consoleBlock('$ cat log', ...PULLED, 'end'), ['end']))).toEqual(['differed']);
  });
});
