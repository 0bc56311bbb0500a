import { runSummary } from '../report/run.ts';
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
  context.io.print(runSummary(result.outcome, context.io.style));
  return exitCodeOf(result.outcome);
}
