import { withReports } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addMergeReports: AddCommand = (program, runs) => {
  withReports(
    program
      .command('merge-reports')
      .description('merge the JSON reports of several runs, such as the shards of one run')
      .argument('<files...>', 'reports written by --reporter json:FILE'),
  )
    .addHelpText(
      'after',
      `${examples(
        ['snippets merge-reports 1.json 2.json 3.json', 'print the result of all shards'],
        ['snippets merge-reports --reporter junit:junit.xml reports/*.json', 'write it to a file'],
      )}

The exit code is that of the whole run. It is 2 if a shard or a page is missing, if a shard is given twice, or
if pages were skipped.`,
    )
    .action(
      runs(async (context, files: string[], options: { allowSkips?: true; reporter?: readonly string[] }) => {
        const { mergeReports } = await import('../commands/merge-reports.ts');
        const { allowSkips, reporter = [] } = options;
        return mergeReports(files, { allowSkips: allowSkips === true, reporters: reporter }, context);
      }),
    );
};
