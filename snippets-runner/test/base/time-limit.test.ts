import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { mapWithinTime, withinTime } from '../../base/time-limit.ts';
import { skipIf } from '../skip.ts';
import { processorTime } from './processor-time.ts';

const HANGS = () => /(a+)+$/u.test(`${'a'.repeat(60)}b`);

test('work that ends in time is done', () => {
  expect(withinTime(1000, () => 7)).toEqual({ kind: 'done', result: 7 });
});

test.each<[string, () => unknown]>([
  ['a regular expression that backtracks', HANGS],
  [
    'a loop that catches every error',
    () => {
      for (;;) {
        try {
          Math.random();
        } catch {}
      }
    },
  ],
])('%s is ended', (_what, work) => {
  const spentMs = processorTime();
  expect(withinTime(50, work)).toEqual({ kind: 'too-slow' });
  expect(spentMs()).toBeLessThan(5000);
});

test('work that waited for a processor is started once more', () => {
  const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));
  let starts = 0;
  const work = () => {
    starts++;
    if (starts === 1) Atomics.wait(nobodyWakes, 0, 0, 60_000);
    return 'done';
  };
  expect(withinTime(100, work)).toEqual({ kind: 'done', result: 'done' });
  expect(starts).toBe(2);
});

const oldNode = 'threadCpuUsage' in process ? undefined : 'it needs Node 23.9, which can measure a single thread';

test('work that waited is started once more although another thread works', skipIf(oldNode), async () => {
  const isBusy = new Int32Array(new SharedArrayBuffer(4));
  const code = 'const { workerData } = require("node:worker_threads"); for (;;) workerData[0] = 1;';
  const other = new Worker(code, { eval: true, workerData: isBusy });
  await expect.poll(() => Atomics.load(isBusy, 0)).toBe(1);
  const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));
  let starts = 0;
  withinTime(500, () => starts++ === 0 && Atomics.wait(nobodyWakes, 0, 0, 60_000));
  expect(starts).toBe(2);
  await other.terminate();
});

test('work that has had a processor is not', () => {
  const startsOf = (limitMs: number) => {
    let starts = 0;
    expect(withinTime(limitMs, () => [starts++, HANGS()])).toEqual({ kind: 'too-slow' });
    return starts;
  };
  // On a busy machine, the work may wait for a processor in most attempts, but not in all of them.
  const attempts = Array.from({ length: 40 }, (_, attempt) => attempt);
  expect(attempts.some(() => startsOf(20) === 1)).toBe(true);
});

test('an error of the work is thrown as it is', () => {
  const error = new TypeError('no');
  expect(() =>
    withinTime(1000, () => {
      throw error;
    }),
  ).toThrow(error);
});

test('the inner of two limits ends only the inner work', () => {
  const both = withinTime(10_000, () => [withinTime(50, HANGS), withinTime(1000, () => 'next')]);
  expect(both).toEqual({ kind: 'done', result: [{ kind: 'too-slow' }, { kind: 'done', result: 'next' }] });
});

test('the outer of two limits ends both works', () => {
  expect(withinTime(50, () => withinTime(60_000, HANGS))).toEqual({ kind: 'too-slow' });
  expect(withinTime(1000, () => 'next')).toEqual({ kind: 'done', result: 'next' });
});

test('of several items, only the slow ones are ended, and the order is kept', () => {
  const items = [1, 2, 3, 4];
  const result = mapWithinTime(
    items,
    50,
    (item) => (item % 2 === 0 && HANGS() ? 0 : item * 10),
    (item) => -item,
  );
  expect(result).toEqual([10, -2, 30, -4]);
});

test('of many slow items, the later ones are ended sooner', () => {
  const endedAfter: number[] = [];
  const spentMs = processorTime();
  mapWithinTime(
    Array.from({ length: 15 }),
    100,
    () => void HANGS(),
    (_, afterMs) => void endedAfter.push(afterMs),
  );
  expect(endedAfter.at(0)).toBe(100);
  expect(endedAfter.slice(5)).toEqual(Array.from({ length: 10 }, () => 10));
  expect(spentMs()).toBeLessThan(1_200);
});
