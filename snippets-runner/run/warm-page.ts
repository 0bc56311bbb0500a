/**
 * Runs a page again and again while its author writes. It has two labs: in one the page has run, and stays as its last
 * command has left it; in the other nothing has run, so a run from the beginning need not wait for a boot. It prints
 * nothing, and does one thing at a time: `answer`, `settle` or `confirm`. `heed` says that there is a newer version.
 */

import { SnippetsError } from '../model/error.ts';
import type { NextRun } from '../model/next-run.ts';
import type { PagePlan } from '../model/plan.ts';
import type { Recording } from '../model/recording.ts';
import { LiveRun } from './live-run.ts';
import { nextRun } from './next-run.ts';
import type { RunContext } from './prepared-lab.ts';
import { leaksOf } from './record-page.ts';
import { isAlive, type LabSource, WarmLabs } from './warm-labs.ts';

export interface Answer {
  readonly next: NextRun;
  /** How many snippets have run for this answer. */
  readonly ran: number;
  readonly recording: Recording;
  /** False as long as something is on the nodes that the page may still be removing. `settle` waits for it. */
  readonly isSettled: boolean;
  /** False if the lab has waited for the author between two snippets. `confirm` runs all of them in one go. */
  readonly isOneRun: boolean;
  /** Whether the page names an image that the lab does not have. */
  readonly lacksImages: boolean;
}

export class WarmPage implements AsyncDisposable {
  readonly #context: RunContext;
  readonly #labs: WarmLabs;
  /** The lab in which the page has run, as far as it has. */
  #live: LiveRun | undefined;
  #isOneRun = true;
  /** What has run since the last answer: saves may follow each other faster than answers. */
  #pending: { readonly next: NextRun; readonly ran: number } | undefined;
  /** Whether it has to run in another lab, although no command has changed. */
  #isOutdated = false;
  /** Why the next run in a fresh lab is from the beginning, if not because it is the first. */
  #whyAll: NextRun | undefined;
  #doing: Doing | undefined;

  constructor(context: RunContext) {
    this.#context = context;
    this.#labs = new WarmLabs(context);
  }

  /**
   * Runs what a new version of the page needs.
   * @returns undefined if a newer version has come meanwhile
   * @throws SnippetsError as `recordPage` does
   */
  async answer(plan: PagePlan, source: LabSource): Promise<Answer | undefined> {
    const doing = this.#begin('answering');
    try {
      const ran = this.#isOutdated ? undefined : this.#live?.ran;
      const next = ran ? nextRun(ran, plan) : (this.#whyAll ?? nextRun(undefined, plan));
      const live = await this.#runNext(next, plan, source, doing);
      const isLookedAt = live && !doing.isStopped && live.leftovers === 'unread';
      if (isLookedAt) await live.lookAtLeftovers(this.#context.signal, 'once');
      // A save may have come meanwhile. If it has broken off what runs in the lab, nothing more can run there.
      if (live?.lab.signal.aborted) this.#drop();
      return live && !doing.isStopped ? this.#answered(live, plan, next) : undefined;
    } catch (error) {
      this.#drop();
      this.#pending = undefined;
      if (doing.isStopped && !this.#context.signal.aborted) return undefined;
      this.#whyAll = undefined;
      throw error;
    } finally {
      this.#doing = undefined;
    }
  }

  /** Waits for what the page removes by itself. @returns undefined if a newer version has come meanwhile */
  async settle(answer: Answer): Promise<Answer | undefined> {
    const live = this.#live;
    if (!live) return undefined;
    const doing = this.#begin('settling');
    try {
      await live.lookAtLeftovers(AbortSignal.any([this.#context.signal, doing.end.signal]), 'until settled');
      return doing.isStopped ? undefined : { ...answer, recording: live.recording, isSettled: true };
    } catch (error) {
      this.#drop();
      throw error;
    } finally {
      this.#doing = undefined;
    }
  }

  /**
   * Runs the whole page in the fresh lab, which then takes the place of the other one.
   * @returns undefined if a newer version has come meanwhile: then the other lab is still there
   */
  async confirm(plan: PagePlan, source: LabSource): Promise<Answer | undefined> {
    const doing = this.#begin('confirming');
    let run: LiveRun | undefined;
    try {
      const lab = await this.#labs.take(plan, source);
      if (doing.isStopped) {
        this.#labs.giveBack(lab, plan, source);
        return undefined;
      }
      run = new LiveRun(plan, lab);
      this.#labs.prepare(plan, source);
      doing.end.signal.addEventListener('abort', () => lab.abort());
      await run.play(
        () => undefined,
        () => doing.isStopped,
      );
      await run.lookAtLeftovers(lab.signal, 'until settled');
    } catch (error) {
      if (run) this.#labs.remove(run.lab);
      if (doing.isStopped && !this.#context.signal.aborted) return undefined;
      throw error;
    } finally {
      this.#doing = undefined;
    }
    if (doing.isStopped) {
      this.#labs.remove(run.lab);
      return undefined;
    }
    this.#drop();
    this.#live = run;
    this.#isOneRun = true;
    const { recording } = run;
    const { lacksImages } = run.lab;
    const next = { kind: 'all', why: { kind: 'again' } } as const;
    return { next, ran: recording.snippets.length, recording, isSettled: true, isOneRun: true, lacksImages };
  }

  /** Prepares the lab of the next run from the beginning. */
  prepare(plan: PagePlan, source: LabSource): void {
    this.#labs.prepare(plan, source);
  }

  /**
   * Called when there is a newer version. A command that both versions have may end; any other is broken off.
   * @param plan undefined if the newer version cannot be run
   */
  heed(plan: PagePlan | undefined): void {
    const doing = this.#doing;
    if (!doing) return;
    doing.isStopped = true;
    doing.end.abort();
    if (doing.kind !== 'answering' || !plan || !this.#live) return;
    const next = nextRun(this.#live.ran, plan);
    if (next.kind !== 'all') return;
    this.#whyAll = next;
    this.#live.lab.abort();
  }

  /** Has the next answer run everything, because an image was missing. */
  startOver(): void {
    this.#isOutdated = true;
    this.#whyAll = { kind: 'all', why: { kind: 'image-missing' } };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#drop();
    await this.#labs[Symbol.asyncDispose]();
  }

  /** @returns undefined if a newer version has come before anything could run */
  async #runNext(next: NextRun, plan: PagePlan, source: LabSource, doing: Doing): Promise<LiveRun | undefined> {
    if (next.kind === 'all') return this.#runAll(next, plan, source, doing);
    const live = this.#live as LiveRun;
    live.adopt(plan);
    if (next.kind === 'nothing') return live;
    const isThere = await isAlive(live.lab);
    if (doing.isStopped) return undefined;
    try {
      if (isThere) return await this.#play(live, next, doing);
    } catch (error) {
      if (doing.isStopped || this.#context.signal.aborted || !(error instanceof SnippetsError)) throw error;
      if (await isAlive(live.lab)) throw error;
    }
    return this.#runAll({ kind: 'all', why: { kind: 'lost' } }, plan, source, doing);
  }

  async #runAll(next: NextRun, plan: PagePlan, source: LabSource, doing: Doing): Promise<LiveRun | undefined> {
    this.#drop();
    const lab = await this.#labs.take(plan, source);
    this.#live = new LiveRun(plan, lab);
    this.#isOneRun = true;
    this.#pending = { next, ran: 0 };
    this.#labs.prepare(plan, source);
    return doing.isStopped ? undefined : this.#play(this.#live, next, doing);
  }

  async #play(live: LiveRun, next: NextRun, doing: Doing): Promise<LiveRun> {
    const before = live.recording.snippets.length;
    if (!this.#pending && next.kind === 'rest' && before > 0) this.#isOneRun = false;
    const earlier = this.#pending ?? { next, ran: 0 };
    try {
      await live.play(this.#context.emit, () => doing.isStopped);
    } finally {
      this.#pending = { next: earlier.next, ran: earlier.ran + live.recording.snippets.length - before };
    }
    return live;
  }

  #answered(live: LiveRun, plan: PagePlan, next: NextRun): Answer {
    const { next: began, ran } = this.#pending ?? { next, ran: 0 };
    this.#pending = undefined;
    this.#whyAll = undefined;
    const { recording, leftovers } = live;
    const isSettled = leftovers === 'settled' || leaksOf(plan, recording).length === 0;
    const { lacksImages } = live.lab;
    return { next: began, ran, recording, isSettled, isOneRun: this.#isOneRun, lacksImages };
  }

  #begin(kind: Doing['kind']): Doing {
    const doing: Doing = { kind, isStopped: false, end: new AbortController() };
    this.#doing = doing;
    return doing;
  }

  #drop(): void {
    if (this.#live) this.#labs.remove(this.#live.lab);
    this.#live = undefined;
    this.#isOutdated = false;
  }
}

interface Doing {
  readonly kind: 'answering' | 'settling' | 'confirming';
  /** Whether a newer version has come. */
  isStopped: boolean;
  /** Aborted then. */
  readonly end: AbortController;
}
