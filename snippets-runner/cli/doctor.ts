import { type AddCommand, examples } from './run-command.ts';

export const addDoctor: AddCommand = (program, runs) => {
  program
    .command('doctor')
    .description('say which engine is used and why, and what is amiss')
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      examples(
        ['snippets doctor', 'the engine that is used'],
        ['snippets doctor --engine vm', 'another one'],
        ['snippets doctor --json', 'for programs'],
      ),
    )
    .action(
      runs(async (context, options: { json?: true }) => {
        const { doctor } = await import('../commands/doctor.ts');
        return doctor({ json: options.json === true }, context);
      }),
    );
};
