/** What was measured: series of seconds, one value a round, and the tables they are shown in. */

export interface Table {
  readonly title: string;
  /** What one has to know to read it. */
  readonly note: string;
  /** The row that the others are held against. */
  readonly base: string | undefined;
  /** Commands that each row ran, where the cost of one is of interest. */
  readonly commands: number | undefined;
  /** Seconds, one a round, by what was measured. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
}

/** Collects rows; a row stands where it was first measured. */
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

/** In another order each time, so that none always follows the same one, with what that leaves behind. */
export function shuffled<T>(all: readonly T[]): readonly T[] {
  return all
    .map((one) => ({ one, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

/** @returns seconds */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
