import { runSummary } from '../report/run.ts';
import { count } from '../report/style.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { exitCodeOf, type RunOptions, runSelected } from './run.ts';

/** Runs pages and holds what they print against their captures. */
export async function verify(
  paths: readonly string[],
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const result = await runSelected(paths, options, context);
  if (result.kind === 'refused') return 1;
  if (result.kind === 'unchanged') {
    context.io.print(context.io.style.green(`${count(result.pages, 'page')} right before, and unchanged since`));
    return 0;
  }
  context.io.print(runSummary(result.outcome, context.io.style));
  return exitCodeOf(result.outcome);
}
