/** Labs of one page, booted before they are needed and removed while nobody waits. */

import type { Engine } from '../model/lab.ts';
import type { PagePlan } from '../model/plan.ts';
import { hasDigest } from '../tutorial/docker-commands.ts';
import { planDifference } from './next-run.ts';
import { type PreparedLab, prepareLab, type RunContext } from './prepared-lab.ts';

/** An engine on which labs are made. */
export interface LabSource {
  /** Unique in a run. */
  readonly name: string;
  open(): Promise<Engine>;
}

export interface WarmLab {
  readonly prepared: PreparedLab;
  /** Whether it lacks an image that its page names. */
  readonly lacksImages: boolean;
  /** Of everything that goes on in the lab. */
  readonly signal: AbortSignal;
  /** Breaks off what is running in the lab. It can only be removed then. */
  abort(): void;
}

interface FreshLab {
  readonly plan: PagePlan;
  readonly source: string;
  readonly ready: Promise<WarmLab>;
  abort(): void;
}

export class WarmLabs implements AsyncDisposable {
  readonly #context: RunContext;
  readonly #removals = new Set<Promise<void>>();
  #fresh: FreshLab | undefined;
  /** Whether the lab that was booted last lacks an image that its page names. */
  #lacksImages = false;

  constructor(context: RunContext) {
    this.#context = context;
  }

  /**
   * Returns a lab in which nothing has run: the one that was prepared, if it is one for this plan.
   * @throws SnippetsError as `prepareLab` does
   */
  async take(plan: PagePlan, source: LabSource): Promise<WarmLab> {
    const fresh = this.#fresh;
    this.#fresh = undefined;
    if (fresh && isFor(fresh, plan, source)) {
      try {
        const lab = await fresh.ready;
        if (await isAlive(lab)) return lab;
        this.remove(lab);
      } catch (error) {
        if (this.#context.signal.aborted) throw error;
        // It was booted some time ago. Whether the engine still fails shows below.
      }
    } else if (fresh) this.#removeWhenReady(fresh);
    return this.#boot(plan, source, this.#context.emit).ready;
  }

  /**
   * Prepares a fresh lab for a plan, unless there is one. Its failure shows when it is taken. Does nothing while an image
   * is missing: it may be there when the next lab is needed.
   */
  prepare(plan: PagePlan, source: LabSource): void {
    if (this.#context.signal.aborted || this.#lacksImages || (this.#fresh && isFor(this.#fresh, plan, source))) return;
    if (this.#fresh) this.#removeWhenReady(this.#fresh);
    this.#fresh = this.#boot(plan, source, () => undefined);
    this.#fresh.ready.catch(() => undefined);
  }

  /** Takes back a lab in which nothing has run. */
  giveBack(lab: WarmLab, plan: PagePlan, source: LabSource): void {
    if (this.#fresh) this.remove(lab);
    else this.#fresh = { plan, source: source.name, ready: Promise.resolve(lab), abort: () => lab.abort() };
  }

  /** Removes a lab. A failure to do so is thrown when all labs are disposed of. */
  remove(lab: WarmLab): void {
    lab.abort();
    this.#keep(removed(lab));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = undefined;
    if (fresh) this.#removeWhenReady(fresh);
    const ends = await Promise.allSettled(this.#removals);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #boot(plan: PagePlan, source: LabSource, emit: RunContext['emit']): FreshLab {
    const own = new AbortController();
    const signal = AbortSignal.any([this.#context.signal, own.signal]);
    const abort = () => own.abort();
    const ready = source
      .open()
      .then((engine) => prepareLab(plan, engine, { signal, emit }))
      .then((prepared) => {
        this.#lacksImages = lacksImages(plan, prepared);
        return { prepared, lacksImages: this.#lacksImages, signal, abort };
      });
    return { plan, source: source.name, ready, abort };
  }

  #removeWhenReady({ ready, abort }: FreshLab): void {
    abort();
    // A lab that could not be booted was removed by then.
    this.#keep(ready.then(removed, () => undefined));
  }

  #keep(removal: Promise<void>): void {
    this.#removals.add(removal);
    removal.then(
      () => this.#removals.delete(removal),
      () => undefined,
    );
  }
}

/**
 * Returns whether a lab that has waited is still there. Somebody may have removed its nodes, or started the engine again.
 */
export async function isAlive({ prepared }: WarmLab): Promise<boolean> {
  // `condition` would know more, and takes a second.
  const asked = await Promise.allSettled([...prepared.lab.nodes.values()].map((node) => node.swarmState()));
  return asked.every(({ status }) => status === 'fulfilled');
}

function lacksImages({ page }: PagePlan, { lab }: PreparedLab): boolean {
  const { references = [] } = page.lab;
  // Nodes pull what has a digest themselves.
  return references.some((reference) => !hasDigest(reference) && !lab.images.has(reference));
}

async function removed({ prepared }: WarmLab): Promise<void> {
  await prepared[Symbol.asyncDispose]();
}

function isFor(fresh: FreshLab, plan: PagePlan, { name }: LabSource): boolean {
  return fresh.source === name && planDifference(fresh.plan, plan).length === 0;
}
