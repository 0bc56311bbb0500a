import { withDocumentOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addShell: AddCommand = (program, runs) => {
  withDocumentOptions(program.command('shell'))
    .description('replay a page, then open a terminal on a node of its lab')
    .argument('<page>', 'a file or slug')
    .option('--at <snippet>', 'replay up to and including this snippet; default: replay nothing')
    .option('--node <name>', 'node to open the terminal on; default: the node of that snippet, or the first node')
    .addHelpText(
      'after',
      examples(
        ['snippets shell attach', 'a new lab, before the first snippet'],
        ['snippets shell bridge/user-defined --at start-fourth', 'the lab after this snippet'],
        ['snippets shell swarm/three-nodes --node worker-1', 'a terminal on this node'],
      ),
    )
    .action(
      runs(async (context, page: string, options: { at?: string; node?: string }) => {
        const { shell } = await import('../commands/shell.ts');
        return shell(page, { at: options.at, node: options.node }, context);
      }),
    );
};
