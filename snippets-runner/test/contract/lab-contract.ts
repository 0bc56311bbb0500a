/**
 * The contract that every lab must fulfil, real or fake. The commands are real ones. A fake lab gets programs that do
 * the same (`fake-lab.test.ts`).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, Lab, LabNode, LabRequest, Pty } from '../../model/lab.ts';
import type { Attention, Until } from '../../model/plan.ts';
import { CUT_NOTE, KEPT } from '../../terminal/screen.ts';
import { ShellSession, TERMINAL_SIZE } from '../../terminal/shell-session.ts';
import type { InputStep } from '../../tutorial/page.ts';

export interface EngineUnderTest {
  readonly engine: Engine;
  /** Returns the names of everything that labs of this test have on the engine now. */
  readonly leftovers: () => Promise<readonly string[]>;
}

/** A shell inside the shell, with line editing and a prompt of its own. */
export const INNER_SHELL = "PS1='/ # ' busybox ash";

export const COLOURS = "printf '\\033[1;31mred \\033[38;5;2mgreen\\033[0m\\n'";
export const PROGRESS = "printf 'pulling 10%%\\rpulling 100%%\\ndone\\n'";
export const WIDE = "printf '网络 🐳 café\\n'";
/** Prints control characters of every kind, and invalid UTF-8. */
export const NOISE = 'head -c 200000 /dev/urandom';
/** From then on, the daemon of the node answers nothing. */
export const STOP_DAEMON = 'kill -STOP "$(pidof dockerd)"';
/** The node on which that is done. */
export const STOPPED_NODE = 'stopped';
export const LARGE_LINE = '0123456789abcdefghijklmnopqrstuvwxyz';
export const LARGE = `yes ${LARGE_LINE} | head -n 280000`;
/** Prints without a pause until Ctrl-C. It does not call `sleep`: bash goes on if that ends just before Ctrl-C. */
export const TICKING = '(exec 3<> <(:); while true; do echo tick; read -rt 0.05 -u 3; done)';

const SHELL: Until = { kind: 'shell' };
const INNER: Until = { kind: 'prompt', prompt: '/ # ' };
const REQUEST: Omit<LabRequest, 'signal'> = {
  page: 'contract',
  spec: { nodes: ['manager', 'worker-1'], images: [], needs: [], outside: false, leaves: [] },
};

export function describeLabContract(name: string, makeEngine: () => Promise<EngineUnderTest>): void {
  describe(`contract of labs: ${name}`, () => {
    let under: EngineUnderTest;
    let lab: Lab;
    const node = (wanted: string): LabNode => {
      const found = lab.nodes.get(wanted);
      if (!found) throw new TypeError(`no node ${wanted}`);
      return found;
    };
    const withShell = async (use: (shell: ShellSession) => Promise<void>, on = 'manager') => {
      await using shell = await ShellSession.open(node(on));
      await use(shell);
    };

    beforeAll(async () => {
      under = await makeEngine();
      lab = await under.engine.createLab({ ...REQUEST, signal: new AbortController().signal });
    });
    afterAll(() => lab?.[Symbol.asyncDispose]());

    describe('nodes', () => {
      test('come in the order asked for, with addresses of their own', () => {
        expect([...lab.nodes.keys()]).toEqual(['manager', 'worker-1']);
        const addresses = [...lab.nodes.values()].map(({ address }) => address);
        expect(new Set(addresses).size).toBe(2);
        for (const address of addresses) expect(address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      });

      test('have placeholders for their addresses', () => {
        expect(Object.fromEntries(lab.placeholders)).toEqual({
          MANAGER_IP: node('manager').address,
          WORKER_1_IP: node('worker-1').address,
        });
      });

      test('have facts about their daemon', () => {
        const { version, api, kernel, os, arch } = lab.facts;
        expect(version).toMatch(/^\d+\.\d+\.\d+/);
        expect(api).toMatch(/^\d+\.\d+$/);
        expect(kernel).toMatch(/^\d+\.\d+/);
        expect([os, arch]).toEqual(['linux', expect.stringMatching(/^(x86_64|aarch64)$/)]);
      });

      test('answer for their daemons', async () => {
        for (const asked of lab.nodes.values()) {
          expect(await asked.ask('/version')).toMatchObject({ Version: lab.facts.version });
          await expect(asked.ask('/no-such-page')).rejects.toMatchObject({ code: 'docker-refused' });
          expect(await asked.ask('/containers/json?all=true')).toEqual([]);
          expect(await asked.swarmState()).toBe('inactive');
          expect(await asked.interfaces()).toEqual([]);
          expect(await asked.condition()).toEqual({ kind: 'running' });
        }
      });

      test('are two machines', async () => {
        const names: string[] = [];
        for (const on of ['manager', 'worker-1']) {
          await withShell(async (shell) => {
            names.push((await run(shell, 'echo $HOSTNAME')).output);
          }, on);
        }
        expect(names).toEqual(['manager', 'worker-1']);
      });
    });

    describe('terminals', () => {
      test('have the output of a program, and end with it', async () => {
        await using pty = await node('manager').openPty(['echo', 'hello'], TERMINAL_SIZE);
        expect(await readAll(pty)).toBe('hello\r\n');
      });

      test('echo typed text, and pass it to the program', async () => {
        await using pty = await node('manager').openPty(['cat'], TERMINAL_SIZE);
        const printed = readAll(pty);
        pty.write('typed\r');
        pty.write('\x04');
        expect(await printed).toBe('typed\r\ntyped\r\n');
      });

      test('take a new size', async () => {
        await using pty = await node('manager').openPty(['cat'], TERMINAL_SIZE);
        await expect(pty.resize({ columns: 80, rows: 24 })).resolves.toBeUndefined();
      });

      test('can be closed while a program runs', async () => {
        const pty = await node('manager').openPty(['sleep', '600'], TERMINAL_SIZE);
        const ended = readAll(pty);
        await pty[Symbol.asyncDispose]();
        expect(await ended).toBe('');
        pty.write('to nobody');
      });
    });

    describe('commands', () => {
      test.each([
        ['true', 0],
        ['false', 1],
        ["sh -c 'exit 7'", 7],
        ['surely-there-is-no-such-command', 127],
      ])('%s has exit code %i', async (command, exit) => {
        await withShell(async (shell) => expect(await run(shell, command)).toMatchObject({ kind: 'reached', exit }));
      });

      test('come one after the other in one shell, each with its own output', async () => {
        await withShell(async (shell) => {
          expect(await run(shell, 'echo one')).toMatchObject({ output: 'one', exit: 0 });
          expect(await run(shell, 'false')).toMatchObject({ output: '', exit: 1 });
          expect(await run(shell, 'echo "it was $?"')).toMatchObject({ output: 'it was 1', exit: 0 });
        });
      });

      test('go over several lines', async () => {
        await withShell(async (shell) => {
          expect(await run(shell, 'echo one \\\n  two')).toMatchObject({ output: 'one two', exit: 0 });
          expect(await run(shell, 'echo "one\ntwo"')).toMatchObject({ output: 'one\ntwo', exit: 0 });
        });
      });

      test('with an open quote are incomplete', async () => {
        await withShell(async (shell) => expect(await run(shell, 'echo "open')).toMatchObject({ kind: 'incomplete' }));
      });

      test('that are complete before their last line are reported as such', async () => {
        await withShell(async (shell) => {
          expect(await run(shell, 'echo one\necho two')).toEqual({ kind: 'complete-early', output: 'one' });
        });
      });

      test('keep their output at a timeout', async () => {
        await withShell(async (shell) => {
          const end = await shell.run('echo begun; sleep 600', SHELL, performance.now() + 2_000);
          expect(end).toEqual({ kind: 'timed-out', output: 'begun', quietMs: expect.any(Number) });
        });
      });

      test.each(['cat', 'read line'])('that read standard input do not get the next command: %s', async (command) => {
        await withShell(async (shell) => {
          const end = await shell.run(command, SHELL, performance.now() + 400);
          expect(end).toMatchObject({ kind: 'timed-out', output: '' });
          expect(end.kind === 'timed-out' && end.quietMs).toBeGreaterThan(200);
          const next = await shell.run('echo next', SHELL, performance.now() + 200);
          expect(next).toMatchObject({ kind: 'timed-out', output: '' });
        });
      });

      test('may end the shell', async () => {
        await withShell(async (shell) => {
          expect(await run(shell, 'exit 3')).toMatchObject({ kind: 'closed' });
          expect(await run(shell, 'echo nobody')).toMatchObject({ kind: 'closed' });
        });
      });
    });

    describe('outputs', () => {
      test.each([
        ['colours', COLOURS, 'red green'],
        ['progress bars', PROGRESS, 'pulling 100%\ndone'],
        ['wide characters', WIDE, '网络 🐳 café'],
        ['what has no newline at its end', 'printf half', 'half'],
      ])('may have %s', async (_what, command, output) => {
        await withShell(async (shell) => {
          expect(await run(shell, command)).toEqual({ kind: 'reached', output, exit: 0 });
          expect(await run(shell, 'echo fine')).toEqual({ kind: 'reached', output: 'fine', exit: 0 });
        });
      });

      test('may be noise, which harms nothing', async () => {
        await withShell(async (shell) => {
          expect(await run(shell, NOISE)).toMatchObject({ kind: 'reached', exit: 0 });
          expect(await run(shell, 'echo fine')).toEqual({ kind: 'reached', output: 'fine', exit: 0 });
        });
      });

      test('of 10 MB are cut, with a note', async () => {
        await withShell(async (shell) => {
          const { kind, output } = await run(shell, LARGE);
          expect(kind).toBe('reached');
          const lines = output.split('\n');
          expect(lines).toEqual([
            ...Array(KEPT.lines).fill(LARGE_LINE),
            CUT_NOTE,
            ...Array(lines.length - KEPT.lines - 1).fill(LARGE_LINE),
          ]);
          expect(output.length).toBeLessThan(KEPT.length + 20_000);
          expect(await run(shell, 'echo fine')).toEqual({ kind: 'reached', output: 'fine', exit: 0 });
        });
      });
    });

    describe('programs inside', () => {
      test('are typed into at their prompt', async () => {
        await withShell(async (shell) => {
          const start = await shell.run(INNER_SHELL, INNER, soon());
          expect(start).toMatchObject({ kind: 'reached', exit: null });
          // Some shells print a greeting. The prompt is not part of it.
          expect(start.output).not.toContain('/ # ');
          expect(await type(shell, 'echo inside', INNER)).toEqual({ kind: 'reached', output: 'inside', exit: null });
          expect(await type(shell, 'exit 5', SHELL)).toMatchObject({ kind: 'reached', output: '', exit: 5 });
          expect(await run(shell, 'echo outside')).toMatchObject({ output: 'outside', exit: 0 });
        });
      });

      test('get keys', async () => {
        await withShell(async (shell) => {
          await shell.run(INNER_SHELL, INNER, soon());
          const key: InputStep = { ...input('half a line'), keys: ['Ctrl-C'] };
          expect(await shell.type(key, INNER, soon())).toMatchObject({ kind: 'reached', output: '^C' });
          expect(await type(shell, 'exit 0', SHELL)).toMatchObject({ kind: 'reached', exit: 0 });
        });
      });

      test('without a prompt are typed into once they are quiet', async () => {
        await withShell(async (shell) => {
          expect(await shell.run('cat', { kind: 'quiet' }, soon())).toMatchObject({ kind: 'reached', output: '' });
          const line: InputStep = { ...input('echoed'), prompt: undefined };
          expect(await shell.type(line, { kind: 'quiet' }, soon())).toMatchObject({ output: 'echoed' });
          const end: InputStep = { ...input(''), prompt: undefined, keys: ['Ctrl-D'] };
          expect(await shell.type(end, SHELL, soon())).toMatchObject({ kind: 'reached', exit: 0 });
        });
      });

      test('are interrupted by Ctrl-C', async () => {
        await withShell(async (shell) => {
          await shell.run('sleep 600', { kind: 'quiet' }, soon());
          const key: InputStep = { ...input(''), prompt: undefined, keys: ['Ctrl-C'] };
          expect(await shell.type(key, SHELL, soon())).toMatchObject({ kind: 'reached', output: '^C', exit: 130 });
        });
      });

      test('that never go quiet are ended by a key', async () => {
        await withShell(async (shell) => {
          expect(await shell.run(TICKING, { kind: 'quiet-or-busy' }, soon())).toMatchObject({
            kind: 'reached',
            output: expect.stringMatching(/^tick\n/),
            exit: null,
          });
          const key: InputStep = { ...input(''), prompt: undefined, keys: ['Ctrl-C'] };
          const end = await shell.type(key, SHELL, soon());
          expect(end).toMatchObject({ kind: 'reached', output: expect.stringMatching(/\^C$/), exit: 130 });
          expect(await run(shell, 'echo fine')).toEqual({ kind: 'reached', output: 'fine', exit: 0 });
        });
      });

      test('that have ended are not typed into', async () => {
        await withShell(async (shell) => {
          expect(await shell.run('false', INNER, soon())).toMatchObject({ kind: 'program-ended', exit: 1 });
          expect(await type(shell, 'echo lost', SHELL)).toMatchObject({ kind: 'no-program' });
        });
      });
    });

    describe('attention', () => {
      const attentive = (isEndless: boolean, answer?: string): Attention => ({
        isEndless,
        readsAlways: false,
        opensShell: false,
        vainReason: () => undefined,
        answerTo: () => answer,
      });

      test('finds out that a program waits for input', async () => {
        await withShell(async (shell) => {
          const end = await shell.run('read line', SHELL, soon(), attentive(false));
          expect(end).toEqual({ kind: 'waits-for-input', output: '', question: '' });
        });
      });

      test('finds out that a command never ends', async () => {
        await withShell(async (shell) => {
          const end = await shell.run(TICKING, SHELL, soon(), attentive(true));
          expect(end).toMatchObject({ kind: 'runs-on', output: expect.stringMatching(/^tick\n/) });
        });
      });

      test('finds out that a command in an inner shell never ends', async () => {
        await withShell(async (shell) => {
          await shell.run(INNER_SHELL, INNER, soon());
          const never: Until = { kind: 'prompt', prompt: 'never> ' };
          const end = await shell.type(input('echo inside'), never, performance.now() + 2_000, attentive(true));
          expect(end).toMatchObject({ kind: 'runs-on', output: expect.stringContaining('inside') });
        });
      });

      test('finds out that a command waits in vain', async () => {
        await withShell(async (shell) => {
          const vainReason = (printed: string) => (printed.includes('tick') ? 'no more than ticks' : undefined);
          const end = await shell.run(TICKING, SHELL, soon(), { ...attentive(false), vainReason });
          expect(end).toMatchObject({ kind: 'waits-in-vain', reason: 'no more than ticks' });
        });
      });

      test('does not disturb a command that ends', async () => {
        await withShell(async (shell) => {
          expect(await shell.run('echo fine', SHELL, soon(), attentive(true))).toEqual({
            kind: 'reached',
            output: 'fine',
            exit: 0,
          });
        });
      });
    });

    describe('a shell is brought back', () => {
      test.each([
        ['from a command', 'echo begun; sleep 600'],
        ['from a program that reads', 'read line'],
        ['from a program that prints', TICKING],
        ['from an incomplete command', 'echo "open'],
        ['from a program that takes keys for input', INNER_SHELL],
      ])('%s', async (_what, command) => {
        await withShell(async (shell) => {
          await shell.run(command, SHELL, performance.now() + 500);
          expect(await shell.bringBack()).toBe(true);
          expect(await run(shell, 'echo fine')).toEqual({ kind: 'reached', output: 'fine', exit: 0 });
        });
      });

      test('but not after its end', async () => {
        await withShell(async (shell) => {
          await run(shell, 'exit 3');
          expect(await shell.bringBack()).toBe(false);
        });
      });
    });

    describe('a terminal is ended', () => {
      test('with its shell, whatever runs in it', async () => {
        await withShell(async (shell) => {
          await shell.run('sleep 600; echo late', SHELL, performance.now() + 500);
          await node('manager').endTerminal(`aid=${shell.id}`);
          expect(await run(shell, 'echo fine')).toEqual({ kind: 'closed', output: '' });
        });
      });
    });

    describe('the end', () => {
      test('disposing of a lab ends its terminals and leaves nothing', async () => {
        const before = await under.leftovers();
        const short = await under.engine.createLab({ ...REQUEST, signal: new AbortController().signal });
        expect(await under.leftovers()).not.toEqual(before);
        const pty = await short.nodes.get('manager')?.openPty(['sleep', '600'], TERMINAL_SIZE);
        if (!pty) throw new TypeError('no terminal');
        const ended = readAll(pty);
        await short[Symbol.asyncDispose]();
        await ended;
        expect(await under.leftovers()).toEqual(before);
        await expect(short.nodes.get('manager')?.openPty(['true'], TERMINAL_SIZE)).rejects.toMatchObject({
          code: 'docker-refused',
        });
        await expect(short.nodes.get('manager')?.ask('/version')).rejects.toMatchObject({ code: 'docker-refused' });
        await expect(short.nodes.get('manager')?.interfaces()).rejects.toMatchObject({ code: 'docker-refused' });
        expect(await short.nodes.get('manager')?.condition()).toEqual({ kind: 'gone' });
        await expect(short.nodes.get('manager')?.swarmState()).rejects.toMatchObject({ code: 'docker-refused' });
      });

      test('an abort ends the wait for a daemon that does not answer', async () => {
        const before = await under.leftovers();
        const interruption = new AbortController();
        const spec = { ...REQUEST.spec, nodes: [STOPPED_NODE] };
        const short = await under.engine.createLab({ ...REQUEST, spec, signal: interruption.signal });
        try {
          const only = short.nodes.get(STOPPED_NODE) as LabNode;
          {
            await using shell = await ShellSession.open(only);
            await run(shell, STOP_DAEMON);
          }
          const asked = Promise.allSettled([only.ask('/networks'), only.swarmState(), delay(1_000)]);
          expect(await Promise.race([asked, delay(500, 'waiting')])).toBe('waiting');
          const aborted = performance.now();
          interruption.abort();
          expect(await asked).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }, { status: 'fulfilled' }]);
          // Without an abort, it is three minutes.
          expect(performance.now() - aborted).toBeLessThan(60_000);
        } finally {
          await short[Symbol.asyncDispose]();
        }
        expect(await under.leftovers()).toEqual(before);
      });

      test.each([
        ['before', (abort: () => void) => abort()],
        ['while it boots', (abort: () => void) => void setTimeout(abort, 5)],
      ])('an abort %s leaves nothing, and is reported as such', async (_when, trigger) => {
        const before = await under.leftovers();
        const interruption = new AbortController();
        const booting = under.engine.createLab({ ...REQUEST, page: 'contract-slow', signal: interruption.signal });
        booting.catch(() => undefined);
        trigger(() => interruption.abort());
        await expect(booting).rejects.toMatchObject({ name: 'SnippetsError', code: 'interrupted' });
        expect(await under.leftovers()).toEqual(before);
      });
    });
  });
}

function run(shell: ShellSession, command: string) {
  return shell.run(command, SHELL, soon());
}

function type(shell: ShellSession, text: string, until: Until) {
  return shell.type(input(text), until, soon());
}

function input(text: string): InputStep {
  return { kind: 'input', prompt: '/ # ', text, keys: [], position: { line: 1, column: 1 } };
}

/** Returns a deadline that no test here reaches, even on a busy machine. */
function soon(): number {
  return performance.now() + 100_000;
}

async function readAll(pty: Pty): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of pty.output) text += decoder.decode(bytes, { stream: true });
  return text;
}
