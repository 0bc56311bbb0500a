/** The fuzz test: see scripts/fuzz. */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Target } from './fuzzing/target.ts';
import { TARGETS, type TargetName } from './fuzzing/targets.ts';

/** A person, or the other side of a connection, waits for each of these. */
const LONGEST_MS = 2_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const numbers = positionals.filter((word) => /^\d+$/u.test(word));
const names = positionals.filter((word) => !numbers.includes(word));
const unknown = names.filter((name) => !Object.hasOwn(TARGETS, name));
const inputs = Number(numbers[0] ?? 100_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (inputs < 1 || numbers.length > 1 || !Number.isInteger(seed) || unknown.length > 0) {
  const known = Object.keys(TARGETS).join(', ');
  say(`error: INPUTS must be an integer of at least 1, --seed an integer, and TARGET one of: ${known}`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : Object.keys(TARGETS)) await fuzz(name as TargetName);

async function fuzz(name: TargetName): Promise<void> {
  say(`${name}: seed ${seed}, ${inputs} inputs`);
  const target: Target = await TARGETS[name]();
  const start = performance.now();
  let done = 0;
  let slowestMs = 0;
  const property = fc.asyncProperty(target.inputs, async (input) => {
    let ms = await timeOf(input, target);
    // On a busy machine, any input may be slow once.
    for (let again = 0; ms > LONGEST_MS && again < 3; again++) ms = Math.min(ms, await timeOf(input, target));
    slowestMs = Math.max(slowestMs, ms);
    if (++done % 10_000 === 0) say(`${name}: ${done}, ${rate(done, start)}`);
    if (ms > LONGEST_MS) throw new RangeError(`it took ${ms.toFixed(0)} ms`);
  });
  const result = await fc.check(property, { numRuns: inputs, seed });
  await target.end?.();
  const line = `${name}: seed ${seed}: ${done} inputs, ${rate(done, start)}; slowest ${slowestMs.toFixed(0)} ms`;
  process.stdout.write(`${line}\n`);
  if (!result.failed) return;
  process.stdout.write(`${fc.defaultReportMessage(result) ?? ''}\n`);
  process.exitCode = 1;
}

/** Returns how long the check took, in milliseconds. */
async function timeOf(input: unknown, { check }: Target): Promise<number> {
  const began = performance.now();
  await check(input);
  return performance.now() - began;
}

function rate(done: number, start: number): string {
  const seconds = (performance.now() - start) / 1000;
  return `${seconds.toFixed(0)} s, ${(done / seconds).toFixed(0)} inputs/s`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
