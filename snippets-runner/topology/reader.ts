/** Reads the topology of a lab, again and again. */

import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { awakeNow } from '../base/awake-clock.ts';
import type { Lab } from '../model/lab.ts';
import type { Topology } from '../tutorial/capture/topology.ts';
import { readLab } from './reading.ts';
import { topologyOf } from './topology-of.ts';
import { unsettled } from './unsettled.ts';

/** A task may take 10 s to stop. All else in a swarm is faster. Multiplied by the lab's slowdown. */
const SETTLES_WITHIN_MS = 15_000;
const PAUSE_MS = 50;
/** An interrupted command changes nothing any more if nothing has changed for this long. */
const STEADY_MS = 400;

export interface ReaderOptions {
  /** Changes that take longer are not waited for. */
  readonly settlesWithinMs?: number;
}

export class TopologyReader {
  readonly #lab: Lab;
  readonly #signal: AbortSignal;
  readonly #settlesWithinMs: number;
  /** Reasons to wait that did not end in time. They are not waited for again. */
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
   * Returns the topology after Docker has finished its work. If it has no work left, one reading is enough: a Docker
   * command has changed its node by the time it ends.
   * @throws SnippetsError `engine-lost`, `docker-refused`, `api-unknown`
   */
  async read(): Promise<Topology> {
    const deadline = awakeNow() + this.#settlesWithinMs;
    for (;;) {
      const reading = await readLab(this.#lab);
      const reasons = unsettled(reading).filter((reason) => !this.#stuck.has(reason));
      if (reasons.length === 0) return topologyOf(reading);
      if (this.#signal.aborted || awakeNow() >= deadline) {
        for (const reason of reasons) this.#stuck.add(reason);
        return topologyOf(reading);
      }
      // On a slow machine, requests slow down the changes that they ask about.
      await delay(PAUSE_MS * this.#lab.slowdown);
    }
  }

  /** Returns the topology after two equal readings. For interrupted commands, which may need time to end. */
  async readSteady(): Promise<Topology> {
    const deadline = awakeNow() + this.#settlesWithinMs;
    let last = await this.read();
    for (;;) {
      await delay(STEADY_MS * this.#lab.slowdown);
      const now = await this.read();
      if (isDeepStrictEqual(now, last) || this.#signal.aborted || awakeNow() >= deadline) return now;
      last = now;
    }
  }
}
