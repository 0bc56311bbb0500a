/** Tests beyond the contract of labs: faults of terminals, and questions that programs ask them. */
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import type { LabNode } from '../../model/lab.ts';
import { ShellSession, TERMINAL_SIZE } from '../../terminal/shell-session.ts';
import type { FakeProgram, FakePrograms } from '../fake-lab/fake-bash.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';
import { innerShell, prints } from '../fake-lab/fake-programs.ts';
import { FakeTerminal } from '../fake-lab/fake-terminal.ts';

const LOST = new SnippetsError('engine-lost', 'the Docker daemon went away', 'start it');
const soon = () => performance.now() + 100_000;

async function nodeWith(programs: FakePrograms): Promise<LabNode> {
  const spec = { nodes: ['host'], images: [], needs: [], outside: false, leaves: [] };
  const lab = await new FakeEngine({ programs }).createLab({
    page: 'page',
    spec,
    signal: new AbortController().signal,
  });
  return lab.nodes.get('host') as LabNode;
}

/** A node whose terminals end as soon as they are open. */
function deadNode(failure?: Error): LabNode {
  const terminal = new FakeTerminal(TERMINAL_SIZE);
  return {
    name: 'host',
    address: '10.213.0.10',
    openPty: async () => {
      setImmediate(() => terminal.end(failure));
      return terminal.nearEnd(() => undefined);
    },
    swarmState: async () => 'inactive',
    interfaces: async () => [],
    condition: async () => ({ kind: 'running' }),
    waitsForInput: async () => false,
    killForeground: async () => undefined,
    endTerminal: async () => undefined,
    ask: () => Promise.reject(LOST),
  };
}

describe('opening a shell', () => {
  test('fails with the error of the connection', async () => {
    await expect(ShellSession.open(deadNode(LOST))).rejects.toBe(LOST);
  });

  test('fails if the shell ends without a prompt', async () => {
    await expect(ShellSession.open(deadNode())).rejects.toMatchObject({
      code: 'shell-lost',
      message: 'the shell of node "host" showed no prompt',
    });
  });

  test('waits for the prompt of a bash without start files, on a terminal of 120 columns', async () => {
    const asked: unknown[] = [];
    const node = await nodeWith({});
    const listening: LabNode = {
      ...node,
      openPty: (command, size) => {
        asked.push(command.slice(-3), size.columns);
        return node.openPty(command, size);
      },
    };
    await using _shell = await ShellSession.open(listening);
    expect(asked).toEqual([['--noprofile', '--norc', '-i'], 120]);
  });
});

describe('a question to the terminal', () => {
  test('of a program that waits for the answer is answered', async () => {
    await using shell = await ShellSession.open(
      await nodeWith({ ash: innerShell({ prompt: '/ # ', edits: true, answers: { ls: 'bin\n' } }) }),
    );
    await shell.run('ash', { kind: 'prompt', prompt: '/ # ' }, soon());
    const step = { kind: 'input', prompt: '/ # ', text: 'ls', keys: [], position: { line: 1, column: 1 } } as const;
    expect(await shell.type(step, { kind: 'prompt', prompt: '/ # ' }, soon())).toMatchObject({ output: 'bin' });
  });

  test('in the output of a command is not answered', async () => {
    await using shell = await ShellSession.open(await nodeWith({ 'docker logs': prints('/ # \x1b[6nls\n') }));
    expect(await shell.run('docker logs', { kind: 'shell' }, soon())).toMatchObject({ output: '/ # ls', exit: 0 });
    expect(await shell.run('echo fine', { kind: 'shell' }, soon())).toEqual({
      kind: 'reached',
      output: 'fine',
      exit: 0,
    });
  });
});

test('the prompt before the typed text is not taken for the next one, however slow the echo', async () => {
  const slow: FakeProgram = async ({ terminal }) => {
    const cooked = terminal.setRaw();
    terminal.print('/ # ');
    while ((await terminal.read()) !== '\r');
    await delay(200);
    terminal.print('ls\nbin\n/ # ');
    await terminal.read();
    cooked();
    return 0;
  };
  await using shell = await ShellSession.open(await nodeWith({ ash: slow }));
  await shell.run('ash', { kind: 'prompt', prompt: '/ # ' }, soon());
  const step = { kind: 'input', prompt: '/ # ', text: 'ls', keys: [], position: { line: 1, column: 1 } } as const;
  expect(await shell.type(step, { kind: 'prompt', prompt: '/ # ' }, soon())).toMatchObject({ output: 'bin' });
});

test('what a program prints before Ctrl-C reaches it does not belong to Ctrl-C', async () => {
  const ping: FakeProgram = async ({ terminal }) => {
    const cooked = terminal.setRaw();
    terminal.print('seq=0\n');
    while ((await terminal.read()) !== '\x03');
    terminal.print('seq=1\nseq=2\n^C\n--- statistics ---\n3 packets\n');
    cooked();
    return 130;
  };
  await using shell = await ShellSession.open(await nodeWith({ ping }));
  await shell.run('ping', { kind: 'quiet' }, soon());
  const step = {
    kind: 'input',
    prompt: undefined,
    text: '',
    keys: ['Ctrl-C'],
    position: { line: 1, column: 1 },
  } as const;
  expect(await shell.type(step, { kind: 'shell' }, soon())).toMatchObject({
    output: '^C\n--- statistics ---\n3 packets',
    exit: 130,
  });
});

describe("a person's terminal", () => {
  test('has no more listeners after it was handed over than before, but the one of its errors', async () => {
    const node = await nodeWith({});
    const keyboard: PassThrough = Object.assign(new PassThrough(), { setRawMode: () => keyboard });
    const screen = Object.assign(new PassThrough().resume(), TERMINAL_SIZE);
    const listeners = () => ['data', 'end', 'error'].map((event) => keyboard.listenerCount(event));
    const before = listeners();
    for (const _ of Array(3)) {
      const session = await ShellSession.open(node);
      const handedOver = session.handOver(keyboard as unknown as ReadStream, screen as unknown as WriteStream);
      await expect.poll(() => keyboard.listenerCount('data')).toBe(1);
      await session[Symbol.asyncDispose]();
      expect(await handedOver).toBe('ended');
    }
    expect(listeners()).toEqual(before.map((count, index) => (index === 2 ? count + 1 : count)));
  });

  test('has the size of a window that was resized while the terminal was prepared', async () => {
    const node = await nodeWith({});
    const screen = Object.assign(new PassThrough().resume(), { rows: 40, columns: 120 });
    const sizes: number[] = [];
    const resizing: LabNode = {
      ...node,
      openPty: async (command, size) => {
        const pty = await node.openPty(command, size);
        return {
          output: pty.output,
          resize: async ({ columns }) => void sizes.push(columns),
          write: (text) => {
            pty.write(text);
            if (!text.includes('set -H')) return;
            screen.columns = 80;
            screen.emit('resize');
          },
          [Symbol.asyncDispose]: () => pty[Symbol.asyncDispose](),
        };
      },
    };
    await using session = await ShellSession.open(resizing);
    const keyboard: PassThrough = Object.assign(new PassThrough(), { setRawMode: () => keyboard });
    const handedOver = session.handOver(keyboard as unknown as ReadStream, screen as unknown as WriteStream);
    await expect.poll(() => keyboard.listenerCount('data')).toBe(1);
    keyboard.end();
    expect(await handedOver).toBe('ended');
    expect(sizes).toEqual([120, 80]);
  });

  test('gives the shell a character whole whose bytes come one by one', async () => {
    const typed: string[] = [];
    const reads: FakeProgram = async ({ terminal }) => {
      typed.push((await terminal.read()) ?? '');
      return 0;
    };
    await using session = await ShellSession.open(await nodeWith({ reads }));
    const keyboard: PassThrough = Object.assign(new PassThrough(), { setRawMode: () => keyboard });
    const screen = Object.assign(new PassThrough().resume(), TERMINAL_SIZE);
    const handedOver = session.handOver(keyboard as unknown as ReadStream, screen as unknown as WriteStream);
    await expect.poll(() => keyboard.listenerCount('data')).toBe(1);
    keyboard.write('reads\r');
    for (const byte of Buffer.from('网络\r')) {
      keyboard.write(Buffer.of(byte));
      await delay(1);
    }
    await expect.poll(() => typed).toEqual(['网络']);
    keyboard.end();
    expect(await handedOver).toBe('ended');
  });
});
