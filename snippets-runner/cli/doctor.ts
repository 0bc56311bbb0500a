import { type AddCommand, examples } from './run-command.ts';

export const addDoctor: AddCommand = (program, runs) => {
  program
    .command('doctor')
    .description('show which Docker engine is used and why, and check that labs can run on it')
    .option('--json', 'print JSON, for programs')
    .addHelpText(
      'after',
      examples(
        ['snippets doctor', 'check the engine that is used'],
        ['snippets doctor --engine vm', 'check another engine'],
        ['snippets doctor --json', 'print JSON'],
      ),
    )
    .action(
      runs(async (context, options: { json?: true }) => {
        const { doctor } = await import('../commands/doctor.ts');
        return doctor({ json: options.json === true }, context);
      }),
    );
};
