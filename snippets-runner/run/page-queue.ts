/**
 * The pages that wait to be run, for all engines. A page that an engine was lost with comes back, for the
 * others; so an engine's share is at its end only when no page is under way that could still come to it.
 */
import type { PagePlan } from '../model/plan.ts';

export class PageQueue {
  readonly #waiting: PagePlan[];
  readonly #underWay = new Set<PagePlan>();
  readonly #lost = new Set<string>();
  #isClosed = false;
  #changed = Promise.withResolvers<void>();

  constructor(sessions: readonly PagePlan[]) {
    this.#waiting = [...sessions];
  }

  /** The next page for an engine; undefined when there will be none. */
  async take(engine: string): Promise<PagePlan | undefined> {
    for (;;) {
      const plan = this.takeNow(engine);
      if (plan || this.#isClosed || !this.#mayComeTo(engine)) return plan;
      await this.#changed.promise;
    }
  }

  /** The next page that waits for an engine at this moment. */
  takeNow(engine: string): PagePlan | undefined {
    if (this.#isClosed) return undefined;
    const index = this.#waiting.findIndex((plan) => this.#isFor(plan, engine));
    if (index < 0) return undefined;
    const [plan] = this.#waiting.splice(index, 1);
    if (plan) this.#underWay.add(plan);
    return plan;
  }

  finish(plan: PagePlan): void {
    this.#underWay.delete(plan);
    this.#wake();
  }

  /** @returns false where no other engine is there that can run the page */
  giveToOthers(plan: PagePlan, lost: string): boolean {
    this.#lost.add(lost);
    const engines = plan.engines.filter((name) => !this.#lost.has(name));
    if (engines.length === 0 || this.#isClosed) return false;
    this.#waiting.unshift({ ...plan, engines });
    this.finish(plan);
    return true;
  }

  /** What waits is not run; what is under way may end. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** A lost engine gets only what no other can run: it may be back. */
  #isFor({ engines }: PagePlan, engine: string): boolean {
    if (!engines.includes(engine)) return false;
    return !this.#lost.has(engine) || engines.every((name) => this.#lost.has(name));
  }

  #mayComeTo(engine: string): boolean {
    return [...this.#underWay].some(({ engines }) => engines.length > 1 && engines.includes(engine));
  }

  #wake(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers<void>();
    resolve();
  }
}
