/** What a page does to its own shell: the end of each command is still known, and what it prints. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '../../model/lab.ts';
import { MISSING_TOOLS } from '../../tutorial/markdown/missing-tools.ts';
import { labOf, shellOn } from './lab.ts';

let lab: Lab;

beforeAll(async () => {
  lab = await labOf('e2e/shell-marks', []);
});
afterAll(() => lab?.[Symbol.asyncDispose]());

const soon = () => performance.now() + 30_000 * lab.slowdown;

/** Each with commands and their outputs. */
const DEEDS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'a prefix for the prompt': [['PS1="(venv) $PS1"', '']],
  'another prompt': [["PS1='> ' PS2='more> ' PS0='begins'", '']],
  'no prompt': [
    ['set -u', ''],
    ['unset PS0 PS1 PS2', ''],
  ],
  'a command before each prompt': [
    ["PROMPT_COMMAND='echo hello'", 'hello'],
    ['PROMPT_COMMAND=', ''],
  ],
  'a trace': [
    ['set -x', ''],
    ['echo traced', '+ echo traced\ntraced'],
    ['set +x', '+ set +x'],
  ],
  'errors in a file': [
    ['exec 2>/tmp/errors', ''],
    ['echo seen; echo unseen >&2', 'seen'],
    ['grep -c unseen$ /tmp/errors', '1'],
  ],
  'its output in a file': [
    ['exec 3>&1 >/tmp/output', ''],
    ['echo unseen', ''],
    ['exec >&3; cat /tmp/output', 'unseen'],
  ],
  'a terminal without echo': [['stty -echo', '']],
  'the keys of vi': [['set -o vi', '']],
  'the text of its prompts': [
    [`for prompt in PS0 PS1 PS2; do printf '%s|' "\${!prompt@P}"; done; echo`, '|$ |> |'],
    ['env | grep "^PS[0-9]\\|PROMPT" | wc -l', '0'],
  ],
  tabs: [
    ["printf 'a\\tb\\n' | grep -c 'a\tb'", '1'],
    ['cat <<-EOF\n\tall:\n\t\techo hi\n\tEOF', 'all:\necho hi'],
  ],
  'a line of 100 kB': [[`echo ${'0123456789 '.repeat(10_000)} | wc -w`, '10000']],
};

test("the shell's own messages are output", async () => {
  await using shell = await shellOn(lab);
  const run = (command: string) => shell.run(command, { kind: 'shell' }, soon());
  expect(await run('if true; fi')).toEqual({
    kind: 'reached',
    output: "bash: syntax error near unexpected token `fi'",
    exit: 2,
  });
  expect(await run("echo $(\necho 'a\nb'\n)")).toEqual({ kind: 'reached', output: 'a b', exit: 0 });
  expect(await run('echo <IP> >/dev/null')).toMatchObject({ output: expect.stringContaining('syntax error'), exit: 2 });
  // A line editor of a program prints the same as that of the shell.
  expect(await run("printf 'a\\033[?2004l\\rb\\n'")).toEqual({ kind: 'reached', output: 'b', exit: 0 });
});

describe('a page that gives its shell', () => {
  test.each(Object.entries(DEEDS))('%s', async (_what, commands) => {
    await using shell = await shellOn(lab);
    for (const [command, output] of [...commands, ['echo "it was $?"', 'it was 0']] as const) {
      expect(await shell.run(command, { kind: 'shell' }, soon())).toEqual({ kind: 'reached', output, exit: 0 });
    }
    expect(await shell.run('false', { kind: 'shell' }, soon())).toEqual({ kind: 'reached', output: '', exit: 1 });
    expect(await shell.run('echo "it was $?"', { kind: 'shell' }, soon())).toMatchObject({ output: 'it was 1' });
  });
});

test('a shell that is killed out of a program that ends by no key', async () => {
  await using shell = await shellOn(lab);
  await shell.run("(trap '' INT QUIT HUP; sleep 600)", { kind: 'shell' }, performance.now() + 500);
  expect(await shell.bringBack()).toBe(true);
  expect(await shell.run('echo "it was $?"', { kind: 'shell' }, soon())).toMatchObject({ output: 'it was 137' });
});

test('a shell that has ended leaves its folder, variables and functions to the next one', async () => {
  await using first = await shellOn(lab);
  await first.run(
    'cd /tmp; NAME="a  b"; export SHARED=1; list=(x "y z"); greet() { echo "hi $1"; }',
    { kind: 'shell' },
    soon(),
  );
  expect(await first.run('exit 3', { kind: 'shell' }, soon())).toMatchObject({ kind: 'closed' });
  await using second = await shellOn(lab, first);
  const asked = `pwd; echo "$NAME"; env | grep SHARED; echo "\${list[1]}"; greet you; ls /run/snippets-* 2>/dev/null`;
  expect(await second.run(asked, { kind: 'shell' }, soon())).toMatchObject({
    output: '/tmp\na  b\nSHARED=1\ny z\nhi you',
  });
});

test('the tools that lint says nodes do not have are not there, and those that documents use most are', async () => {
  await using shell = await shellOn(lab);
  const found = (tools: Iterable<string>) =>
    shell.run(
      `for tool in ${[...tools].join(' ')}; do command -v $tool >/dev/null && echo $tool; done`,
      { kind: 'shell' },
      soon(),
    );
  expect(await found(MISSING_TOOLS)).toMatchObject({ output: '' });
  const there = [
    ...['docker', 'docker-compose', 'sudo', 'curl', 'wget', 'jq', 'ip', 'ping', 'iptables', 'ss', 'tcpdump'],
    ...['groupadd', 'useradd', 'usermod', 'newgrp', 'su'],
  ];
  expect(await found(there)).toMatchObject({ output: there.join('\n') });
});
