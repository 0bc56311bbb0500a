import { type AddCommand, examples } from './run-command.ts';

export const addList: AddCommand = (program, runs) => {
  program
    .command('list')
    .description('say which pages there are, and when and with what they were captured')
    .argument('[paths...]', 'files, folders or slugs; none means all pages')
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      examples(
        ['snippets list', 'all pages'],
        ['snippets list content/en/bridge', 'those below'],
        ['snippets list README.md docs', 'Markdown documents'],
        ['snippets list --json', 'for programs'],
      ),
    )
    .action(
      runs(async (context, paths: string[], options: { json?: true }) => {
        const { list } = await import('../commands/list.ts');
        return list(paths, { json: options.json === true }, context);
      }),
    );
};
