/** Selects pages, runs them, and returns their outcomes, for `verify` and `capture`. */

import { withResource } from '../base/with-resource.ts';
import type { EnginePool } from '../lab/engines/pool.ts';
import { joinedError, SnippetsError } from '../model/error.ts';
import type { RunEvent } from '../model/event.ts';
import { type Fault, hasPassed, type PageOutcome, type RunOutcome } from '../model/outcome.ts';
import type { RunReport } from '../model/report.ts';
import { leftOutReport, unreadReport } from '../report/left-out.ts';
import { problemsReport } from '../report/problems.ts';
import { type RunToReport, runReport } from '../report/run-report.ts';
import { capturedDuration } from '../run/durations.ts';
import { planPages } from '../run/plan-pages.ts';
import { type Shard, shardOf } from '../run/shards.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import { pageMismatches } from '../tutorial/capture/page-match.ts';
import { captureFile } from '../tutorial/capture/read.ts';
import type { Page } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CaptureUse } from './capture-problems.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { poolFor } from './engines.ts';
import { checkoutHash, hashOf, pageHash } from './fingerprint.ts';
import {
  checkAnyRuns,
  type MarkdownFile,
  type MarkdownOptions,
  type Selection,
  selectAny,
  withFilesBeside,
} from './markdown.ts';
import { runMistakes } from './mistakes.ts';
import { PassedPages } from './passed-pages.ts';
import { interrupted } from './pool-events.ts';
import type { Reports } from './reporters.ts';
import { tellTrust } from './trust-note.ts';
import { watchRun } from './watch-run.ts';
import { readWorkspace, sourcesOf, type Workspace } from './workspace.ts';

export interface RunOptions {
  readonly jobs: number;
  readonly bail: boolean;
  readonly tolerated: ReadonlySet<Fault['kind']>;
  /** Leave out pages that passed when they last ran, if nothing has changed since. */
  readonly changed: boolean;
  /** Which shard of the pages to run; undefined for all pages. */
  readonly shard: Shard | undefined;
  readonly captures: CaptureUse;
  /** Options for Markdown documents; undefined if only pages are accepted. */
  readonly markdown: MarkdownOptions | undefined;
  readonly reports: Reports;
}

export interface RunResult {
  readonly started: Date;
  readonly shard: RunReport['shard'];
  readonly workspace: Workspace;
  readonly markdown: readonly MarkdownFile[];
  /** Mistakes in the documents, already printed. If there are any, no page was run. */
  readonly problems: readonly Problem[];
  /** Without pages if there are problems. */
  readonly outcome: RunOutcome;
}

/** @throws SnippetsError if there is nothing to run; a later error is the ending of the outcome */
export async function runSelected(
  paths: readonly string[],
  options: RunOptions,
  context: CommandContext,
): Promise<RunResult> {
  const started = new Date();
  const workspace = readWorkspace(context);
  const selected = selectAny(workspace, paths, options.markdown, context);
  options.reports.checkApart(filesRead(selected, workspace));
  const markdown = selected.markdown.map((file) => withFilesBeside(file, workspace));
  const selection = { ...selected, markdown };
  for (const line of unreadReport(selected.unread, context.io.style)) context.io.print(line);
  const problems = runMistakes(selection, options.captures, workspace);
  if (problems.length > 0) {
    context.io.print(problemsReport(problems, context.io.style));
    const outcome: RunOutcome = { pages: [], durationMs: 0, ending: { kind: 'complete' } };
    return { started, shard: undefined, workspace, markdown, problems, outcome };
  }
  const all = runnablePages(selection, workspace, options.markdown?.allowEmpty === true, context);
  const pages = options.shard
    ? shardOf(all, options.shard, ({ slug }) => capturedDuration(workspace.captures.get(slug)))
    : all;
  const shard = options.shard && shardIn(options.shard, all, workspace, context);
  if (markdown.length > 0) tellTrust(context);
  const watch = await watchRun(context.io);
  try {
    const outcome = await runPagesDue(pages, workspace, options, context, watch.emit);
    return { started, shard, workspace, markdown, problems, outcome };
  } finally {
    watch[Symbol.dispose]();
  }
}

/**
 * Returns absolute paths. Has all pages, not only those of the selection: a translation is run as its source, and a page
 * may begin with another.
 */
function filesRead({ markdown, configFile }: Selection, { pageFiles, capturesFolder }: Workspace): readonly string[] {
  return [
    ...pageFiles.flatMap(({ path, slug }) => [path, captureFile(capturesFolder, slug)]),
    ...markdown.map(({ path }) => path),
    ...(configFile === undefined ? [] : [configFile]),
  ];
}

/** Returns what the report of a shard says about the whole run. */
function shardIn(
  shard: Shard,
  all: readonly Page[],
  { captures, imagesFolder }: Workspace,
  { home }: CommandContext,
): RunReport['shard'] {
  const hashes = all.map((page) => pageHash(page, captures.get(page.slug)));
  const checkout = hashOf([checkoutHash(home, imagesFolder), ...hashes]);
  return { ...shard, checkout, pages: all.map(({ slug }) => slug) };
}

/** Runs the pages that are due. If an error ends the whole run, returns the outcome so far, and the error. */
async function runPagesDue(
  pages: readonly Page[],
  workspace: Workspace,
  options: RunOptions,
  context: CommandContext,
  emit: (event: RunEvent) => void,
): Promise<RunOutcome> {
  let outcome: RunOutcome = {
    pages: pages.map((page) => ({ kind: 'not-run', page })),
    durationMs: 0,
    ending: { kind: 'complete' },
  };
  if (pages.length === 0) return outcome;
  try {
    await withResource(await poolFor(workspace, options, context, emit), async (pool) => {
      const { captures, imagesFolder } = workspace;
      const passedPages = new PassedPages(context.home, imagesFolder);
      const due = options.changed ? await changedPages(pages, captures, passedPages, pool) : pages;
      if (due.length === 0) {
        outcome = { ...outcome, pages: withUnchanged(pages, []) };
        return;
      }
      const { offers, missing } = await pool.offersFor(new Set(due.flatMap(({ lab }) => lab.needs)));
      const planned = planPages(due, offers, missing);
      const { tolerated, bail } = options;
      // Imported only here: if no page is due, the modules of the terminal and the comparison are not loaded.
      const { runPages } = await import('../run/run-pages.ts');
      const { signal } = context;
      const run = await runPages({ pages: planned, offers, captures, tolerated, bail, signal, emit });
      outcome = { ...run, pages: withUnchanged(pages, run.pages) };
      await recordPassed(passedPages, run, workspace, tolerated, pool);
    });
  } catch (error) {
    if (!(error instanceof SnippetsError)) throw error;
    return { ...outcome, ending: context.signal.aborted ? { kind: 'interrupted' } : { kind: 'failed', error } };
  }
  return outcome;
}

async function changedPages(
  pages: readonly Page[],
  captures: Workspace['captures'],
  passedPages: PassedPages,
  pool: EnginePool,
): Promise<readonly Page[]> {
  const engines = await pool.identify();
  return pages.filter((page) => !passedPages.has(page, captures.get(page.slug), engines));
}

function withUnchanged(pages: readonly Page[], outcomes: readonly PageOutcome[]): readonly PageOutcome[] {
  const ran = new Map(outcomes.map((outcome) => [outcome.page, outcome]));
  return pages.map((page) => ran.get(page) ?? { kind: 'unchanged', page });
}

/** If an engine no longer answers, nothing is recorded as passed: the pages run again. */
async function recordPassed(
  passedPages: PassedPages,
  { pages }: RunOutcome,
  { captures }: Workspace,
  tolerated: RunOptions['tolerated'],
  pool: EnginePool,
): Promise<void> {
  const engines = await pool.identify().catch(() => ({ chosen: [], engines: new Map() }));
  for (const outcome of pages.filter(({ kind }) => kind !== 'not-run')) {
    const capture = captures.get(outcome.page.slug);
    const passed = hasPassed(outcome) && (tolerated.size === 0 || matchesCapture(outcome, capture));
    const engine = passed && outcome.kind === 'ran' ? outcome.engine : undefined;
    passedPages.record(outcome.page, capture, engine, engines);
  }
  passedPages.save();
}

/** A page with a tolerated fault has passed, but it does not match its present capture. */
function matchesCapture(outcome: PageOutcome, capture: Capture | undefined): boolean {
  if (outcome.kind !== 'ran' || outcome.stale.size > 0) return false;
  const { page } = outcome;
  return page.kind === 'document' || (capture !== undefined && pageMismatches(page, capture).length === 0);
}

/** What came of the files that a command writes after the run. */
export interface Aftermath {
  readonly written: RunReport['written'];
  /** Why a document could not be updated. */
  readonly problems: readonly Problem[];
  /** The error that kept it from writing everything. */
  readonly error?: SnippetsError;
}

export function reportOf(command: RunToReport['command'], result: RunResult, aftermath: Aftermath): RunReport {
  const { started, shard, problems, outcome } = result;
  const { written } = aftermath;
  const ending = problems.length > 0 ? ({ kind: 'refused' } as const) : outcome.ending;
  // The run may have failed as well, before something could not be written.
  const errors = [ending.kind === 'failed' ? ending.error : undefined, aftermath.error];
  const error = joinedError(errors.filter((each) => each !== undefined));
  return runReport({
    command,
    started,
    shard,
    problems: [...problems, ...aftermath.problems],
    written,
    ...outcome,
    ending: error ? { kind: 'failed', error } : ending,
  });
}

/**
 * Returns the exit code of a run. A shard without a page is a success, because the other shards have all pages.
 * @param allowSkips whether it is a success although pages were skipped
 * @param allowEmpty whether it is a success although no page ran
 * @throws SnippetsError if the run was interrupted or failed, if pages were skipped, or if it is not a shard and ran
 *   no page
 */
export function exitCodeOf(
  { counts, ending, shard, problems }: Pick<RunReport, 'counts' | 'ending' | 'shard' | 'problems'>,
  allowSkips: boolean,
  allowEmpty = false,
): ExitCode {
  const { passed, failed, broken, unchanged, skipped, notRun } = counts;
  switch (ending.kind) {
    case 'failed':
      throw new SnippetsError(ending.error.code, ending.error.message, ending.error.hint);
    case 'interrupted':
      throw interrupted();
    case 'shards-missing':
    case 'pages-missing':
      return 2;
    case 'refused':
      return 1;
  }
  if (broken > 0) return 2;
  if (failed > 0 || problems.length > 0) return 1;
  // Only in a report that somebody else has made: a run that leaves out pages has an ending that says why.
  if (notRun > 0) return 2;
  if (passed + unchanged === 0 && !shard && !(allowEmpty && skipped === 0)) {
    const message = skipped > 0 ? 'every page was skipped' : 'no page ran';
    throw new SnippetsError('nothing-to-run', message, 'the reasons are printed above');
  }
  if (skipped === 0 || allowSkips) return 0;
  const were = skipped === 1 ? '1 page was' : `${skipped} pages were`;
  throw new SnippetsError('pages-skipped', `${were} skipped, so not everything was run`, SKIPS_HINT);
}

const SKIPS_HINT = 'the reasons are printed above; if this machine cannot run these pages, accept that: --allow-skips';

/** @throws SnippetsError `nothing-to-run` */
function runnablePages(
  { pageFiles, markdown }: Selection,
  workspace: Workspace,
  allowEmpty: boolean,
  { io }: CommandContext,
): readonly Page[] {
  const sources = sourcesOf(workspace, pageFiles);
  const pages = sources.flatMap(({ page }) => page ?? []).filter(({ snippets }) => snippets.length > 0);
  const documents = markdown.map(({ document }) => document);
  if (pages.length > 0 || documents.some(({ snippets }) => snippets.length > 0)) return [...pages, ...documents];
  for (const document of documents.filter(({ leftOut }) => leftOut.length > 0))
    io.print(leftOutReport(document, io.style));
  if (documents.length > 0 && allowEmpty) return [];
  if (documents.length > 0) checkAnyRuns(documents);
  const hint = 'a snippet is a console block with snippet=ID';
  throw new SnippetsError('nothing-to-run', 'none of the pages has a snippet', hint);
}
