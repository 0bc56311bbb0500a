import { type AddCommand, examples } from './run-command.ts';

export const addLint: AddCommand = (program, runs) => {
  program
    .command('lint')
    .description('look for every mistake that shows without a daemon')
    .argument('[paths...]', 'files, folders or slugs; none means all pages')
    .option('--translated', 'record that these translations are up to date with their sources')
    .addHelpText(
      'after',
      examples(
        ['snippets lint', 'every page, capture and translation'],
        ['snippets lint README.md', 'a Markdown document'],
        ['snippets lint --translated content/zh-cn/attach.mdx', 'it says again what its source says'],
      ),
    )
    .action(
      runs(async (context, paths: string[], options: { translated?: true }) => {
        const { lint } = await import('../commands/lint.ts');
        return lint(paths, { translated: options.translated === true }, context);
      }),
    );
};
