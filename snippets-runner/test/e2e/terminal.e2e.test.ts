/** Programs that use the terminal, as tutorials run them, on a real daemon. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Lab } from '../../model/lab.ts';
import type { Until } from '../../model/plan.ts';
import type { ShellSession } from '../../terminal/shell-session.ts';
import type { InputStep } from '../../tutorial/page.ts';
import { labOf, shellOn } from './lab.ts';

const SHELL: Until = { kind: 'shell' };
const ASH: Until = { kind: 'prompt', prompt: '/ # ' };
const NESTED: Until = { kind: 'prompt', prompt: '网内 # ' };
const DETACHED = expect.stringContaining('read escape sequence');

let lab: Lab;
let shell: ShellSession;

beforeAll(async () => {
  lab = await labOf('e2e/terminal', ['alpine']);
  shell = await shellOn(lab);
  await run('docker run -dit --name box alpine');
  await shell[Symbol.asyncDispose]();
});
// Each test gets a new terminal, because the last one may still be in a program.
beforeEach(async () => {
  shell = await shellOn(lab);
});
afterEach(() => shell[Symbol.asyncDispose]());
afterAll(() => lab?.[Symbol.asyncDispose]());

const soon = () => performance.now() + 30_000 * lab.slowdown;
const run = (command: string, until: Until = SHELL) => shell.run(command, until, soon());
const type = (text: string, until: Until, prompt: string | null = '/ # ', keys: readonly string[] = []) => {
  const step: InputStep = { kind: 'input', prompt: prompt ?? undefined, text, keys, position: { line: 1, column: 1 } };
  return shell.type(step, until, soon());
};
const press = (keys: readonly string[], until: Until, prompt: string | null = '/ # ') => type('', until, prompt, keys);
const isRunning = async (name: string) =>
  (await run(`docker container inspect --format '{{.State.Running}}' ${name}`)).output;

describe('docker attach', () => {
  test('ends with Ctrl-P Ctrl-Q, and the container runs on', async () => {
    expect(await run('docker attach box', ASH)).toMatchObject({ kind: 'reached', exit: null });
    expect(await type('echo $$', ASH)).toEqual({ kind: 'reached', output: '1', exit: null });
    expect(await press(['Ctrl-P', 'Ctrl-Q'], SHELL)).toMatchObject({ kind: 'reached', output: DETACHED, exit: 1 });
    expect(await isRunning('box')).toBe('true');
  });

  test.each([
    ['exit', () => type('exit 3', SHELL), 3],
    ['Ctrl-D', () => press(['Ctrl-D'], SHELL), 0],
  ])('ends with %s, which ends the container', async (_how, leave, exit) => {
    await run('docker run -dit --name short alpine');
    expect(await run('docker attach short', ASH)).toMatchObject({ kind: 'reached' });
    expect(await leave()).toMatchObject({ kind: 'reached', exit });
    expect(await isRunning('short')).toBe('false');
    await run('docker rm short');
  });
});

describe('docker run -it', () => {
  test('reads typed lines, and ends with the code of exit', async () => {
    expect(await run('docker run -it --rm alpine', ASH)).toMatchObject({ kind: 'reached', exit: null });
    expect(await type('echo 容器 🐳', ASH)).toMatchObject({ output: '容器 🐳' });
    expect(await type('exit 4', SHELL)).toMatchObject({ kind: 'reached', exit: 4 });
  });

  test('goes on in the background after Ctrl-P Ctrl-Q', async () => {
    await run('docker run -it --name parked alpine', ASH);
    expect(await press(['Ctrl-P', 'Ctrl-Q'], SHELL)).toMatchObject({ kind: 'reached' });
    expect(await isRunning('parked')).toBe('true');
    await run('docker rm --force parked');
  });
});

describe('docker exec -it', () => {
  test('may be a shell in a shell, each with its own end', async () => {
    expect(await run('docker exec -it box sh', ASH)).toMatchObject({ kind: 'reached' });
    expect(await type("PS1='网内 # ' sh", NESTED)).toMatchObject({ kind: 'reached' });
    expect(await type('echo 里面', NESTED, '网内 # ')).toEqual({ kind: 'reached', output: '里面', exit: null });
    expect(await type('exit', ASH, '网内 # ')).toMatchObject({ kind: 'reached', output: '', exit: null });
    expect(await press(['Ctrl-D'], SHELL)).toMatchObject({ kind: 'reached', exit: 0 });
    expect(await isRunning('box')).toBe('true');
  });

  test('starts from a shell inside, and ends by keys', async () => {
    const inside: Until = { kind: 'prompt', prompt: 'node> ' };
    expect(await run("PS1='node> ' sh", inside)).toMatchObject({ kind: 'reached' });
    expect(await type('docker exec -it box sh', ASH, 'node> ')).toMatchObject({ kind: 'reached' });
    expect(await type('hostname | wc -c', ASH)).toMatchObject({ output: '13' });
    expect(await press(['Ctrl-D'], inside)).toMatchObject({ kind: 'reached' });
    expect(await type('exit', SHELL, 'node> ')).toMatchObject({ kind: 'reached', exit: 0 });
  });
});

describe('a program that runs until a key is pressed:', () => {
  test.each([
    ['in the shell of the node', 'docker exec -it box ping 127.0.0.1'],
    ['in a container of its own', 'docker run -it --rm alpine ping 127.0.0.1'],
  ])('ping %s prints its statistics at Ctrl-C', async (_where, command) => {
    expect(await run(command, { kind: 'quiet-or-busy' })).toMatchObject({ kind: 'reached' });
    const { kind, output } = await press(['Ctrl-C'], SHELL, null);
    expect(kind).toBe('reached');
    expect(output).toMatch(/\^C\n--- 127\.0\.0\.1 ping statistics ---\n.* 0% packet loss/);
  });

  test('after ping in a shell inside, the prompt comes back', async () => {
    await run('docker exec -it box sh', ASH);
    expect(await type('ping 127.0.0.1', { kind: 'quiet-or-busy' })).toMatchObject({ kind: 'reached' });
    expect(await press(['Ctrl-C'], ASH, null)).toMatchObject({
      kind: 'reached',
      output: expect.stringContaining('packet loss'),
    });
    expect(await type('exit', SHELL)).toMatchObject({ kind: 'reached' });
  });

  test('followed logs, however long', async () => {
    await run("docker run -d --name talker alpine sh -c 'while true; do echo said; sleep 0.1; done'");
    const follow = await run('docker logs --follow talker', { kind: 'quiet-or-busy' });
    expect(follow).toMatchObject({ kind: 'reached', output: expect.stringMatching(/^said\nsaid\n/) });
    expect(await press(['Ctrl-C'], SHELL, null)).toMatchObject({ kind: 'reached' });
    await run('docker rm --force talker');
  });
});

describe('a program that reads its input', () => {
  test.each(['docker run -i --rm --name reader alpine cat', 'docker exec -i box cat', 'sh'])(
    '%s does not get the next command',
    async (command) => {
      await using own = await shellOn(lab);
      const end = await own.run(command, SHELL, performance.now() + 2_000);
      expect(end.kind).toBe('timed-out');
      const next = await own.run('touch /tmp/swallowed', SHELL, performance.now() + 200);
      expect(next.kind).toBe('timed-out');
      expect(await run('test -e /tmp/swallowed')).toMatchObject({ exit: 1 });
    },
  );
});
