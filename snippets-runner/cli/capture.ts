import { type RunFlags, runOptions, withRunOptions } from './options.ts';
import { type AddCommand, examples } from './run-command.ts';

interface CaptureFlags extends RunFlags {
  readonly force?: true;
  readonly dryRun?: true;
}

export const addCapture: AddCommand = (program, runs) => {
  withRunOptions(program.command('capture').description('run pages and update the captures that no longer match'))
    .option('--force', 'write every capture anew, also one that still matches or cannot be read')
    .option('--dry-run', 'show the differences, and write nothing')
    .addHelpText(
      'after',
      examples(
        ['snippets capture attach', 'update one page'],
        ['snippets capture --dry-run', 'show what would change'],
        ['snippets capture --force', 'write all captures anew'],
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
