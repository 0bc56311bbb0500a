/**
 * Runs planned pages and holds what they printed against their captures. Silent: it emits events and
 * returns outcomes. What is wrong with a page is an outcome; only what concerns the whole run throws.
 */
import { compareRecording } from '../compare/page/page.ts';
import type { EngineOffer } from '../model/engine-offer.ts';
import { SnippetsError } from '../model/error.ts';
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
import { LabPrefetcher, type PrefetchedLab } from './lab-prefetcher.ts';
import { PageQueue } from './page-queue.ts';
import type { RunContext } from './prepared-lab.ts';
import { recordPage } from './record-page.ts';

export interface RunRequest extends RunContext {
  readonly pages: readonly PlannedPage[];
  /** Those that the plan speaks of. */
  readonly offers: readonly EngineOffer[];
  /** By slug. */
  readonly captures: ReadonlyMap<string, Capture>;
  /** Kinds of fault that are none, because the caller is about to mend them. */
  readonly tolerated: ReadonlySet<Fault['kind']>;
  /** Start no further page after the first that is not right. */
  readonly bail: boolean;
  /** End each page with its first snippet that is not right, for who only asks whether it is. */
  readonly stopAtFault?: boolean;
}

export async function runPages(request: RunRequest): Promise<RunOutcome> {
  const start = performance.now();
  request.emit({ kind: 'planned', pages: request.pages });
  const run = new Run(request);
  for (const planned of request.pages) if (planned.kind === 'skipped') run.end(planned.page.slug, planned);
  await Promise.all(request.offers.map((offer) => run.on(offer)));
  const pages = request.pages.map(({ page }): PageOutcome => run.outcomes.get(page.slug) ?? { kind: 'not-run', page });
  return { pages, durationMs: performance.now() - start, ending: endingOf(pages, request.signal) };
}

function endingOf(pages: readonly PageOutcome[], signal: AbortSignal): RunEnding {
  if (signal.aborted) return { kind: 'interrupted' };
  return { kind: pages.some(({ kind }) => kind === 'not-run') ? 'bailed' : 'complete' };
}

class Run {
  /** By slug. */
  readonly outcomes = new Map<string, PageOutcome>();
  readonly #request: RunRequest;
  readonly #queue: PageQueue;

  constructor(request: RunRequest) {
    this.#request = request;
    this.#queue = new PageQueue(request.pages.filter((planned) => planned.kind === 'run'));
    request.signal.addEventListener('abort', () => this.#queue.close(), { once: true });
    if (request.signal.aborted) this.#queue.close();
  }

  end(slug: string, outcome: PageOutcome): void {
    this.outcomes.set(slug, outcome);
    this.#request.emit({ kind: 'page-ended', outcome });
    if (this.#request.bail && outcome.kind !== 'skipped' && !hasPassed(outcome)) this.#queue.close();
  }

  /** Gives pages to one engine until there are none for it. */
  async on(offer: EngineOffer): Promise<void> {
    const labs = new LabPrefetcher(offer, this.#queue, this.#request);
    const worker = async () => {
      // Whoever stops at the first page that is not right does not want the next one to be on its way.
      for (let lab = await labs.next(); lab; lab = await labs.next()) {
        if (!this.#request.bail) lab.ready.then(() => labs.bootAhead()).catch(() => undefined);
        await this.#runIn(lab, offer);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, offer.jobs) }, worker));
    await labs.removeUnused();
  }

  async #runIn({ plan, ready }: PrefetchedLab, { name }: EngineOffer): Promise<void> {
    const { page } = plan;
    const start = performance.now();
    try {
      const isEnough = this.#request.stopAtFault ? (soFar: Recording) => this.#hasFault(plan, soFar) : undefined;
      const recording = await recordPage(plan, await ready, { ...this.#request, isEnough });
      this.end(page.slug, outcomeOf(plan, recording, name, start, this.#request));
    } catch (error) {
      if (!(error instanceof SnippetsError)) throw error;
      if (isGone(error) && this.#queue.giveToOthers(plan, name)) {
        this.#request.emit({ kind: 'engine-lost', engine: name, page, error });
        return;
      }
      this.end(page.slug, this.#unfinished(page, name, error, performance.now() - start));
    }
    this.#queue.finish(plan);
  }

  #hasFault(plan: PagePlan, soFar: Recording): boolean {
    const { snippets } = judge(plan, soFar, this.#request);
    return snippets.some(({ faults }) => faults.some(({ kind }) => kind !== 'not-run'));
  }

  /** What breaks while labs are being taken down says nothing about the page. */
  #unfinished(page: Page, engine: string, error: SnippetsError, durationMs: number): PageOutcome {
    if (this.#request.signal.aborted) return { kind: 'not-run', page };
    return { kind: 'broken', page, engine, error, durationMs };
  }
}

function isGone({ code }: SnippetsError): boolean {
  return code === 'engine-lost' || code === 'engine-unreachable';
}

function outcomeOf(
  plan: PagePlan,
  recording: Recording,
  engine: string,
  start: number,
  request: RunRequest,
): PageOutcome {
  const { page } = plan;
  const leaks = recording.left.filter(({ kind }) => !page.lab.leaves.includes(kind));
  const durationMs = performance.now() - start;
  return { kind: 'ran', page, engine, recording, ...judge(plan, recording, request), leaks, durationMs };
}

/** Against the page's capture, without what is tolerated. */
function judge({ page }: PagePlan, recording: Recording, { captures, tolerated }: RunRequest): PageComparison {
  const comparison = compareRecording(page, captures.get(page.slug), recording);
  const snippets = comparison.snippets.map((snippet) => ({
    ...snippet,
    faults: snippet.faults.filter(({ kind }) => !tolerated.has(kind)),
  }));
  return { ...comparison, snippets };
}
