import { IS_PACKAGE } from '../base/installation.ts';
import type { Shard } from '../run/shards.ts';
import { CHECKED, gathered, type RunFlags, runOptions, shard, withDocumentOptions, withRunOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

interface VerifyFlags extends RunFlags {
  readonly changed?: true;
  readonly update?: true;
  readonly allowEmpty?: true;
  readonly image?: readonly string[];
  readonly shard?: Shard;
}

const EXAMPLES = examples(
  ['snippets verify', IS_PACKAGE ? 'verify the files of snippets.yaml' : 'verify all pages'],
  ['snippets verify bridge/user-defined', 'verify one page'],
  ['snippets verify --jobs 1 --bail content/en', 'one page at a time, up to the first that fails'],
  ['snippets verify --reporter github --reporter junit:reports/junit.xml', 'for GitHub, and a JUnit file'],
  ['snippets verify --allow-skips', 'where the kernel lacks features that some pages need'],
  ['snippets verify --shard 2/3 --reporter json:2.json', 'the second of three parts'],
  ['snippets verify README.md docs/*.md', 'verify Markdown files'],
  ['snippets verify --set your-address=10.0.0.2 README.md', 'with a value for <your-address>'],
  ['snippets verify --update --image nginx README.md', 'update the outputs in a Markdown file'],
);

const MARKDOWN_HELP = `

Markdown files:
Files outside of the content folder can be verified without any changes to them. Every block of a session
(console), of a shell (sh, bash) or without a language is run if its commands begin with "$ ". All blocks of a
file run in one lab. The lines after a command are the output that it must print; a line "..." stands for any
omitted lines. Blocks that cannot be run are listed. The lab has one node, and the images that the commands
name. A comment can change that. Comments also say what is different about the next block, that each of its
lines is a command, skip some, or contain one that readers do not see:
  <!-- snippets lab: {nodes: [manager, worker-1], images: [alpine]} -->
  <!-- snippets: exit=1 timeout=5s -->
  <!-- snippets: commands -->
  <!-- snippets: skip from here -->  <!-- snippets: skip to here -->

snippets.yaml in the root of a repository says which files are meant if no path is given, and which languages,
prompts, images, time limit and values they have. It is looked for from the working directory upward.
Files are only changed with --update. CONTRIBUTING.md has the details.`;

export const addVerify: AddCommand = (program, runs) => {
  const command = withRunOptions(
    program.command('verify').description('run pages and compare what they print with their captures'),
    CHECKED,
  )
    .option('--changed', 'skip pages that passed when they last ran and have not changed since')
    .option('--shard <i/n>', 'run only part i of n parts that take about the same time', shard)
    .option('--update', 'replace outdated outputs in Markdown files')
    .option('--image <name>', 'image that Markdown files need in their lab; may be repeated', gathered)
    .option('--allow-empty', 'succeed even if none of the Markdown files has a block that can be run');
  withDocumentOptions(command)
    .addHelpText('after', EXAMPLES + MARKDOWN_HELP)
    .action(
      runs(async (context, paths: string[], options: VerifyFlags) => {
        const { verify } = await import('../commands/verify.ts');
        const markdown = {
          images: options.image ?? [],
          update: options.update === true,
          allowEmpty: options.allowEmpty === true,
        };
        const changed = options.changed === true;
        return verify(paths, { ...runOptions(options), changed, shard: options.shard, markdown }, context);
      }),
    );
};
