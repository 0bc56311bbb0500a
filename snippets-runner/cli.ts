/** The command line. No other module handles signals, or sets the exit code of the process. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { IS_PACKAGE } from './base/installation.ts';
import { canRedraw, createOutput, type Output } from './cli/output.ts';
import { createProgram, type GlobalOptions } from './cli/program.ts';
import type { Runs } from './cli/run-command.ts';
import type { CommandContext, Io } from './commands/command.ts';
import type { ConfigChoice } from './commands/config.ts';
import { isOfFileSystem } from './commands/readable.ts';
import { SnippetsError } from './model/error.ts';

const HOME = join(import.meta.dirname, '..');
/** Exit codes of an interrupted run, by the convention of shells: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const interruption = new AbortController();
let isListening = false;
let interruptedBy: keyof typeof SIGNALS | undefined;

async function main(): Promise<void> {
  listenForReaders();
  try {
    const { forPeople } = outputWith(false);
    const writeErr = (text: string) => void process.stderr.write(forPeople(text));
    await createProgram({ contentFolder: join(HOME, 'content'), version: version() }, runs, { writeErr }).parseAsync();
  } catch (error) {
    process.exitCode = failed(error);
  }
}

function version(): string {
  return JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')).version;
}

/** Commander passes the arguments, then the options, then the command. */
const runs: Runs =
  <Args extends unknown[]>(run: Parameters<typeof runs<Args>>[0]) =>
  async (...given) => {
    const command = given.at(-1) as Command;
    const context = createContext(command.optsWithGlobals<GlobalOptions & ConfigChoice>());
    process.exitCode = await run(context, ...(given.slice(0, -1) as Args));
  };

function createContext(options: GlobalOptions & ConfigChoice): CommandContext {
  const { content, engine = [], color, quiet, verbose, config, set } = options;
  const cwd = workingFolder();
  const { style, forPeople, forPrograms } = outputWith(color && wantsColour());
  const io: Io = {
    print: (text) => process.stdout.write(`${forPeople(text)}\n`),
    printExact: (text) => process.stdout.write(`${forPrograms(text)}\n`),
    printCommands: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${forPeople(text)}\n`),
    shown: forPeople,
    style,
    verbosity: quiet ? 'quiet' : verbose ? 'verbose' : 'normal',
    live: !quiet && canRedraw([process.stderr, process.stdout], process.env),
  };
  return {
    home: HOME,
    contentFolder: resolve(cwd, content),
    cwd,
    env: process.env,
    engines: engine,
    choice: { config, set },
    io,
    signal: interruption.signal,
    holdSignals: listenForSignals,
  };
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new SnippetsError('option-invalid', 'the working folder does not exist any more', 'change to another folder');
  }
}

function outputWith(colour: boolean): Output {
  return createOutput({
    colour,
    isGithubLog: process.env.GITHUB_ACTIONS === 'true',
    isTerminal: process.stdout.isTTY === true,
  });
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
 * (EPIPE), as `head` does, that is no error. Otherwise, as on a full disk, the exit code is 2, and standard error has
 * the reason.
 */
function listenForReaders(): void {
  let isTold = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      interruption.abort();
      if (error.code === 'EPIPE' || isTold) return;
      isTold = true;
      process.once('exit', () => {
        process.exitCode = 2;
      });
      if (stream === process.stdout) failed(unwritable(error));
    });
  }
}

function unwritable({ message }: Error): SnippetsError {
  const hint = 'free some disk space, or print to another place';
  return new SnippetsError('report-not-writable', `standard output cannot be written: ${message}`, hint);
}

function failed(error: unknown): number {
  if (interruptedBy) return SIGNALS[interruptedBy];
  // Commander has printed the message. Its exit code 0 means --help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { style, forPeople } = outputWith(wantsColour());
  const say = (text: string) => process.stderr.write(forPeople(`${text}\n`));
  const label = style.red('error');
  if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') {
    say(`${label} npm packages are missing: ${(error as Error).message}`);
    say(`${style.cyan('hint')} ${IS_PACKAGE ? 'install the package again' : 'run scripts/bootstrap'}`);
  } else if (isOfFileSystem(error)) {
    say(`${label} the system refused: ${error.message}`);
    say(`${style.cyan('hint')} check what is there, and its permissions`);
  } else if (error instanceof SnippetsError) {
    say(`${label} ${error.message}`);
    if (error.hint) say(`${style.cyan('hint')} ${error.hint}`);
  } else {
    say(`${label} this is a mistake in snippets itself; please report it\n${(error as Error).stack}`);
  }
  return 2;
}

await main();
