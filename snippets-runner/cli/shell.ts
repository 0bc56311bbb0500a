import { type AddCommand, examples } from './run-command.ts';

export const addShell: AddCommand = (program, runs) => {
  program
    .command('shell')
    .description('replay a page and take over its lab in a terminal')
    .argument('<page>', 'a file or slug')
    .option('--at <snippet>', 'take over after this snippet; default: before the first')
    .option('--node <name>', 'on this node; default: that of the snippet')
    .addHelpText(
      'after',
      examples(
        ['snippets shell attach', 'its lab, before anything has run'],
        ['snippets shell bridge/user-defined --at connect-alpine4', 'after that snippet'],
        ['snippets shell swarm/three-nodes --node worker-1', 'on another node'],
      ),
    )
    .action(
      runs(async (context, page: string, options: { at?: string; node?: string }) => {
        const { shell } = await import('../commands/shell.ts');
        return shell(page, { at: options.at, node: options.node }, context);
      }),
    );
};
