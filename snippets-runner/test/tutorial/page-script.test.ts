import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_CONFIG } from '../../tutorial/config/config.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import { scriptText } from '../../tutorial/page-script.ts';
import { element, exercise, snippet } from '../commands/content-folder.ts';
import { pageOf } from '../run/pages.ts';
import { samplePage } from './capture/sample.ts';

/** Replaces docker: `docker exec … NODE bash -c COMMANDS` runs on this machine, and prints the node. */
const DOCKER = `#!/bin/bash
while [ "$1" != bash ]; do node=$1; shift; done
echo "on $node"
exec "$@"`;

/** Fails with exit code 3, and says how often it was tried. */
const ATTEMPT = '$ echo "attempt $(wc -l <tried)"; (exit 3)';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'script-'));
  writeFileSync(join(folder, 'docker'), DOCKER);
  chmodSync(join(folder, 'docker'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script without a terminal, as in CI. */
function ran(script: string, env: NodeJS.ProcessEnv = {}) {
  const path = `${folder}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync('setsid', ['--wait', 'bash'], {
    input: script,
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: path, ...env },
  });
  return { status, stdout, stderr };
}

describe('of one node', () => {
  test('goes on after a try that fails', () => {
    const page = pageOf([snippet('tries tries', '$ nc -z 127.0.0.1 1'), snippet('end', '$ echo end')].join('\n'));
    const { status, stdout } = ran(scriptText(page));
    expect([status, stdout.split('\n').at(-2)]).toEqual([0, 'end']);
  });

  test('goes the way to the solution of an exercise, and no wrong one', () => {
    const page = pageOf(
      [
        exercise(
          'gone',
          'It is not there',
          'Make it be there.',
          element('SetUp', snippet('break', '$ there=no')),
          element('Check', snippet('ask retry-until="yes"', '$ echo $there; test $there = yes')),
          element('Hint', 'Look.\n'),
          element('Solution', snippet('mend', '$ there=yes')),
          element('CleanUp', snippet('clear', '$ echo cleared')),
          element('Wrong message="maybe"', snippet('hope', '$ there=maybe')),
        ),
        snippet('end', '$ echo end'),
      ].join('\n'),
    );
    const { status, stdout } = ran(scriptText(page));
    expect([status, stdout.split('\n')]).toEqual([0, ['no', 'yes', 'cleared', 'end', '']]);
  });

  test('runs its commands in one shell, to the end', () => {
    const page = pageOf(
      [
        snippet('set', '$ name=value; cd /', '$ pwd'),
        snippet('use', '$ echo "it is $name"'),
        snippet('fails exit=3', '$ echo before', '$ (exit 3)'),
        snippet('quoted', "$ echo 'a'; false; echo \\", '  "b c"'),
      ].join('\n'),
    );
    const { status, stdout } = ran(scriptText(page));
    expect([status, stdout.split('\n')]).toEqual([0, ['/', 'it is value', 'before', 'a', 'b c', '']]);
  });

  test('stops if a command does not behave as the page says', () => {
    const page = pageOf(snippet('fails exit=3', '$ (exit 4)') + snippet('later', '$ echo later'));
    const { status, stdout, stderr } = ran(scriptText(page));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('exit code 4 instead of 3: (exit 4)');
    expect(ran(scriptText(pageOf(snippet('a', '$ false') + snippet('b', '$ echo later')))).stdout).toBe('');
  });

  test('uses saved values, also in quotes, and repeats a command until its output matches', () => {
    const page = pageOf(
      [
        snippet('save save=ID:/id=(\\S+)/', '$ echo "x id=a\'b@c y"'),
        snippet('use', '$ echo <ID>', "$ echo 'in <ID> quotes'"),
        snippet('retried retry-until="3/3"', '$ echo x >> lines; echo "$(wc -l < lines)/3"'),
        snippet('regexp retry-until=/^DONE$/im', '$ echo done'),
      ].join('\n'),
    );
    const { status, stdout, stderr } = ran(scriptText(page));
    expect([status, stderr, stdout.split('\n')]).toEqual([
      0,
      '',
      ["x id=a'b@c y", "a'b@c", "in a'b@c quotes", '3/3', 'done', ''],
    ]);
  });

  test('finds with Perl what a page finds with JavaScript, where slashes and @ stand', () => {
    const page = pageOf(
      [
        snippet('address save=ADDRESS:/inet ([^/]+)[/]/', '$ echo "inet 10.0.0.2/24"'),
        snippet('path save=NAME:/a\\/b(\\S)/', '$ echo "a/bc"'),
        snippet('mail save=USER:/(\\w+)@home/', '$ echo "me@home"'),
        snippet('use', '$ echo <ADDRESS> <NAME> <USER>'),
      ].join('\n'),
    );
    const { status, stderr, stdout } = ran(scriptText(page));
    expect([status, stderr, stdout.split('\n').at(-2)]).toEqual([0, '', '10.0.0.2 c me']);
  });

  test('repeats a command that is to fail, until its output matches, and holds it to its exit code', () => {
    const failing = (exit: number) =>
      pageOf(
        [
          snippet(`refused exit=${exit} retry-until="attempt 2" timeout=10s`, '$ echo x >>tried', ATTEMPT),
          snippet('end', '$ rm tried; echo end'),
        ].join('\n'),
      );
    const { status, stderr, stdout } = ran(scriptText(failing(3)));
    expect([status, stderr, stdout]).toEqual([0, '', 'attempt 2\nend\n']);
    const wrong = ran(scriptText(failing(4)));
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('exit code 3 instead of 4')]);
    rmSync(join(folder, 'tried'));
  });

  test('shows the lines to type by hand', () => {
    const { status, stdout } = ran(scriptText(samplePage()).replace('docker network create alpine-net', 'true'));
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '--- on host: docker attach box',
      '--- type into it:',
      '/ # ls',
      '/ # <Ctrl-P><Ctrl-Q>',
      '--- skipped: there is no terminal',
      '',
    ]);
  });
});

describe('of several nodes', () => {
  const page = pageOf(
    [
      snippet('init node=manager save=TOKEN:/(T-\\d+)/', '$ echo "T-123 <MANAGER_IP>"'),
      snippet('join node=worker-1 exit=1', '$ echo <TOKEN>', "$ sh -c 'echo <TOKEN>; exit 1'"),
    ].join('\n'),
    { lab: 'nodes: [manager, worker-1]' },
  );

  test('runs each command on its node', () => {
    const { status, stdout, stderr } = ran(scriptText(page), { MANAGER_IP: '10.0.0.1' });
    expect([status, stderr, stdout.split('\n')]).toEqual([
      0,
      '',
      ['on manager', 'T-123 10.0.0.1', 'on worker-1', 'T-123', 'on worker-1', 'T-123', ''],
    ]);
  });

  test('keeps the folder and the variables of each node, from the home directory on', () => {
    const home = mkdtempSync(join(folder, 'home-'));
    const script = scriptText(
      pageOf(
        [
          snippet('there node=manager', '$ pwd', "$ mkdir -p 'a b' && cd 'a b'", '$ name="it\'s $((1 + 1))"'),
          snippet('elsewhere node=worker-1 exit=3', '$ pwd; echo "<$name>"', '$ name=other; (exit 3)'),
          snippet('still node=manager retry-until="2"', '$ echo "$PWD $name"'),
          snippet('exits node=manager exit=4', '$ cd ..; rmdir "a b"; exit 4'),
          snippet('end node=manager', '$ pwd'),
        ].join('\n'),
        { lab: 'nodes: [manager, worker-1]' },
      ),
    );
    const { status, stdout, stderr } = ran(script, { HOME: home });
    const lines = stdout.split('\n').filter((line) => !/^(?:on .*|)$/u.test(line));
    expect([status, stderr, lines]).toEqual([0, '', [home, home, '<>', `${home}/a b it's 2`, home]]);
    expect(readdirSync(home)).toEqual([]);
  });

  test('asks for the values that a lab would have', () => {
    const { status, stderr } = ran(scriptText(page));
    expect(status).not.toBe(0);
    expect(stderr).toContain('MANAGER_IP: set it to the value that the page calls <MANAGER_IP>');
  });
});

test('the values that are given to a document are in its script', () => {
  const text = ['```console', '$ printf "%s|" <NAME> <your-address> "<the image>" <OTHER>', '```', ''].join('\n');
  const given = { NAME: "a'b", 'your-address': '10.0.0.2', 'the image': 'nginx', OTHER: 'x y' };
  const config = { ...NO_CONFIG, values: new Map(Object.entries(given)) };
  const { document } = parseMarkdown({ file: 'x.md', text, images: [], knownImages: [], config });
  expect(ran(scriptText(document))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("a'b|10.0.0.2|nginx|x y|"),
  });
});
