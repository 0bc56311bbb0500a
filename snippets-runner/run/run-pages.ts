/**
 * Runs planned pages, and compares what they print with their captures. It prints nothing: it calls its
 * listener with events, and returns outcomes. An error of one page is that page's outcome, also
 * one that nobody expected. An error of the whole run is thrown.
 */
import { compareRecording } from '../compare/compare-recording.ts';
import type { EngineOffer } from '../model/engine-offer.ts';
import { defectOf, SnippetsError } from '../model/error.ts';
import {
  type Fault,
  hasPassed,
  type PageComparison,
  type PageOutcome,
  type RunEnding,
  type RunOutcome,
} from '../model/outcome.ts';
import type { PagePlan, PlannedPage } from '../model/plan.ts';
import type { Recording } from '../model/recording.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import type { Page } from '../tutorial/page.ts';
import { capturedDuration, longestFirst } from './durations.ts';
import { LabPrefetcher, type PrefetchedLab } from './lab-prefetcher.ts';
import { PageQueue } from './page-queue.ts';
import type { RunContext } from './prepared-lab.ts';
import { leaksOf, recordPage } from './record-page.ts';

export interface RunRequest extends RunContext {
  readonly pages: readonly PlannedPage[];
  /** The engines that the plans name. */
  readonly offers: readonly EngineOffer[];
  /** Captures by slug. */
  readonly captures: ReadonlyMap<string, Capture>;
  /** Kinds of fault that do not count, because the caller is going to repair them. */
  readonly tolerated: ReadonlySet<Fault['kind']>;
  /** Start no further page after the first that does not pass. */
  readonly bail: boolean;
  /** End each page after its first snippet with a fault. For callers that only need to know whether a page passes. */
  readonly stopAtFault?: boolean;
}

export async function runPages(request: RunRequest): Promise<RunOutcome> {
  const start = performance.now();
  request.emit({ kind: 'planned', pages: request.pages });
  const run = new Run(request);
  for (const planned of request.pages) if (planned.kind !== 'run') run.endPage(planned.page.slug, planned);
  await Promise.all(request.offers.map((offer) => run.runPagesOn(offer)));
  const pages = request.pages.map(({ page }): PageOutcome => run.outcomes.get(page.slug) ?? { kind: 'not-run', page });
  return { pages, durationMs: performance.now() - start, ending: endingOf(pages, request.signal) };
}

function endingOf(pages: readonly PageOutcome[], signal: AbortSignal): RunEnding {
  if (signal.aborted) return { kind: 'interrupted' };
  return { kind: pages.some(({ kind }) => kind === 'not-run') ? 'bailed' : 'complete' };
}

class Run {
  /** Outcomes by slug. */
  readonly outcomes = new Map<string, PageOutcome>();
  readonly #request: RunRequest;
  readonly #queue: PageQueue;

  constructor(request: RunRequest) {
    this.#request = request;
    const plans = request.pages.filter((planned) => planned.kind === 'run');
    this.#queue = new PageQueue(longestFirst(plans, ({ page }) => capturedDuration(request.captures.get(page.slug))));
    request.signal.addEventListener('abort', () => this.#queue.close(), { once: true });
    if (request.signal.aborted) this.#queue.close();
  }

  endPage(slug: string, outcome: PageOutcome): void {
    this.outcomes.set(slug, outcome);
    this.#request.emit({ kind: 'page-ended', outcome });
    const wasTried = outcome.kind !== 'skipped' && outcome.kind !== 'empty';
    if (this.#request.bail && wasTried && !hasPassed(outcome)) this.#queue.close();
  }

  /** Runs pages on one engine until there are no more for it. */
  async runPagesOn(offer: EngineOffer): Promise<void> {
    const labs = new LabPrefetcher(offer, this.#queue, this.#request);
    const worker = async () => {
      // With `bail`, the next lab is not booted in advance: it might never be used.
      for (let lab = await labs.next(); lab; lab = await labs.next()) {
        if (!this.#request.bail) lab.ready.then(() => labs.bootAhead()).catch(() => undefined);
        await this.#runIn(lab, offer);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, offer.jobs) }, worker));
    await labs.removeUnused();
  }

  async #runIn({ plan, ready }: PrefetchedLab, { name }: EngineOffer): Promise<void> {
    const start = performance.now();
    let outcome: PageOutcome;
    try {
      const isEnough = this.#request.stopAtFault ? (soFar: Recording) => this.#hasFault(plan, soFar) : undefined;
      const recording = await recordPage(plan, await ready, { ...this.#request, isEnough });
      const { captures, tolerated } = this.#request;
      outcome = outcomeOf(plan, recording, {
        captures,
        tolerated,
        engine: name,
        durationMs: performance.now() - start,
      });
    } catch (thrown) {
      const error = thrown instanceof SnippetsError ? thrown : defectOf(thrown);
      if (isEngineLost(error) && this.#queue.giveToOthers(plan, name)) {
        this.#request.emit({ kind: 'engine-lost', engine: name, page: plan.page, error });
        return;
      }
      outcome = this.#unfinished(plan.page, name, error, performance.now() - start);
    }
    this.endPage(plan.page.slug, outcome);
    this.#queue.finish(plan);
  }

  #hasFault(plan: PagePlan, soFar: Recording): boolean {
    const { snippets } = comparisonOf(plan, soFar, this.#request);
    return snippets.some(({ faults }) => faults.some(({ kind }) => kind !== 'not-run'));
  }

  /** An error during an interruption comes from the removal of the labs, not from the page. */
  #unfinished(page: Page, engine: string, error: SnippetsError, durationMs: number): PageOutcome {
    if (this.#request.signal.aborted) return { kind: 'not-run', page };
    return { kind: 'broken', page, engine, error, durationMs };
  }
}

function isEngineLost({ code }: SnippetsError): boolean {
  return code === 'engine-lost' || code === 'engine-unreachable';
}

export interface OutcomeContext extends Pick<RunRequest, 'captures' | 'tolerated'> {
  /** Name of the engine that ran the page. */
  readonly engine: string;
  readonly durationMs: number;
}

/** Compares a recording with the page's capture. */
export function outcomeOf(
  plan: PagePlan,
  recording: Recording,
  { engine, durationMs, ...request }: OutcomeContext,
): Extract<PageOutcome, { kind: 'ran' }> {
  const leaks = leaksOf(plan, recording);
  const comparison = comparisonOf(plan, recording, request);
  return { kind: 'ran', page: plan.page, engine, recording, ...comparison, leaks, durationMs };
}

/** Compares a recording with the page's capture, and drops the tolerated faults. */
function comparisonOf(
  { page }: PagePlan,
  recording: Recording,
  { captures, tolerated }: Pick<RunRequest, 'captures' | 'tolerated'>,
): PageComparison {
  const comparison = compareRecording(page, captures.get(page.slug), recording);
  const snippets = comparison.snippets.map((snippet) => ({
    ...snippet,
    faults: snippet.faults.filter(({ kind }) => !tolerated.has(kind)),
  }));
  return { ...comparison, snippets };
}
