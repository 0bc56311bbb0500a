import type { Shard } from '../run/shards.ts';
import { gathered, type RunFlags, runOptions, shard, withRunOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

interface VerifyFlags extends RunFlags {
  readonly changed?: true;
  readonly update?: true;
  readonly image?: readonly string[];
  readonly shard?: Shard;
}

const EXAMPLES = examples(
  ['snippets verify', 'all pages'],
  ['snippets verify bridge/user-defined', 'one'],
  ['snippets verify --jobs 1 --bail content/en', 'one after the other, until one fails'],
  ['snippets verify --reporter github --reporter junit:reports/junit.xml', 'annotations, and a file'],
  ['snippets verify --shard 2/3 --reporter json:2.json', 'one part of three, for merge-reports'],
  ['snippets verify README.md docs/*.md', 'Markdown documents'],
  ['snippets verify --update --image nginx README.md', 'outputs put in place of those that no longer hold'],
);

const MARKDOWN_HELP = `

Markdown files outside of the content folder are checked as they are: every console, shell-session, sh or
bash block whose commands begin with "$ " is run, all of a file in one lab, and the lines between commands
are what they must print; a line "..." stands for lines left out. Blocks that cannot be run are named. The
lab has one node and the images that the commands name, or what a comment says:
  <!-- snippets lab: {nodes: [manager, worker-1], images: [alpine]} -->
Nothing is written without --update. CONTRIBUTING.md has the rest.`;

export const addVerify: AddCommand = (program, runs) => {
  withRunOptions(program.command('verify').description('run pages and hold what they print against their captures'))
    .option('--changed', 'leave out pages that passed when they last ran and have not changed since')
    .option('--shard <i/n>', 'only the i-th of n parts of the pages, of about the same duration', shard)
    .option('--update', 'put what is printed in place of the outputs that Markdown documents show')
    .option('--image <name>', 'an image for the labs of Markdown documents; may be given more than once', gathered)
    .addHelpText('after', EXAMPLES + MARKDOWN_HELP)
    .action(
      runs(async (context, paths: string[], options: VerifyFlags) => {
        const { verify } = await import('../commands/verify.ts');
        const markdown = { images: options.image ?? [], update: options.update === true };
        const changed = options.changed === true;
        return verify(paths, { ...runOptions(options), changed, shard: options.shard, markdown }, context);
      }),
    );
};
