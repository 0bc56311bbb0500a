import { setTimeout as delay } from 'node:timers/promises';

const GROWTH = 1.5;

/** Pauses between questions whether something has happened: short at first, then each longer than the one before. */
export class Pauses {
  readonly #mostMs: number;
  #nextMs: number;

  constructor({ firstMs, mostMs }: { readonly firstMs: number; readonly mostMs: number }) {
    this.#nextMs = firstMs;
    this.#mostMs = mostMs;
  }

  /** Length of the next pause. */
  get nextMs(): number {
    return this.#nextMs;
  }

  async pause(): Promise<void> {
    await delay(this.#nextMs);
    this.#nextMs = Math.min(this.#nextMs * GROWTH, this.#mostMs);
  }
}
