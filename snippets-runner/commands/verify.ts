import { problemsReport } from '../report/problems.ts';
import { runSummary } from '../report/run.ts';
import { count } from '../report/style.ts';
import type { CommandContext, ExitCode } from './command.ts';
import type { MarkdownOptions } from './markdown.ts';
import { exitCodeOf, type RunOptions, type RunResult, runSelected } from './run.ts';
import { updateDocuments } from './update.ts';

export interface VerifyOptions extends Omit<RunOptions, 'tolerated' | 'markdown'> {
  readonly markdown: MarkdownOptions;
}

/** An output may differ where it is about to be updated; that a command fails may not. */
const MENDED = new Set(['differed'] as const);

/** Runs pages and holds what they print against their captures, Markdown documents against what they show. */
export async function verify(
  paths: readonly string[],
  options: VerifyOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { update } = options.markdown;
  const result = await runSelected(paths, { ...options, tolerated: update ? MENDED : new Set() }, context);
  if (result.kind === 'refused') return 1;
  if (result.kind === 'unchanged') {
    context.io.print(context.io.style.green(`${count(result.pages, 'page')} right before, and unchanged since`));
    return 0;
  }
  const isWhole = update ? tellUpdates(result, context) : true;
  context.io.print(runSummary(result.outcome, context.io.style));
  const exit = exitCodeOf(result.outcome);
  return exit === 0 && !isWhole ? 1 : exit;
}

/** @returns whether all could be updated that had to be */
function tellUpdates(
  { outcome, markdown }: Extract<RunResult, { kind: 'ran' }>,
  { io: { print, style } }: CommandContext,
): boolean {
  const { written, problems } = updateDocuments(outcome.pages, markdown);
  for (const { file, outputs } of written) print(`${style.green('updated')} ${file}: ${count(outputs, 'output')}`);
  if (problems.length > 0) print(problemsReport(problems, style));
  return problems.length === 0;
}
