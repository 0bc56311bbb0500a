import { nextCapture } from '../captures/next.ts';
import { captureFile } from '../captures/read.ts';
import { writeCapture } from '../captures/write.ts';
import { type PageOutcome, tellsTruth } from '../model/outcome.ts';
import { captureSummary } from '../report/capture.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { exitCodeOf, type RunOptions, runSelected } from './run.ts';
import type { Workspace } from './workspace.ts';

export interface CaptureOptions extends Pick<RunOptions, 'jobs' | 'bail'> {
  /** Write every snippet anew, also where the capture still holds. */
  readonly force: boolean;
}

type Ran = Extract<PageOutcome, { kind: 'ran' }>;

/** A capture may differ, that is what this command mends; what a page itself demands it may not. */
const MENDED = new Set(['no-capture', 'other-commands', 'differed', 'other-topology', 'no-topology'] as const);

/** Runs pages and writes what they print where the captures no longer hold. */
export async function capture(
  paths: readonly string[],
  { jobs, bail, force }: CaptureOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const result = await runSelected(
    paths,
    { jobs, bail, changed: false, tolerated: MENDED, markdown: undefined },
    context,
  );
  if (result.kind !== 'ran') return 1;
  const { workspace, outcome } = result;
  const right = outcome.pages.filter((page): page is Ran => page.kind === 'ran' && tellsTruth(page));
  const written = right.filter((page) => write(page, workspace, force));
  context.io.print(
    captureSummary(
      {
        written: written.map(({ page, stale }) => ({
          file: captureFile(workspace.capturesFolder, page.slug),
          snippets: [...stale],
        })),
        unchanged: right.length - written.length,
        outcome,
      },
      context.io.style,
    ),
  );
  return exitCodeOf(outcome);
}

/** @returns whether anything was to be written */
function write(
  { page, recording, stale, toCaptured }: Ran,
  { capturesFolder, captures }: Workspace,
  force: boolean,
): boolean {
  const previous = captures.get(page.slug);
  const next = nextCapture({ page, previous: force ? undefined : previous, recording, stale, toCaptured });
  if (next === previous) return false;
  writeCapture(capturesFolder, next);
  return true;
}
