/**
 * A clock that stands still while this process cannot run: stopped by a signal, or on a machine that sleeps. After such
 * a gap, timers fire before anything that has arrived meanwhile is read. On another clock, a command that has ended
 * would seem to have timed out, and a program that has printed would seem to be silent.
 */

const TICK_MS = 250;
/** A longer time between two ticks is a gap. A busy process ticks late, too, but less. */
const GAP_MS = 1_000;

let last = performance.now();
let skipped = 0;
let timer: NodeJS.Timeout | undefined;

/** Returns the time in milliseconds that this process could run. Only differences have a meaning. */
export function awakeNow(): number {
  // Without ticks, a long time between two calls would be a gap.
  if (timer === undefined) {
    timer = setInterval(awakeNow, TICK_MS).unref();
    last = performance.now();
  }
  const now = performance.now();
  if (now - last > GAP_MS) skipped += now - last - TICK_MS;
  last = now;
  return now - skipped;
}
