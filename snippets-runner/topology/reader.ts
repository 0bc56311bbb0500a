/** Reads the topology of a lab, again and again. */

import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { awakeNow } from '../base/awake-clock.ts';
import { Pauses } from '../base/pauses.ts';
import type { Lab } from '../model/lab.ts';
import type { Topology } from '../tutorial/capture/topology.ts';
import { type Reading, readLab } from './reading.ts';
import { topologyOf } from './topology-of.ts';
import { unsettled } from './unsettled.ts';

/** Multiplied by the lab's slowdown: on a slow machine, requests slow down the changes that they ask about. */
const PAUSE = { firstMs: 20, mostMs: 200 };
const STEADY_WITHIN_MS = 15_000;
/** An interrupted command changes nothing any more if nothing has changed for this long. */
const STEADY_MS = 400;

export interface ReaderOptions {
  /** No change is waited for longer than this. */
  readonly settlesWithinMs?: number;
}

export class TopologyReader {
  readonly #lab: Lab;
  readonly #signal: AbortSignal;
  readonly #settlesWithinMs: number;
  /** Changes that did not end in time. They are not waited for again. */
  readonly #stuck = new Set<string>();
  #last: Reading | undefined;

  constructor(lab: Lab, signal: AbortSignal, { settlesWithinMs = Number.POSITIVE_INFINITY }: ReaderOptions = {}) {
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
    const start = awakeNow();
    const { slowdown } = this.#lab;
    const pauses = new Pauses({ firstMs: PAUSE.firstMs * slowdown, mostMs: PAUSE.mostMs * slowdown });
    for (;;) {
      const reading = await readLab(this.#lab, this.#last);
      this.#last = reading;
      const waitedMs = awakeNow() - start;
      const changes = unsettled(reading);
      for (const { what, withinMs } of changes) if (waitedMs >= this.#limit(withinMs)) this.#stuck.add(what);
      if (this.#signal.aborted || changes.every(({ what }) => this.#stuck.has(what))) return topologyOf(reading);
      await pauses.pause();
    }
  }

  /** Returns the topology after two equal readings. For interrupted commands, which may need time to end. */
  async readSteady(): Promise<Topology> {
    const deadline = awakeNow() + this.#limit(STEADY_WITHIN_MS);
    let last = await this.read();
    for (;;) {
      await delay(STEADY_MS * this.#lab.slowdown);
      const now = await this.read();
      if (isDeepStrictEqual(now, last) || this.#signal.aborted || awakeNow() >= deadline) return now;
      last = now;
    }
  }

  #limit(withinMs: number): number {
    return Math.min(withinMs * this.#lab.slowdown, this.#settlesWithinMs);
  }
}
