import { nextCapture } from '../compare/renewal/next-capture.ts';
import { joinedError, SnippetsError } from '../model/error.ts';
import { hasPassed, type PageOutcome, REPAIRED_BY_CAPTURE } from '../model/outcome.ts';
import { captureReport } from '../report/capture.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import { captureFile } from '../tutorial/capture/read.ts';
import { captureText, writeCapture } from '../tutorial/capture/write.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { checkIsOwn } from './own-content.ts';
import { openReports } from './reporters.ts';
import { exitCodeOf, type RunOptions, reportOf, runSelected } from './run.ts';
import type { Workspace } from './workspace.ts';

export interface CaptureOptions extends Pick<RunOptions, 'jobs' | 'bail'> {
  /** Succeed although pages were skipped. They keep their captures. */
  readonly allowSkips: boolean;
  /** Write every snippet anew, also if its capture still matches. */
  readonly force: boolean;
  /** Show the differences, and write nothing. */
  readonly dryRun: boolean;
  /** As `openReports` reads them. */
  readonly reporters: readonly string[];
}

type Ran = Extract<PageOutcome, { kind: 'ran' }>;

/**
 * Runs pages, and writes the captures that no longer match what the pages print.
 * @throws SnippetsError `option-invalid` if the captures are those of the npm package
 */
export async function capture(
  paths: readonly string[],
  { jobs, bail, allowSkips, force, dryRun, reporters }: CaptureOptions,
  given: CommandContext,
): Promise<ExitCode> {
  if (!dryRun) checkIsOwn(given);
  const reports = openReports(reporters, given);
  const context = { ...given, io: reports.io };
  const captures = force ? ('ignored' as const) : ('renewed' as const);
  const options = {
    jobs,
    bail,
    captures,
    changed: false,
    shard: undefined,
    tolerated: REPAIRED_BY_CAPTURE,
    markdown: undefined,
    reports,
  };
  const result = await runSelected(paths, options, context);
  const { workspace, outcome } = result;
  const passed =
    outcome.ending.kind === 'interrupted'
      ? []
      : outcome.pages.filter((page): page is Ran => page.kind === 'ran' && hasPassed(page));
  const changes = passed.flatMap((page) => changeOf(page, workspace, force));
  const { done, error } = dryRun ? { done: changes, error: undefined } : writeChanges(changes, workspace);
  const summary = { changes: done, unchanged: passed.length - changes.length, dryRun };
  const text = captureReport(summary, context.io.style);
  if (text !== '') context.io.print(text);
  const files = dryRun ? [] : done.map(({ file, snippets }) => ({ file, snippets }));
  const report = reportOf('capture', result, { written: files, problems: [], ...(error && { error }) });
  reports.deliver(report);
  return exitCodeOf(report, allowSkips);
}

export interface Change {
  readonly file: string;
  readonly next: Capture;
  /** Ids of the snippets that are new in the capture. */
  readonly snippets: string[];
  /** The text of the file before (empty if there is none) and after. */
  readonly texts: { readonly before: string; readonly after: string };
}

/** @returns nothing if the capture still matches */
function changeOf({ page, recording, stale, toCaptured }: Ran, workspace: Workspace, force: boolean): Change[] {
  const previous = workspace.captures.get(page.slug);
  const next = nextCapture({ page, previous: force ? undefined : previous, recording, stale, toCaptured });
  if (next === previous) return [];
  const file = captureFile(workspace.capturesFolder, page.slug);
  const snippets = force ? page.snippets.map(({ id }) => id) : [...stale];
  return [{ file, next, snippets, texts: { before: previous ? captureText(previous) : '', after: captureText(next) } }];
}

/** Writes every change that can be written. `error` names all files that could not be written. */
export function writeChanges(
  changes: readonly Change[],
  { capturesFolder }: Pick<Workspace, 'capturesFolder'>,
): { readonly done: readonly Change[]; readonly error: SnippetsError | undefined } {
  const done: Change[] = [];
  const failures: SnippetsError[] = [];
  for (const change of changes) {
    try {
      writeCapture(capturesFolder, change.next);
      done.push(change);
    } catch (error) {
      failures.push(notWritable(change.file, error as Error));
    }
  }
  return { done, error: joinedError(failures) };
}

function notWritable(file: string, cause: Error): SnippetsError {
  return new SnippetsError(
    'capture-not-writable',
    `${file} cannot be written: ${cause.message}`,
    'free some disk space, or make the file and its folder writable; the file is unchanged',
    { cause },
  );
}
