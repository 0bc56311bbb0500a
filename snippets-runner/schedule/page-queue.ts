/**
 * The pages that wait to be run, for all engines. A page that an engine was lost with comes back, for the
 * others; so an engine's share is at its end only when no page is under way that could still come to it.
 */
import type { Session } from '../model/plan.ts';

export class PageQueue {
  readonly #waiting: Session[];
  readonly #underWay = new Set<Session>();
  readonly #lost = new Set<string>();
  #isClosed = false;
  #changed = Promise.withResolvers<void>();

  constructor(sessions: readonly Session[]) {
    this.#waiting = [...sessions];
  }

  /** The next page for an engine; undefined when there will be none. */
  async take(engine: string): Promise<Session | undefined> {
    for (;;) {
      const session = this.takeNow(engine);
      if (session || this.#isClosed || !this.#mayComeTo(engine)) return session;
      await this.#changed.promise;
    }
  }

  /** The next page that waits for an engine at this moment. */
  takeNow(engine: string): Session | undefined {
    if (this.#isClosed) return undefined;
    const index = this.#waiting.findIndex((session) => this.#isFor(session, engine));
    if (index < 0) return undefined;
    const [session] = this.#waiting.splice(index, 1);
    if (session) this.#underWay.add(session);
    return session;
  }

  finish(session: Session): void {
    this.#underWay.delete(session);
    this.#wake();
  }

  /** @returns false where no other engine is there that can run the page */
  giveToOthers(session: Session, lost: string): boolean {
    this.#lost.add(lost);
    const engines = session.engines.filter((name) => !this.#lost.has(name));
    if (engines.length === 0 || this.#isClosed) return false;
    this.#waiting.unshift({ ...session, engines });
    this.finish(session);
    return true;
  }

  /** What waits is not run; what is under way may end. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** A lost engine gets only what no other can run: it may be back. */
  #isFor({ engines }: Session, engine: string): boolean {
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
