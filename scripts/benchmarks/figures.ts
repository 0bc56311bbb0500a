/** Measured times, in seconds, and the tables that show them. */
import { shuffled as shuffledBy } from '../chance.ts';

export interface Table {
  readonly title: string;
  /** Says what was measured. */
  readonly note: string;
  /** The row that the others are compared with. */
  readonly base: string | undefined;
  /** Number of commands that each row ran; undefined if the time for one command says nothing. */
  readonly commands: number | undefined;
  /** By name of the row: seconds, one value for each round. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
}

/** Collects rows, in the order of their first measurement. */
export class Series {
  readonly rows = new Map<string, number[]>();

  add(name: string, seconds: number): void {
    this.rows.set(name, [...(this.rows.get(name) ?? []), seconds]);
  }

  async measure(name: string, act: () => Promise<number>): Promise<void> {
    this.add(name, await act());
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** Returns a new order each time, so that no act always runs after the same other one. */
export function shuffled<T>(all: readonly T[]): readonly T[] {
  return shuffledBy(all, Math.floor(Math.random() * 2 ** 32));
}

/** Returns seconds. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
