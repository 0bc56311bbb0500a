import { type AddCommand, examples } from './run-command.ts';

export const addClean: AddCommand = (program, runs) => {
  program
    .command('clean')
    .description('remove what runs that were killed have left')
    .addHelpText('after', examples(['snippets clean', 'their labs and half-written files']))
    .action(
      runs(async (context) => {
        const { clean } = await import('../commands/clean.ts');
        return clean(context);
      }),
    );
};
