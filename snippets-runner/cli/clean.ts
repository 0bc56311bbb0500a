import { type AddCommand, examples } from './run-command.ts';

export const addClean: AddCommand = (program, runs) => {
  program
    .command('clean')
    .description('remove labs and partial files that killed runs have left')
    .addHelpText(
      'after',
      examples(
        ['snippets clean', 'remove what no running process uses'],
        ['snippets clean --engine my-context', 'on another engine'],
      ),
    )
    .action(
      runs(async (context) => {
        const { clean } = await import('../commands/clean.ts');
        return clean(context);
      }),
    );
};
