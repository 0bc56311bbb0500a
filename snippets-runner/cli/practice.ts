import { Option } from 'commander';
import { LANGUAGES } from '../model/formats.ts';
import { type AddCommand, examples } from './run-command.ts';

interface PracticeFlags {
  readonly node?: string;
  readonly language?: (typeof LANGUAGES)[number];
}

export const addPractice: AddCommand = (program, runs) => {
  program
    .command('practice')
    .description('open a lab whose network is broken, and mend it')
    .argument('[page]', 'slug or file of a page; default: list all exercises')
    .argument('[exercise]', 'id of the exercise; default: the only one of the page, or list them')
    .option('--node <name>', 'node to begin on; default: the node that has to be mended')
    .addOption(
      new Option('--language <locale>', 'language of task and hints; default: that of $LANG').choices(LANGUAGES),
    )
    .addHelpText(
      'after',
      `
In the terminal that it opens: check, hint, task, map, solution, and exit. With several nodes, also: on NODE.
${examples(
  ['snippets practice', 'all exercises, one on a line'],
  ['snippets practice practice/first-networks no-name', 'a lab with this exercise'],
  ['snippets practice practice/swarm --language zh-cn', 'task and hints in Chinese'],
)}`,
    )
    .action(
      runs(async (context, page: string | undefined, exercise: string | undefined, options: PracticeFlags) => {
        const { practice } = await import('../commands/practice.ts');
        return practice({ page, exercise, node: options.node, language: options.language }, context);
      }),
    );
};
