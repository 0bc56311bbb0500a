/** The labs of one engine's pages: while pages run, the lab of the next one is booted. */

import type { EngineOffer } from '../model/engine-offer.ts';
import type { PagePlan } from '../model/plan.ts';
import type { PageQueue } from './page-queue.ts';
import { type PreparedLab, prepareLab, type RunContext } from './prepared-lab.ts';

export interface PrefetchedLab {
  readonly plan: PagePlan;
  /** Rejects as `setStage` and the opening of the engine do. */
  readonly ready: Promise<PreparedLab>;
}

export class LabPrefetcher {
  readonly #offer: EngineOffer;
  readonly #queue: PageQueue;
  readonly #context: RunContext;
  #ahead: PrefetchedLab | undefined;

  constructor(offer: EngineOffer, queue: PageQueue, context: RunContext) {
    this.#offer = offer;
    this.#queue = queue;
    this.#context = context;
  }

  /** The lab of the next page; undefined when there is no further page for this engine. */
  async next(): Promise<PrefetchedLab | undefined> {
    if (this.#context.signal.aborted) return undefined;
    const ahead = this.#takeAhead();
    if (ahead) return ahead;
    const plan = await this.#queue.take(this.#offer.name);
    return plan && this.#boot(plan);
  }

  /** Boots one lab before it is asked for, if a page waits for it. */
  bootAhead(): void {
    if (this.#ahead || this.#context.signal.aborted) return;
    const plan = this.#queue.takeNow(this.#offer.name);
    if (plan) this.#ahead = this.#boot(plan);
  }

  /** What was booted for nobody, because the run has ended meanwhile. @throws SnippetsError */
  async removeUnused(): Promise<void> {
    const unused = this.#takeAhead();
    if (!unused) return;
    this.#queue.finish(unused.plan);
    const stage = await unused.ready.catch(() => undefined);
    await stage?.[Symbol.asyncDispose]();
  }

  #takeAhead(): PrefetchedLab | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead;
  }

  #boot(plan: PagePlan): PrefetchedLab {
    const ready = this.#offer.open().then((engine) => prepareLab(plan, engine, this.#context));
    // Whoever runs the page is told of a failure; until then it is nobody's.
    ready.catch(() => undefined);
    return { plan, ready };
  }
}
