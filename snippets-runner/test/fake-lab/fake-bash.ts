/**
 * Acts like an interactive bash, as far as the runner needs it: prompts from PS0, PS1 and PS2, continued lines, exit
 * codes, Ctrl-C. Each test gives the programs that its commands run.
 */
import type { FakeTerminal } from './fake-terminal.ts';

export interface FakeProcess {
  readonly terminal: FakeTerminal;
  /** The whole command line. */
  readonly command: string;
  /** Name of the node. */
  readonly node: string;
  /** Exit code of the previous command. */
  readonly lastExit: number;
  /** Aborted by Ctrl-C, and when the terminal is closed. */
  readonly signal: AbortSignal;
}

/** @returns the exit code */
export type FakeProgram = (process: FakeProcess) => Promise<number>;

/** Looked up by the whole command line, then by its first word. */
export type FakePrograms = Readonly<Record<string, FakeProgram>>;

export interface FakeShell {
  readonly terminal: FakeTerminal;
  readonly environment: Readonly<Record<string, string>>;
  readonly programs: FakePrograms;
  readonly node: string;
}

const INTERRUPTED = 130;

/** Runs until `exit`, the end of input, or the end of the terminal. */
export async function runFakeBash(shell: FakeShell): Promise<void> {
  const { terminal, environment } = shell;
  const print = (variable: string, exit: number) => terminal.print(prompt(environment[variable] ?? '', exit));
  let exit = 0;
  terminal.interrupts(() => {
    exit = INTERRUPTED;
    terminal.print('\n');
    print('PS1', exit);
  });
  while (!terminal.hangUp.aborted) {
    print('PS1', exit);
    const command = await readCommand(terminal, () => print('PS2', exit));
    if (command === undefined) break;
    if (command.trim() === '') continue;
    print('PS0', exit);
    const leave = /^exit(?: (\d+))?$/.exec(command);
    if (leave) {
      terminal.print('exit\n');
      break;
    }
    exit = await runCommand(command, exit, shell);
  }
  terminal.end();
}

/** Expands bash's escapes in a prompt, as far as marked prompts use them. */
function prompt(template: string, exit: number): string {
  return template
    .replace(/\\[[\]]/gu, '')
    .replaceAll('\\e', '\x1b')
    .replaceAll('\\a', '\x07')
    .replaceAll('$?', String(exit));
}

async function readCommand(terminal: FakeTerminal, askForMore: () => void): Promise<string | undefined> {
  let command = await terminal.read();
  while (command !== undefined && isIncomplete(command)) {
    askForMore();
    const more = await terminal.read();
    if (more === undefined) return undefined;
    command += `\n${more}`;
  }
  return command?.replaceAll('\\\n', '');
}

/** Returns whether a command ends within a quote, or with a backslash. */
function isIncomplete(command: string): boolean {
  let quote = '';
  for (let index = 0; index < command.length; index++) {
    const character = command[index] ?? '';
    if (character === '\\' && quote !== "'") {
      if (index === command.length - 1) return true;
      index++;
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return quote !== '';
}

async function runCommand(command: string, lastExit: number, { terminal, programs, node }: FakeShell): Promise<number> {
  const [name = ''] = command.split(' ');
  const program = programs[command] ?? programs[name] ?? notFound;
  const interruption = new AbortController();
  const restored = terminal.interrupts(() => interruption.abort());
  const signal = AbortSignal.any([interruption.signal, terminal.hangUp]);
  const interrupted = new Promise<number>((resolve) => {
    signal.addEventListener('abort', () => resolve(INTERRUPTED));
  });
  try {
    const exit = await Promise.race([program({ terminal, command, node, lastExit, signal }), interrupted]);
    if (interruption.signal.aborted) terminal.print('\n');
    return exit;
  } finally {
    terminal.interrupts(restored);
  }
}

const notFound: FakeProgram = async ({ terminal, command }) => {
  terminal.print(`bash: ${command.split(' ')[0]}: command not found\n`);
  return 127;
};
