/** The commands that there are, and the options of all of them. */
import { Command, Option } from 'commander';
import { addCapture } from './capture.ts';
import { addClean } from './clean.ts';
import { addCompletion } from './completion.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addLint } from './lint.ts';
import { addList } from './list.ts';
import { addMergeReports } from './merge-reports.ts';
import { gathered } from './options.ts';
import type { AddCommand, Runs } from './run-command.ts';
import { addShell } from './shell.ts';
import { addVerify } from './verify.ts';

export interface GlobalOptions {
  readonly content: string;
  readonly engine?: readonly string[];
  readonly color: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** In the order of `--help`. */
const COMMANDS: readonly AddCommand[] = [
  addLint,
  addList,
  addVerify,
  addCapture,
  addShell,
  addExport,
  addMergeReports,
  addDoctor,
  addClean,
  addCompletion,
];

const HELP = `
Paths are files, folders, or slugs such as bridge/user-defined; none means all pages.
Exit codes: 0 all good, 1 the documents are wrong, 2 the tool could not do its work.

Examples:
  snippets lint
  snippets capture attach
  snippets verify --reporter junit:reports/junit.xml
  snippets verify --help`;

/** @throws what commander does, in place of ending the process */
export function createProgram(contentFolder: string, runs: Runs): Command {
  const program = new Command('snippets')
    .description(
      'Runs the commands of tutorials against a real Docker daemon: checks the documents, captures their outputs.',
    )
    .option('--content <folder>', 'folder of the pages, captures and images', contentFolder)
    .option(
      '--engine <name>',
      'where labs run: native, vm, a docker context, or an address; may stand more than once',
      gathered,
    )
    .option('--no-color', 'plain text; NO_COLOR does the same')
    .addOption(new Option('-q, --quiet', 'results only').conflicts('verbose'))
    .option('-v, --verbose', 'every step')
    .showHelpAfterError('(snippets --help lists the commands)')
    .addHelpText('after', HELP)
    .exitOverride();
  for (const add of COMMANDS) add(program, runs);
  for (const command of program.commands) {
    command.showHelpAfterError(`(snippets ${command.name()} --help shows what it takes)`);
  }
  return program;
}
