/**
 * Runs planned pages and holds what they printed against their captures. Silent: it emits events and
 * returns outcomes. What is wrong with a page is an outcome; only what concerns the whole run throws.
 */
import { compareRecording } from './compare/page.ts';
import type { Capture } from './model/capture.ts';
import { SnippetsError } from './model/error.ts';
import type { RunEvent } from './model/event.ts';
import type { Engine } from './model/lab.ts';
import { type Fault, type PageOutcome, type RunOutcome, tellsTruth } from './model/outcome.ts';
import type { PlannedPage, Session } from './model/plan.ts';
import { recordSession } from './session.ts';

export interface RunRequest {
  readonly pages: readonly PlannedPage[];
  readonly engine: Engine;
  /** By slug. */
  readonly captures: ReadonlyMap<string, Capture>;
  /** Kinds of fault that are none, because the caller is about to mend them. */
  readonly tolerated: ReadonlySet<Fault['kind']>;
  /** How many pages run at once. */
  readonly jobs: number;
  /** Start no further page after the first that is not right. */
  readonly bail: boolean;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
}

/** @throws SnippetsError `interrupted` */
export async function runPages(request: RunRequest): Promise<RunOutcome> {
  const start = performance.now();
  request.emit({ kind: 'planned', pages: request.pages });
  const outcomes = new Map<PlannedPage, PageOutcome>();
  const waiting = request.pages[Symbol.iterator]();
  let stopped = false;
  const worker = async () => {
    for (const planned of waiting) {
      if (stopped || request.signal.aborted) return;
      const outcome = await runPage(planned, request);
      outcomes.set(planned, outcome);
      request.emit({ kind: 'page-ended', outcome });
      if (request.bail && outcome.kind !== 'skipped' && !tellsTruth(outcome)) stopped = true;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, request.jobs) }, worker));
  if (request.signal.aborted) throw new SnippetsError('interrupted', 'interrupted', 'labs have been removed');
  return {
    pages: request.pages.flatMap((planned) => outcomes.get(planned) ?? []),
    durationMs: performance.now() - start,
  };
}

async function runPage(planned: PlannedPage, request: RunRequest): Promise<PageOutcome> {
  if (planned.kind === 'skipped') return planned;
  const start = performance.now();
  try {
    return await recordAndCompare(planned, request, start);
  } catch (error) {
    if (!(error instanceof SnippetsError)) throw error;
    return { kind: 'broken', page: planned.page, error, durationMs: performance.now() - start };
  }
}

async function recordAndCompare(session: Session, request: RunRequest, start: number): Promise<PageOutcome> {
  const { page } = session;
  const recording = await recordSession(session, request.engine, request.signal, request.emit);
  const capture = request.captures.get(page.slug);
  const comparison = compareRecording(page, capture, recording);
  const snippets = comparison.snippets.map((snippet) => ({
    ...snippet,
    faults: snippet.faults.filter(({ kind }) => !request.tolerated.has(kind)),
  }));
  const leaks = recording.left.filter(({ kind }) => !page.lab.leaves.includes(kind));
  return { kind: 'ran', page, recording, ...comparison, snippets, leaks, durationMs: performance.now() - start };
}
