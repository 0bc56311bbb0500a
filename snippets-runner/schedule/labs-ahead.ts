/** The labs of one engine's pages: while pages run, the lab of the next one is booted. */
import type { Session } from '../model/plan.ts';
import type { EngineOffer } from '../model/pool.ts';
import { type SessionContext, type Stage, setStage } from '../session/stage.ts';
import type { PageQueue } from './page-queue.ts';

export interface SessionLab {
  readonly session: Session;
  /** Rejects as `setStage` and the opening of the engine do. */
  readonly ready: Promise<Stage>;
}

export class LabsAhead {
  readonly #offer: EngineOffer;
  readonly #queue: PageQueue;
  readonly #context: SessionContext;
  #ahead: SessionLab | undefined;

  constructor(offer: EngineOffer, queue: PageQueue, context: SessionContext) {
    this.#offer = offer;
    this.#queue = queue;
    this.#context = context;
  }

  /** The lab of the next page; undefined when there is no further page for this engine. */
  async next(): Promise<SessionLab | undefined> {
    if (this.#context.signal.aborted) return undefined;
    const ahead = this.#takeAhead();
    if (ahead) return ahead;
    const session = await this.#queue.take(this.#offer.name);
    return session && this.#boot(session);
  }

  /** Boots one lab before it is asked for, if a page waits for it. */
  bootAhead(): void {
    if (this.#ahead || this.#context.signal.aborted) return;
    const session = this.#queue.takeNow(this.#offer.name);
    if (session) this.#ahead = this.#boot(session);
  }

  /** What was booted for nobody, because the run has ended meanwhile. @throws SnippetsError */
  async removeUnused(): Promise<void> {
    const unused = this.#takeAhead();
    if (!unused) return;
    this.#queue.finish(unused.session);
    const stage = await unused.ready.catch(() => undefined);
    await stage?.[Symbol.asyncDispose]();
  }

  #takeAhead(): SessionLab | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead;
  }

  #boot(session: Session): SessionLab {
    const ready = this.#offer.open().then((engine) => setStage(session, engine, this.#context));
    // Whoever runs the page is told of a failure; until then it is nobody's.
    ready.catch(() => undefined);
    return { session, ready };
  }
}
