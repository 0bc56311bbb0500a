/** The command line: the only place that knows the process, its exit codes and where to print. */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { CommandContext, ExitCode, Io } from './commands/command.ts';
import { SnippetsError } from './model/error.ts';
import { createStyle } from './report/style.ts';

const HOME = join(import.meta.dirname, '..');
/** A lab takes about a core and 200 MB. */
const DEFAULT_JOBS = Math.min(4, availableParallelism());

interface GlobalOptions {
  readonly content: string;
  readonly engine: readonly string[];
  readonly color: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** After the examples of `verify`. */
const MARKDOWN_HELP = `

Markdown files outside of the content folder are checked as they are: every console, shell-session, sh or
bash block whose commands begin with "$ " is run, all of a file in one lab, and the lines between commands
are what they must print; a line "..." stands for lines left out. Blocks that cannot be run are named. The
lab has one node and the images that the commands name, or what a comment says:
  <!-- snippets lab: {nodes: [manager, worker-1], images: [alpine]} -->
Nothing is written without --update. CONTRIBUTING.md has the rest.`;

/** Exit codes of a run that was interrupted, as shells give them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const interruption = new AbortController();
let interruptedBy: keyof typeof SIGNALS | undefined;

await main();

async function main(): Promise<void> {
  listenForSignals();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = failed(error);
  }
}

function createProgram(): Command {
  const program = new Command('snippets')
    .description(
      'Runs the commands of tutorials against a real Docker daemon: checks the documents, captures their outputs.',
    )
    .option('--content <folder>', 'folder of the pages, captures and images', join(HOME, 'content'))
    .option(
      '--engine <name>',
      'where labs run: native, vm, a docker context, or an address; may stand more than once',
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option('--no-color', 'plain text; NO_COLOR does the same')
    .addOption(new Option('-q, --quiet', 'results only').conflicts('verbose'))
    .option('-v, --verbose', 'every step')
    .showHelpAfterError('(snippets --help lists the commands)')
    .addHelpText(
      'after',
      '\nPaths are files, folders, or slugs such as bridge/user-defined; none means all pages.\nExit codes: 0 all good, 1 the documents are wrong, 2 the tool could not do its work.',
    )
    .exitOverride();

  runs(program, 'lint', 'look for every mistake that shows without a daemon')
    .argument('[paths...]')
    .option('--translated', 'record that these translations are up to date with their sources')
    .addHelpText(
      'after',
      examples('snippets lint', 'snippets lint README.md', 'snippets lint --translated content/zh-cn/attach.mdx'),
    )
    .action(
      action(async (context, paths: string[], options: { translated?: true }) => {
        const { lint } = await import('./commands/lint.ts');
        return lint(paths, { translated: options.translated === true }, context);
      }),
    );

  runs(program, 'list', 'say which pages there are, and when and with what they were captured')
    .argument('[paths...]')
    .addHelpText('after', examples('snippets list'))
    .action(
      action(async (context, paths: string[]) => {
        const { list } = await import('./commands/list.ts');
        return list(paths, context);
      }),
    );

  withRunOptions(runs(program, 'verify', 'run pages and hold what they print against their captures'))
    .option('--changed', 'leave out pages that were right when they last ran and have not changed since')
    .option('--update', 'put what is printed in place of the outputs that Markdown documents show')
    .option('--image <name>', 'an image for the labs of Markdown documents; may be given more than once', gathered, [])
    .addHelpText(
      'after',
      examples(
        'snippets verify',
        'snippets verify bridge/user-defined',
        'snippets verify --jobs 1 --bail content/en',
        'snippets verify README.md docs/*.md',
        'snippets verify --update --image nginx README.md',
      ) + MARKDOWN_HELP,
    )
    .action(
      action(async (context, paths: string[], options: VerifyFlags) => {
        const { verify } = await import('./commands/verify.ts');
        const markdown = { images: options.image, update: options.update === true };
        return verify(paths, { ...runOptions(options), changed: options.changed === true, markdown }, context);
      }),
    );

  withRunOptions(runs(program, 'capture', 'run pages and write what they print where it no longer matches'))
    .option('--force', 'write everything anew')
    .addHelpText('after', examples('snippets capture attach', 'snippets capture --force'))
    .action(
      action(async (context, paths: string[], options: RunFlags & { force?: true }) => {
        const { capture } = await import('./commands/capture.ts');
        return capture(paths, { ...runOptions(options), force: options.force === true }, context);
      }),
    );

  runs(program, 'shell', 'replay a page and take over its lab in a terminal')
    .argument('<page>')
    .option('--at <snippet>', 'take over after this snippet; default: before the first')
    .option('--node <name>', 'on this node; default: that of the snippet')
    .addHelpText('after', examples('snippets shell attach', 'snippets shell bridge/user-defined --at connect-alpine4'))
    .action(
      action(async (context, page: string, options: { at?: string; node?: string }) => {
        const { shell } = await import('./commands/shell.ts');
        return shell(page, { at: options.at, node: options.node }, context);
      }),
    );

  runs(program, 'doctor', 'say which engine is used and why, and what is amiss')
    .addHelpText('after', examples('snippets doctor'))
    .action(
      action(async (context) => {
        const { doctor } = await import('./commands/doctor.ts');
        return doctor(context);
      }),
    );

  runs(program, 'clean', 'remove what runs that were killed have left')
    .addHelpText('after', examples('snippets clean'))
    .action(
      action(async (context) => {
        const { clean } = await import('./commands/clean.ts');
        return clean(context);
      }),
    );
  return program;
}

function runs(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).exitOverride();
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

interface RunFlags {
  readonly jobs: number;
  readonly bail?: true;
}

interface VerifyFlags extends RunFlags {
  readonly changed?: true;
  readonly update?: true;
  readonly image: readonly string[];
}

function gathered(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function withRunOptions(command: Command): Command {
  return command
    .argument('[paths...]')
    .option('-j, --jobs <number>', 'pages that run at once', positiveInteger, DEFAULT_JOBS)
    .option('--bail', 'start no further page after the first that is not right');
}

function runOptions({ jobs, bail }: RunFlags) {
  return { jobs, bail: bail === true };
}

function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It takes a whole number from 1 on.');
  return number;
}

/** Commander gives the arguments, then the options, then the command. */
function action<Args extends unknown[]>(run: (context: CommandContext, ...args: Args) => Promise<ExitCode>) {
  return async (...given: unknown[]) => {
    const command = given.at(-1) as Command;
    const context = createContext(command.optsWithGlobals<GlobalOptions>());
    process.exitCode = await run(context, ...(given.slice(0, -1) as Args));
  };
}

function createContext({ content, engine, color, quiet, verbose }: GlobalOptions): CommandContext {
  const cwd = process.cwd();
  const io: Io = {
    print: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${text}\n`),
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
  };
}

/** https://no-color.org; and FORCE_COLOR for CI logs that show colours. */
function wantsColour(): boolean {
  if (process.env.NO_COLOR) return false;
  return process.stdout.isTTY === true || Boolean(process.env.FORCE_COLOR);
}

/** The first signal ends the run in good order, a second one at once; the next run then reaps. */
function listenForSignals(): void {
  for (const name of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
    process.on(name, () => {
      if (interruptedBy) process.exit(SIGNALS[name]);
      interruptedBy = name;
      process.stderr.write('\nstopping: labs are being removed (again to stop at once)\n');
      interruption.abort();
    });
  }
}

function failed(error: unknown): number {
  if (interruptedBy) return SIGNALS[interruptedBy];
  // Commander has said it already; 0 is for --help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { red, cyan } = createStyle(wantsColour());
  if (error instanceof SnippetsError) {
    process.stderr.write(`${red('error')} ${error.message}\n`);
    if (error.hint) process.stderr.write(`${cyan('hint')} ${error.hint}\n`);
  } else {
    process.stderr.write(
      `${red('error')} this is a mistake in snippets itself; please report it\n${(error as Error).stack}\n`,
    );
  }
  return 2;
}
