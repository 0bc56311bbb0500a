/** Programs for the fake bash: the builtins of every shell, and functions that make programs for a test. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeProcess, FakeProgram, FakePrograms } from './fake-bash.ts';

/** Prints pieces, one after the other, and ends. */
export function prints(pieces: string | readonly string[], exit = 0, pauseMs = 0): FakeProgram {
  return async ({ terminal, signal }) => {
    for (const piece of [pieces].flat()) {
      if (signal.aborted) break;
      terminal.print(piece);
      if (pauseMs > 0) await delay(pauseMs);
    }
    return exit;
  };
}

/** Prints the next text at each call. After the last text, repeats it. */
export function printsInTurn(...texts: string[]): FakeProgram {
  let turn = 0;
  return async ({ terminal }) => {
    terminal.print(texts[Math.min(turn++, texts.length - 1)] ?? '');
    return 0;
  };
}

/** Prints, and runs on until Ctrl-C, or until its terminal is closed. */
export function hangsAfter(text: string): FakeProgram {
  return async ({ terminal, signal }) => {
    terminal.print(text);
    await aborted(signal);
    return 130;
  };
}

/** Prints, and then loses the connection to the engine. */
export function losesTerminalAfter(text: string, failure?: Error): FakeProgram {
  return async ({ terminal }) => {
    terminal.print(text);
    terminal.end(failure);
    return 0;
  };
}

export interface InnerShell {
  readonly prompt: string;
  /** The text that it prints after a typed line. After other lines it prints nothing. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Lines that end it, with its exit code. */
  readonly endsOn?: Readonly<Record<string, number>>;
  /** Keys that end it, with its exit code. */
  readonly detachKeys?: { readonly keys: string; readonly exit: number; readonly says: string };
  /** Whether it redraws and asks where the cursor is, as line editors do. */
  readonly edits?: boolean;
}

/** A program with a prompt of its own that reads keys, echoes them itself and answers lines. */
export function innerShell(shell: InnerShell): FakeProgram {
  return async (process) => {
    const cooked = process.terminal.setRaw();
    try {
      return await converse(shell, process);
    } finally {
      cooked();
    }
  };
}

async function converse(
  { prompt, answers = {}, endsOn = {}, detachKeys, edits = false }: InnerShell,
  { terminal }: FakeProcess,
) {
  const show = () => terminal.print(edits ? `\r${prompt}\x1b[J\x1b[6n` : prompt);
  let line = '';
  show();
  for (;;) {
    const key = await readKey(() => terminal.read());
    if (key === undefined) return 0;
    if (key.length > 1) continue; // the terminal's answer to a question
    line += key;
    if (detachKeys && line.endsWith(detachKeys.keys)) {
      terminal.print(detachKeys.says);
      return detachKeys.exit;
    }
    if (key === '\x03') {
      terminal.print('^C\n');
      line = '';
      show();
    } else if (key === '\r') {
      const typed = line.slice(0, -1);
      line = '';
      terminal.print('\n');
      const exit = endsOn[typed];
      if (exit !== undefined) return exit;
      terminal.print(answers[typed] ?? '');
      show();
    } else if (key >= ' ') terminal.print(key);
  }
}

/** One key, or a whole escape sequence. */
async function readKey(read: () => Promise<string | undefined>): Promise<string | undefined> {
  let key = await read();
  if (key !== '\x1b') return key;
  for (;;) {
    const next = await read();
    if (next === undefined) return undefined;
    key += next;
    if (/[A-Za-z]/.test(next)) return key;
  }
}

export const BUILTINS: FakePrograms = {
  export: async () => 0,
  true: async () => 0,
  false: async () => 1,
  sh: async ({ command }) => Number(/^sh -c 'exit (\d+)'$/.exec(command)?.[1] ?? 127),
  echo: async ({ terminal, command, node, lastExit }) => {
    const text = command
      .slice('echo '.length)
      .replace(/(["'])(.*?)\1/gsu, '$2')
      .replace(/ +/gu, ' ')
      .replaceAll('$HOSTNAME', node)
      .replaceAll('$?', String(lastExit));
    terminal.print(`${text}\n`);
    return 0;
  },
  cat: async ({ terminal, signal }) => {
    for (;;) {
      const line = await terminal.read();
      if (line === undefined || signal.aborted) return 0;
      terminal.print(`${line}\n`);
    }
  },
  sleep: async ({ command, signal }) => {
    await delay(Number(command.split(' ')[1]) * 1000, undefined, { signal }).catch(() => undefined);
    return 0;
  },
};

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
