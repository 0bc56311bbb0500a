import { withReporters } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

export const addMergeReports: AddCommand = (program, runs) => {
  withReporters(
    program
      .command('merge-reports')
      .description('make one report of the JSON reports of several runs, such as the shards of one')
      .argument('<files...>', 'as --reporter json:FILE has written them'),
  )
    .addHelpText(
      'after',
      `${examples(
        ['snippets merge-reports 1.json 2.json 3.json', 'what came of all shards'],
        ['snippets merge-reports --reporter junit:junit.xml reports/*.json', 'as one file'],
      )}

The exit code is that of the whole run; 2 where a shard is missing or stands twice.`,
    )
    .action(
      runs(async (context, files: string[], options: { reporter?: readonly string[] }) => {
        const { mergeReports } = await import('../commands/merge-reports.ts');
        return mergeReports(files, { reporters: options.reporter ?? [] }, context);
      }),
    );
};
