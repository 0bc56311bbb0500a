import { type RunFlags, runOptions, withRunOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

interface CaptureFlags extends RunFlags {
  readonly force?: true;
  readonly dryRun?: true;
}

export const addCapture: AddCommand = (program, runs) => {
  withRunOptions(
    program.command('capture').description('run pages and write what they print where it no longer matches'),
  )
    .option('--force', 'write everything anew')
    .option('--dry-run', 'say what would be written, with the differences, and write nothing')
    .addHelpText(
      'after',
      examples(
        ['snippets capture attach', 'one page'],
        ['snippets capture --dry-run', 'what would change, of all pages'],
        ['snippets capture --force', 'all captures anew'],
      ),
    )
    .action(
      runs(async (context, paths: string[], options: CaptureFlags) => {
        const { capture } = await import('../commands/capture.ts');
        const { force, dryRun } = options;
        return capture(paths, { ...runOptions(options), force: force === true, dryRun: dryRun === true }, context);
      }),
    );
};
