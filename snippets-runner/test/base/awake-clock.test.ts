import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { awakeNow } from '../../base/awake-clock.ts';

/** Keeps the process from running, as SIGSTOP does. */
const stop = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test('the clock goes with time, also if nobody looks at it', async () => {
  const start = awakeNow();
  await delay(1_500);
  expect(awakeNow() - start).toBeGreaterThan(1_400);
});

test('the clock stands still while the process is stopped', async () => {
  const [start, real] = [awakeNow(), performance.now()];
  stop(3_000);
  expect(performance.now() - real).toBeGreaterThan(2_900);
  expect(awakeNow() - start).toBeLessThan(1_000);
  await delay(300);
  expect(awakeNow() - start).toBeGreaterThan(290);
});

test('a timer that fires after the gap sees no gap', async () => {
  const start = awakeNow();
  const fired = delay(500).then(awakeNow);
  stop(3_000);
  expect((await fired) - start).toBeLessThan(1_000);
});
