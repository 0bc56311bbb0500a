import { visibleLine } from '../base/visible.ts';
import { hasPassed } from '../model/outcome.ts';
import { problemsReport } from '../report/problems.ts';
import { count } from '../report/style.ts';
import type { CommandContext, ExitCode } from './command.ts';
import type { MarkdownOptions } from './markdown.ts';
import { checkIsNamed } from './own-content.ts';
import { openReports } from './reporters.ts';
import { type Aftermath, exitCodeOf, type RunOptions, type RunResult, reportOf, runSelected } from './run.ts';
import { updateDocuments } from './update.ts';

export interface VerifyOptions extends Omit<RunOptions, 'tolerated' | 'captures' | 'markdown' | 'reports'> {
  readonly markdown: MarkdownOptions;
  /** Succeed although pages were skipped. */
  readonly allowSkips: boolean;
  /** As `openReports` reads them. */
  readonly reporters: readonly string[];
}

/** Faults that `--update` repairs. A wrong exit code is not one of them. */
const REPAIRED = new Set(['differed'] as const);

/**
 * Runs pages and compares what they print with their captures. Markdown documents are compared with their own outputs.
 * @throws SnippetsError `nothing-to-run` if nothing is named where all pages are those of the npm package
 */
export async function verify(
  paths: readonly string[],
  options: VerifyOptions,
  given: CommandContext,
): Promise<ExitCode> {
  checkIsNamed(paths, given);
  const { update } = options.markdown;
  const reports = openReports(options.reporters, given);
  const context = { ...given, io: reports.io };
  const result = await runSelected(
    paths,
    { ...options, reports, captures: 'compared', tolerated: update ? REPAIRED : new Set() },
    context,
  );
  const aftermath = update ? tellUpdates(result, context) : NO_UPDATES;
  tellEmptyShard(result, context);
  const report = reportOf('verify', result, aftermath);
  reports.deliver(report);
  return exitCodeOf(report, options.allowSkips, options.markdown.allowEmpty);
}

const NO_UPDATES: Aftermath = { written: [], problems: [] };

function tellUpdates({ outcome, markdown }: RunResult, { io: { print, style } }: CommandContext): Aftermath {
  if (outcome.ending.kind === 'interrupted') return NO_UPDATES;
  const { written, problems, error } = updateDocuments(outcome.pages, markdown);
  for (const { file, outputs } of written)
    print(`${style.green('updated')} ${visibleLine(file)}: ${count(outputs, 'output')}`);
  for (const each of outcome.pages) {
    if (each.kind === 'ran' && !hasPassed(each))
      print(`${style.yellow('not updated')} ${visibleLine(each.page.file)}: repair its other faults first`);
  }
  if (problems.length > 0) print(problemsReport(problems, style));
  return { problems, written: written.map(({ file, snippets }) => ({ file, snippets })), ...(error && { error }) };
}

function tellEmptyShard({ shard, outcome }: RunResult, { io: { print, style } }: CommandContext): void {
  if (!shard || outcome.pages.length > 0) return;
  const others = `${count(shard.pages.length, 'page')} in ${count(shard.count, 'shard')}`;
  print(style.yellow(`shard ${shard.index}/${shard.count} has nothing to run: there ${verb(shard)} ${others}`));
}

function verb({ pages }: { readonly pages: readonly string[] }): string {
  return pages.length === 1 ? 'is' : 'are';
}
