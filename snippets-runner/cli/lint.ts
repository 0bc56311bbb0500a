import { IS_PACKAGE } from '../base/installation.ts';
import { CHECKED, withDocumentOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addLint: AddCommand = (program, runs) => {
  const command = program
    .command('lint')
    .description('check pages, captures and translations, without Docker')
    .argument('[paths...]', CHECKED)
    .option('--translated', 'mark these translations as up to date with their sources')
    .option('--allow-empty', 'succeed even if none of the Markdown files has a block that can be run')
    .addHelpText(
      'after',
      examples(
        ['snippets lint', IS_PACKAGE ? 'check the files of snippets.yaml' : 'check everything'],
        ['snippets lint README.md', 'check a Markdown file'],
        ['snippets lint --translated content/zh-cn/attach.mdx', 'after you have updated it'],
      ),
    )
    .action(
      runs(async (context, paths: string[], options: { translated?: true; allowEmpty?: true }) => {
        const { lint } = await import('../commands/lint.ts');
        return lint(
          paths,
          { translated: options.translated === true, allowEmpty: options.allowEmpty === true },
          context,
        );
      }),
    );
  withDocumentOptions(command);
};
