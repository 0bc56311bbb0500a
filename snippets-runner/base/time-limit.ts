/**
 * Ends synchronous work that takes too long, such as a regular expression that backtracks without end. Node's vm
 * module ends all JavaScript that a script has called when the script's timeout is exceeded
 * (https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options). V8's regular expressions are
 * ended too, so they keep the semantics of JavaScript. `finally` blocks of ended work do not run.
 */
import { type Context, createContext, Script } from 'node:vm';

export type Limited<Result> = { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'too-slow' };

/**
 * Runs work, and ends it if it exceeds the limit. A call costs a few tenths of a millisecond: it starts a thread.
 * Calls may be nested.
 *
 * The limit is for the time that this thread works, not for the time that it waits for a processor of a busy machine.
 * If the work was ended although it has hardly had a processor, it is started once more, with more time.
 * @throws what the work throws
 */
export function withinTime<Result>(limitMs: number, work: () => Result): Limited<Result> {
  const start = performance.now();
  const before = cpuUsage();
  const first = withinClockTime(limitMs, work);
  if (first.kind === 'done') return first;
  const { user, system } = cpuUsage(before);
  const [workedMs, passedMs] = [(user + system) / 1_000, performance.now() - start];
  if (workedMs > limitMs / 2) return first;
  return withinClockTime(limitMs * Math.min(passedMs / workedMs, MOST_SLOWDOWN), work);
}

/** Of this thread. Node has had it since 23.9; before, other threads count as well. */
const cpuUsage = process.threadCpuUsage ?? process.cpuUsage;

/** A busy machine is at most so many times slower than an idle one. */
const MOST_SLOWDOWN = 20;

function withinClockTime<Result>(limitMs: number, work: () => Result): Limited<Result> {
  script ??= new Script('work()');
  const context = free.pop() ?? createContext(Object.create(null));
  try {
    context.work = work;
    return { kind: 'done', result: script.runInContext(context, { timeout: Math.max(1, Math.round(limitMs)) }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { kind: 'too-slow' };
    throw error;
  } finally {
    context.work = undefined;
    free.push(context);
  }
}

/**
 * Like `map`, but with a time limit for each item. Many items share one call of `withinTime`, because it would cost
 * more than a short piece of work. An item is ended after the limit at the earliest, and after twice the limit at
 * the latest. When items that were ended have taken `SLOW_TOTAL` times the limit, the others get a tenth of it.
 * @param tooSlow returns the result of an item that was ended after a time, in milliseconds
 */
export function mapWithinTime<Item, Result>(
  items: readonly Item[],
  limitMs: number,
  work: (item: Item) => Result,
  tooSlow: (item: Item, afterMs: number) => Result,
): readonly Result[] {
  const results: Result[] = [];
  let current = -1;
  let slowMs = 0;
  let isAfterSlow = false;
  while (results.length < items.length) {
    const ownMs = slowMs < SLOW_TOTAL * limitMs ? limitMs : limitMs / 10;
    const began = performance.now();
    // Where one item is slow, the next often is. It gets a call of its own, so the limit is exact.
    const { kind }: Limited<void> = withinTime(isAfterSlow ? ownMs : 2 * ownMs, () => {
      const start = performance.now();
      do {
        current = results.length;
        results.push(work(items[current] as Item));
      } while (!isAfterSlow && results.length < items.length && performance.now() - start < ownMs);
    });
    isAfterSlow = kind === 'too-slow';
    // The time may also have been over between two items. Then no item was too slow.
    if (kind === 'too-slow' && results.length === current) {
      results.push(tooSlow(items[current] as Item, ownMs));
      slowMs += performance.now() - began;
    }
  }
  return results;
}

/** Somebody who waits for the mistakes of many slow items has seen enough of them. */
const SLOW_TOTAL = 5;

let script: Script | undefined;
/** Contexts that no call uses. A nested call needs a context of its own. */
const free: Context[] = [];
