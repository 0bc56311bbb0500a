/**
 * Acts like the interactive bash of `terminal/marked-bash.ts`, as far as the runner needs it: marks around prompts and
 * commands, pasted lines, continued lines, exit codes, Ctrl-C. Each test gives the programs that its commands run.
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
  const [, id = ''] = /aid=([0-9a-f]+)/u.exec(environment.PROMPT_COMMAND ?? '') ?? [];
  const mark = (parameters: string) => `\x1b]133;${parameters};aid=${id}\x07`;
  let exit = 0;
  const prompt = () => terminal.print(`${mark(`D;${exit}`)}${mark('A')}$ ${mark('B')}`);
  let isInterrupted = false;
  const wasInterrupted = () => {
    const was = isInterrupted;
    isInterrupted = false;
    return was;
  };
  terminal.interrupts(() => {
    exit = INTERRUPTED;
    isInterrupted = true;
    terminal.print('\n');
    prompt();
  });
  while (!terminal.hangUp.aborted) {
    prompt();
    const command = await readCommand(terminal, () => terminal.print(`> ${mark('B;k=s')}`), wasInterrupted);
    if (command === undefined) break;
    if (command.trim() === '') continue;
    terminal.print(mark('C'));
    const leave = /^exit(?: (\d+))?$/.exec(command);
    if (leave) {
      terminal.print('exit\n');
      break;
    }
    exit = await runCommand(command, exit, shell);
  }
  terminal.end();
}

/** @param wasInterrupted returns whether Ctrl-C was typed since the last call: it drops the lines so far */
async function readCommand(
  terminal: FakeTerminal,
  askForMore: () => void,
  wasInterrupted: () => boolean,
): Promise<string | undefined> {
  let command = await readLine(terminal);
  wasInterrupted();
  while (command !== undefined && isIncomplete(command)) {
    askForMore();
    const more = await readLine(terminal);
    if (more === undefined) return undefined;
    command = wasInterrupted() ? more : `${command}\n${more}`;
  }
  return command?.replaceAll('\\\n', '');
}

async function readLine(terminal: FakeTerminal): Promise<string | undefined> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal marks pasted text by control characters
  return (await terminal.read())?.replace(/^\x1b\[200~(.*)\x1b\[201~$/u, '$1');
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
    terminal.setCooked();
    terminal.interrupts(restored);
  }
}

const notFound: FakeProgram = async ({ terminal, command }) => {
  terminal.print(`bash: ${command.split(' ')[0]}: command not found\n`);
  return 127;
};
