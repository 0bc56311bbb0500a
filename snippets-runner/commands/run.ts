/** What `verify` and `capture` share: from the arguments to outcomes. */
import { SnippetsError } from '../model/error.ts';
import type { RunEvent } from '../model/event.ts';
import { type Fault, type PageOutcome, type RunOutcome, tellsTruth } from '../model/outcome.ts';
import type { Page } from '../model/page.ts';
import { runPages } from '../pipeline.ts';
import { planPages } from '../plan/plan.ts';
import { leftOutReport } from '../report/left-out.ts';
import { problemsReport } from '../report/problems.ts';
import { withResource } from '../with-resource.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { poolFor } from './engines.ts';
import { GreenRuns } from './green-runs.ts';
import { type MarkdownFile, type MarkdownOptions, type Selection, selectAny } from './markdown.ts';
import { watchRun } from './watch-run.ts';
import { readWorkspace, sourcesOf, type Workspace } from './workspace.ts';

export interface RunOptions {
  readonly jobs: number;
  readonly bail: boolean;
  readonly tolerated: ReadonlySet<Fault['kind']>;
  /** Leave out pages that were right when they last ran, with nothing changed since. */
  readonly changed: boolean;
  /** What is asked of Markdown documents; undefined where only pages are meant. */
  readonly markdown: MarkdownOptions | undefined;
}

export type RunResult =
  | {
      readonly kind: 'ran';
      readonly outcome: RunOutcome;
      readonly workspace: Workspace;
      readonly markdown: readonly MarkdownFile[];
    }
  /** Every page was right when it last ran. */
  | { readonly kind: 'unchanged'; readonly pages: number }
  /** The documents have mistakes, which have been told; nothing was started. */
  | { readonly kind: 'refused' };

/** @throws SnippetsError when nothing can be run */
export async function runSelected(
  paths: readonly string[],
  options: RunOptions,
  context: CommandContext,
): Promise<RunResult> {
  const workspace = readWorkspace(context);
  const selection = selectAny(workspace, paths, options.markdown, context);
  const pages = runnablePages(selection, workspace, context);
  if (!pages) return { kind: 'refused' };

  const watch = watchRun(context.io);
  try {
    return await runPagesDue({ pages, workspace, markdown: selection.markdown }, options, context, watch.emit);
  } finally {
    watch[Symbol.dispose]();
  }
}

interface Chosen {
  readonly pages: readonly Page[];
  readonly workspace: Workspace;
  readonly markdown: readonly MarkdownFile[];
}

async function runPagesDue(
  { pages, workspace, markdown }: Chosen,
  { jobs, bail, tolerated, changed }: RunOptions,
  context: CommandContext,
  emit: (event: RunEvent) => void,
): Promise<RunResult> {
  const { captures, imagesFolder } = workspace;
  const { home, signal } = context;
  return withResource(await poolFor(workspace, jobs, context, emit), async (pool) => {
    const green = new GreenRuns(home, { engine: pool.identity, imagesFolder });
    const due = changed ? pages.filter((page) => !green.has(page, captures.get(page.slug))) : pages;
    if (due.length === 0) return { kind: 'unchanged', pages: pages.length };
    const { offers, missing } = await pool.offersFor(new Set(due.flatMap(({ lab }) => lab.needs)));
    const planned = planPages(due, offers, missing);
    const outcome = await runPages({ pages: planned, offers, captures, tolerated, bail, signal, emit });
    for (const page of outcome.pages) {
      const isGreen = tellsTruth(page) && holdsCapture(page, tolerated);
      green.record(page.page, captures.get(page.page.slug), isGreen);
    }
    green.save();
    return { kind: 'ran', outcome, workspace, markdown };
  });
}

/** A page of which something was tolerated is right, but not by the capture that there is. */
function holdsCapture(page: PageOutcome, tolerated: RunOptions['tolerated']): boolean {
  return tolerated.size === 0 || (page.kind === 'ran' && page.stale.size === 0);
}

/** @throws SnippetsError when nothing ran: that is no success */
export function exitCodeOf({ pages }: RunOutcome): ExitCode {
  if (!pages.some(({ kind }) => kind !== 'skipped')) {
    throw new SnippetsError('nothing-to-run', 'every page was skipped', 'see the reasons above');
  }
  if (pages.some(({ kind }) => kind === 'broken')) return 2;
  return pages.some((page) => page.kind === 'ran' && !tellsTruth(page)) ? 1 : 0;
}

/** @returns undefined when they have mistakes, which have been told */
function runnablePages(
  { documents, markdown }: Selection,
  workspace: Workspace,
  { io }: CommandContext,
): readonly Page[] | undefined {
  const sources = sourcesOf(workspace, documents);
  const problems = [
    ...sources.flatMap((source) => [...source.problems, ...[workspace.invalid.get(source.slug) ?? []].flat()]),
    ...markdown.flatMap((file) => file.problems),
  ];
  if (problems.length > 0) {
    io.print(problemsReport(problems, io.style));
    return undefined;
  }
  const pages = sources.flatMap(({ page }) => page ?? []).filter(({ snippets }) => snippets.length > 0);
  const plain = markdown.map(({ document }) => document);
  if (pages.length > 0 || plain.some(({ snippets }) => snippets.length > 0)) return [...pages, ...plain];
  for (const document of plain.filter(({ leftOut }) => leftOut.length > 0)) io.print(leftOutReport(document, io.style));
  throw plain.length > 0
    ? new SnippetsError('nothing-to-run', 'none of the documents has a block that can be run', BLOCK_HINT)
    : new SnippetsError(
        'nothing-to-run',
        'none of the pages has a snippet',
        'a snippet is a console block with snippet=ID',
      );
}

const BLOCK_HINT = 'a console, shell-session, sh or bash block is run where its commands begin with "$ "';
