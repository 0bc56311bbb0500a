/** The program with all its commands, and the options that they share. */
import { Command, Option, type OutputConfiguration } from 'commander';
import { COMMAND, IS_PACKAGE } from '../base/installation.ts';
import { addCapture } from './capture.ts';
import { addClean } from './clean.ts';
import { addCompletion } from './completion.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addLint } from './lint.ts';
import { addList } from './list.ts';
import { addMergeReports } from './merge-reports.ts';
import { gathered } from './options.ts';
import { addPractice } from './practice.ts';
import type { AddCommand, Runs } from './run-command.ts';
import { addShell } from './shell.ts';
import { addVerify } from './verify.ts';
import { addWatch } from './watch.ts';

export interface GlobalOptions {
  readonly content: string;
  readonly engine?: readonly string[];
  readonly color: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** What is known of this program only when it runs. */
export interface Installation {
  /** The pages that are meant without `--content`. */
  readonly contentFolder: string;
  readonly version: string;
}

/** In the order of `--help`. */
const COMMANDS: readonly AddCommand[] = [
  addLint,
  addList,
  addVerify,
  addCapture,
  addWatch,
  addShell,
  addPractice,
  addExport,
  addMergeReports,
  addDoctor,
  addClean,
  addCompletion,
];

const WITHOUT_PATHS = IS_PACKAGE ? 'The tutorials are in the package.' : 'Without paths, all pages are meant.';

const HELP = `
From a shell, run it as: ${COMMAND}

A page is a tutorial. Its capture is the recorded output of its commands. Its lab is the set of Docker
hosts (nodes) that it runs on, made for the run and removed after it.

Paths are files, folders, or slugs such as bridge/user-defined. ${WITHOUT_PATHS}

Exit codes:
  0    success
  1    a page failed, or a document has mistakes
  2    the tool could not do its work, ran nothing, or skipped a page
  130  it was interrupted by Ctrl-C

Examples:
  snippets lint
  snippets capture attach
  snippets verify --reporter junit:reports/junit.xml
  snippets verify --help`;

/**
 * @param output where commander writes its messages; default: to the process
 * @throws CommanderError instead of ending the process
 */
export function createProgram(
  { contentFolder, version }: Installation,
  runs: Runs,
  output: OutputConfiguration = {},
): Command {
  const program = new Command('snippets')
    .configureOutput(output)
    .description(
      'Runs the commands of Docker tutorials on a real Docker daemon, and checks that the pages show what they print.',
    )
    .version(version, '-V, --version', 'print the version')
    .option('--content <folder>', 'folder with the pages, captures and images', contentFolder)
    .option(
      '--engine <name>',
      'Docker engine to run on: native, vm, a docker context, or an address; may be repeated',
      gathered,
    )
    .option('--no-color', 'print without colors, as NO_COLOR=1 does')
    .addOption(new Option('-q, --quiet', 'print results only').conflicts('verbose'))
    .option('-v, --verbose', 'print each snippet, with its duration')
    .showHelpAfterError(`(${COMMAND} --help lists the commands)`)
    .addHelpText('after', HELP)
    .exitOverride();
  for (const add of COMMANDS) add(program, runs);
  for (const command of program.commands) {
    command.showHelpAfterError(`(${COMMAND} ${command.name()} --help shows its arguments and options)`);
  }
  return program;
}
