import { type AddCommand, examples } from './run-command.ts';

export const addDoctor: AddCommand = (program, runs) => {
  program
    .command('doctor')
    .description('say which engine is used and why, and what is amiss')
    .addHelpText(
      'after',
      examples(['snippets doctor', 'the engine that is used'], ['snippets doctor --engine vm', 'another one']),
    )
    .action(
      runs(async (context) => {
        const { doctor } = await import('../commands/doctor.ts');
        return doctor(context);
      }),
    );
};
