/** Reads the topology of a lab, time after time. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../model/lab.ts';
import type { Topology } from '../model/topology.ts';
import { type DetailsCache, readLab } from './reading.ts';
import { topologyOf } from './topology-of.ts';
import { unsettled } from './unsettled.ts';

/** A swarm takes this long to make a task of a slow image run, or a node of another role. */
const SETTLES_WITHIN_MS = 10_000;
const PAUSE_MS = 50;

export interface ReaderOptions {
  /** What is not done by then is taken as it is. */
  readonly settlesWithinMs?: number;
}

export class TopologyReader {
  readonly #lab: Lab;
  readonly #signal: AbortSignal;
  readonly #settlesWithinMs: number;
  readonly #cache: DetailsCache = new Map();
  /** What was waited for in vain is not waited for again. */
  readonly #stuck = new Set<string>();

  constructor(lab: Lab, signal: AbortSignal, { settlesWithinMs = SETTLES_WITHIN_MS }: ReaderOptions = {}) {
    this.#lab = lab;
    this.#signal = signal;
    this.#settlesWithinMs = settlesWithinMs;
  }

  /**
   * The topology once Docker has done what it was told. Where it has nothing to do any more, one reading
   * is enough: what a command of Docker's changes on its node, it has changed when it ends.
   * @throws SnippetsError `engine-lost`, `docker-refused`, `api-unknown`
   */
  async read(): Promise<Topology> {
    const deadline = performance.now() + this.#settlesWithinMs;
    for (;;) {
      const reading = await readLab(this.#lab, this.#cache);
      const reasons = unsettled(reading).filter((reason) => !this.#stuck.has(reason));
      if (reasons.length === 0) return topologyOf(reading);
      if (this.#signal.aborted || performance.now() >= deadline) {
        for (const reason of reasons) this.#stuck.add(reason);
        return topologyOf(reading);
      }
      await delay(PAUSE_MS);
    }
  }
}
