/** Boots the lab of an engine's next page while other pages still run. */

import type { EngineOffer } from '../model/engine-offer.ts';
import type { PagePlan } from '../model/plan.ts';
import type { PageQueue } from './page-queue.ts';
import { type PreparedLab, prepareLab, type RunContext } from './prepared-lab.ts';

export interface PrefetchedLab {
  readonly plan: PagePlan;
  /** Rejects if the engine cannot be opened, or as `prepareLab` does. */
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

  /** Returns the lab of the next page; undefined if there is no further page for this engine. */
  async next(): Promise<PrefetchedLab | undefined> {
    if (this.#context.signal.aborted) return undefined;
    const ahead = this.#takeAhead();
    if (ahead) return ahead;
    const plan = await this.#queue.take(this.#offer.name);
    return plan && this.#boot(plan);
  }

  /** Boots the lab of the next page in advance, if a page is waiting. */
  bootAhead(): void {
    if (this.#ahead || this.#context.signal.aborted) return;
    const plan = this.#queue.takeNow(this.#offer.name);
    if (plan) this.#ahead = this.#boot(plan);
  }

  /**
   * Removes the lab that was booted in advance, if the run was interrupted before its page. Never fails: a virtual machine
   * ends before its labs are removed, and what has run has to be reported all the same.
   */
  async removeUnused(): Promise<void> {
    const unused = this.#takeAhead();
    if (!unused) return;
    this.#queue.finish(unused.plan);
    await unused.ready.then((lab) => lab[Symbol.asyncDispose]()).catch(() => undefined);
  }

  #takeAhead(): PrefetchedLab | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead;
  }

  #boot(plan: PagePlan): PrefetchedLab {
    const ready = this.#offer.open().then((engine) => prepareLab(plan, engine, this.#context));
    // The failure is reported when the page is run. Until then it must not count as an unhandled rejection.
    ready.catch(() => undefined);
    return { plan, ready };
  }
}
