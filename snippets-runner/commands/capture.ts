import { nextCapture } from '../captures/next.ts';
import { captureFile } from '../captures/read.ts';
import { writeCapture } from '../captures/write.ts';
import { type PageOutcome, type RunOutcome, tellsTruth } from '../model/outcome.ts';
import { captureSummary } from '../report/capture.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { exitCodeOf, type RunOptions, runSelected } from './run.ts';
import type { Workspace } from './workspace.ts';

export interface CaptureOptions extends RunOptions {
  /** Write every snippet anew, also where the capture still holds. */
  readonly force: boolean;
}

type Ran = Extract<PageOutcome, { kind: 'ran' }>;

/** Runs pages and writes what they print where the captures no longer hold. */
export async function capture(
  paths: readonly string[],
  options: CaptureOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const result = await runSelected(paths, options, context);
  if (result.kind === 'refused') return 1;
  const { workspace } = result;
  const outcome = acceptingDifferences(result.outcome);
  const right = outcome.pages.filter((page): page is Ran => page.kind === 'ran' && tellsTruth(page));
  const written = right.filter((page) => write(page, workspace, options.force));
  const files = written.map(({ page }) => captureFile(workspace.capturesFolder, page.slug));
  context.io.print(
    captureSummary({ written: files, unchanged: right.length - written.length, outcome }, context.io.style),
  );
  return exitCodeOf(outcome);
}

/** A capture may differ, that is what this command mends; what a page itself demands it may not. */
function acceptingDifferences(outcome: RunOutcome): RunOutcome {
  const pages = outcome.pages.map((page): PageOutcome => {
    if (page.kind !== 'ran') return page;
    const snippets = page.snippets.map((snippet) => ({
      ...snippet,
      faults: snippet.faults.filter(({ kind }) => !['no-capture', 'other-commands', 'differed'].includes(kind)),
    }));
    return { ...page, snippets };
  });
  return { ...outcome, pages };
}

/** @returns whether anything was to be written */
function write(
  { page, recording, stale, toCaptured }: Ran,
  { capturesFolder, captures }: Workspace,
  force: boolean,
): boolean {
  const previous = force ? undefined : captures.get(page.slug);
  const next = nextCapture({ page, previous, recording, stale, toCaptured });
  if (next === previous) return false;
  writeCapture(capturesFolder, next);
  return true;
}
