/** Reads the topology of a lab, time after time. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Lab } from '../model/lab.ts';
import type { Topology } from '../tutorial/capture/topology.ts';
import { readLab } from './reading.ts';
import { topologyOf } from './topology-of.ts';
import { unsettled } from './unsettled.ts';

/** A task has ten seconds to end after it was told to; a swarm takes less for what else it does. Times the lab's slowdown. */
const SETTLES_WITHIN_MS = 15_000;
const PAUSE_MS = 50;
/** What was interrupted ends within this, or it does not end. */
const STEADY_MS = 400;

export interface ReaderOptions {
  /** What is not done by then is taken as it is. */
  readonly settlesWithinMs?: number;
}

export class TopologyReader {
  readonly #lab: Lab;
  readonly #signal: AbortSignal;
  readonly #settlesWithinMs: number;
  /** What was waited for in vain is not waited for again. */
  readonly #stuck = new Set<string>();

  constructor(
    lab: Lab,
    signal: AbortSignal,
    { settlesWithinMs = SETTLES_WITHIN_MS * lab.slowdown }: ReaderOptions = {},
  ) {
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
      const reading = await readLab(this.#lab);
      const reasons = unsettled(reading).filter((reason) => !this.#stuck.has(reason));
      if (reasons.length === 0) return topologyOf(reading);
      if (this.#signal.aborted || performance.now() >= deadline) {
        for (const reason of reasons) this.#stuck.add(reason);
        return topologyOf(reading);
      }
      // On a slow machine, questions take the time from what they ask about.
      await delay(PAUSE_MS * this.#lab.slowdown);
    }
  }

  /** The same once it stays the same: after something was interrupted, which may take its time to end. */
  async readSteady(): Promise<Topology> {
    const deadline = performance.now() + this.#settlesWithinMs;
    let last = await this.read();
    for (;;) {
      await delay(STEADY_MS * this.#lab.slowdown);
      const now = await this.read();
      if (isDeepStrictEqual(now, last) || this.#signal.aborted || performance.now() >= deadline) return now;
      last = now;
    }
  }
}
