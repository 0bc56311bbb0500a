/** The command line. No other module uses the process, its exit codes and its outputs. */
import { join, resolve } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { createProgram, type GlobalOptions } from './cli/program.ts';
import type { Runs } from './cli/run-command.ts';
import type { CommandContext, Io } from './commands/command.ts';
import { SnippetsError } from './model/error.ts';
import { withoutLogCommands } from './report/log-commands.ts';
import { createStyle } from './report/style.ts';

const HOME = join(import.meta.dirname, '..');
/** Exit codes of an interrupted run, by the convention of shells: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const interruption = new AbortController();
let isListening = false;
let interruptedBy: keyof typeof SIGNALS | undefined;

async function main(): Promise<void> {
  listenForReaders();
  try {
    await createProgram(join(HOME, 'content'), runs).parseAsync();
  } catch (error) {
    process.exitCode = failed(error);
  }
}

/** Commander passes the arguments, then the options, then the command. */
const runs: Runs =
  <Args extends unknown[]>(run: Parameters<typeof runs<Args>>[0]) =>
  async (...given) => {
    const command = given.at(-1) as Command;
    const context = createContext(command.optsWithGlobals<GlobalOptions>());
    process.exitCode = await run(context, ...(given.slice(0, -1) as Args));
  };

function createContext({ content, engine = [], color, quiet, verbose }: GlobalOptions): CommandContext {
  const cwd = process.cwd();
  const io: Io = {
    print: (text) => process.stdout.write(`${readable(text)}\n`),
    printExact: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${readable(text)}\n`),
    style: createStyle(color && wantsColour()),
    verbosity: quiet ? 'quiet' : verbose ? 'verbose' : 'normal',
    live: process.stderr.isTTY === true && process.stdout.isTTY === true && !process.env.CI && !quiet,
  };
  return {
    home: HOME,
    contentFolder: resolve(cwd, content),
    cwd,
    env: process.env,
    engines: engine,
    io,
    signal: interruption.signal,
    holdSignals: listenForSignals,
  };
}

/** In a log of GitHub Actions, disables commands in a text for people. */
function readable(text: string): string {
  return process.env.GITHUB_ACTIONS === 'true' ? withoutLogCommands(text) : text;
}

/** Follows https://no-color.org, and FORCE_COLOR for CI logs that show colours. */
function wantsColour(): boolean {
  if (process.env.NO_COLOR) return false;
  return process.stdout.isTTY === true || Boolean(process.env.FORCE_COLOR);
}

/**
 * From now on, the first signal ends the run and removes its labs. A second one ends it at once: the next run removes
 * the labs. Before, a signal ends the process at once, even while it parses a document.
 */
function listenForSignals(): void {
  if (isListening) return;
  isListening = true;
  for (const name of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
    process.on(name, () => {
      if (interruptedBy) process.exit(SIGNALS[name]);
      interruptedBy = name;
      process.stderr.write('\nstopping: removing labs (press Ctrl-C again to stop at once)\n');
      interruption.abort();
    });
  }
}

/**
 * Ends the run if its output cannot be written any more, and removes its labs. If the reader has closed a pipe
 * (EPIPE), as `head` does, that is no error. Otherwise, as on a full disk, the exit code is 2.
 */
function listenForReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      interruption.abort();
      if (code === 'EPIPE') return;
      process.once('exit', () => {
        process.exitCode = 2;
      });
    });
  }
}

function failed(error: unknown): number {
  if (interruptedBy) return SIGNALS[interruptedBy];
  // Commander has printed the message. Its exit code 0 means --help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { red, cyan } = createStyle(wantsColour());
  if (error instanceof SnippetsError) {
    process.stderr.write(readable(`${red('error')} ${error.message}\n`));
    if (error.hint) process.stderr.write(readable(`${cyan('hint')} ${error.hint}\n`));
  } else {
    process.stderr.write(
      `${red('error')} this is a mistake in snippets itself; please report it\n${(error as Error).stack}\n`,
    );
  }
  return 2;
}

await main();
