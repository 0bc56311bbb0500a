import { PAGES_OR_FILES, withDocumentOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addList: AddCommand = (program, runs) => {
  const command = program
    .command('list')
    .description('list pages, with the date and the Docker version of their captures')
    .argument('[paths...]', PAGES_OR_FILES)
    .option('--json', 'print JSON, for programs')
    .addHelpText(
      'after',
      examples(
        ['snippets list', 'list all pages'],
        ['snippets list content/en/bridge', 'list the pages of a folder'],
        ['snippets list README.md docs', 'list Markdown files'],
        ['snippets list --json', 'print JSON'],
      ),
    )
    .action(
      runs(async (context, paths: string[], options: { json?: true }) => {
        const { list } = await import('../commands/list.ts');
        return list(paths, { json: options.json === true }, context);
      }),
    );
  withDocumentOptions(command);
};
