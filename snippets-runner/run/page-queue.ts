/**
 * The pages that wait for an engine. If an engine is lost, the page it was running comes back to the queue,
 * for the other engines. So an engine is done only when no running page could still come back to it.
 */
import type { PagePlan } from '../model/plan.ts';

export class PageQueue {
  readonly #waiting: PagePlan[];
  readonly #running = new Set<PagePlan>();
  readonly #lost = new Set<string>();
  #isClosed = false;
  #changed = Promise.withResolvers<void>();

  constructor(plans: readonly PagePlan[]) {
    this.#waiting = [...plans];
  }

  /** Waits for the next page of an engine. Returns undefined when there will be none. */
  async take(engine: string): Promise<PagePlan | undefined> {
    for (;;) {
      const plan = this.takeNow(engine);
      if (plan || this.#isClosed || !this.#mayComeTo(engine)) return plan;
      await this.#changed.promise;
    }
  }

  /** Returns the next page that an engine can run now, without waiting; undefined if there is none. */
  takeNow(engine: string): PagePlan | undefined {
    if (this.#isClosed) return undefined;
    const index = this.#waiting.findIndex((plan) => this.#isFor(plan, engine));
    if (index < 0) return undefined;
    const [plan] = this.#waiting.splice(index, 1);
    if (plan) this.#running.add(plan);
    return plan;
  }

  finish(plan: PagePlan): void {
    this.#running.delete(plan);
    this.#wake();
  }

  /** Puts back the page of a lost engine. @returns false if no other engine can run the page */
  giveToOthers(plan: PagePlan, lost: string): boolean {
    this.#lost.add(lost);
    const engines = plan.engines.filter((name) => !this.#lost.has(name));
    if (engines.length === 0 || this.#isClosed) return false;
    this.#waiting.unshift({ ...plan, engines });
    this.finish(plan);
    return true;
  }

  /** Pages that wait are not run any more. Pages that run may finish. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** A lost engine may answer again, so it is tried with the pages that no other engine can run. */
  #isFor({ engines }: PagePlan, engine: string): boolean {
    if (!engines.includes(engine)) return false;
    return !this.#lost.has(engine) || engines.every((name) => this.#lost.has(name));
  }

  #mayComeTo(engine: string): boolean {
    return [...this.#running].some(({ engines }) => engines.length > 1 && engines.includes(engine));
  }

  #wake(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers<void>();
    resolve();
  }
}
