import { withReporters } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addMergeReports: AddCommand = (program, runs) => {
  withReporters(
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

The exit code is that of the whole run. It is 2 if a shard is missing, or given twice.`,
    )
    .action(
      runs(async (context, files: string[], options: { reporter?: readonly string[] }) => {
        const { mergeReports } = await import('../commands/merge-reports.ts');
        return mergeReports(files, { reporters: options.reporter ?? [] }, context);
      }),
    );
};
