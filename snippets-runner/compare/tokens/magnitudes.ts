/**
 * How much two measures may differ: by a factor. Small values may differ more, because chance decides them: each is taken
 * as at least the floor of its kind.
 */
import type { MeasureClass } from './measures.ts';

/** How far two measures may be apart. */
export interface Tolerance {
  /** A snippet's `tolerance=N`: it multiplies all factors. */
  readonly widening: number;
  /** The floor of ages, in seconds. A person who types commands takes minutes, a run takes seconds. */
  readonly ageFloor: number;
}

/** Between two commands a busy machine may pause for a minute, where an idle one goes on within a second. */
export const RUN_TOLERANCE: Tolerance = { widening: 1, ageFloor: 3 };
/** An author of a document typed the commands by hand. */
export const DOCUMENT_TOLERANCE: Tolerance = { widening: 1, ageFloor: 300 };

/**
 * A virtual machine may be ten times slower than another, and a busy one three times slower than an idle one. The factor
 * stays below 60, the step from seconds to minutes to hours, so the same number with another unit is always found.
 */
const TIME_FACTOR = 30;
/**
 * A machine has between 2 and 512 GiB of memory. The factor stays below 1000, the step from one unit to the next, so the
 * same number with another unit is always found.
 */
const SIZE_FACTOR = 300;

/** In seconds. Whoever prints whole seconds does not care for less. */
const SECONDS_FLOOR = 1;
/** In seconds, for times that are printed in milliseconds or less: a scheduler may need that long. */
const MILLISECONDS_FLOOR = 0.1;
/** In bytes: what a few packets or blocks have. */
const SIZE_FLOOR = 100_000;

/** The values that a text can stand for, such as 3 to 4 seconds for `3 seconds`. */
interface Quantity {
  readonly least: number;
  readonly most: number;
  readonly floor: number;
}

/** Returns the factor that two measures exceed, or undefined if they are near enough, or if any two would be. */
export function exceededFactor(
  measure: MeasureClass,
  captured: string,
  printed: string,
  { widening, ageFloor }: Tolerance,
): number | undefined {
  const pairs = pairsOf(measure, captured, printed, ageFloor);
  const factor = (measure === 'size' ? SIZE_FACTOR : TIME_FACTOR) * widening;
  return pairs.every(([one, other]) => isNear(one, other, factor)) ? undefined : factor;
}

/** Returns the factor that two numbers of bytes exceed. */
export function exceededByteFactor(captured: number, printed: number, { widening }: Tolerance): number | undefined {
  const [one, other] = [captured, printed].map((bytes) => ({ least: bytes, most: bytes, floor: SIZE_FLOOR }));
  const factor = SIZE_FACTOR * widening;
  return !one || !other || isNear(one, other, factor) ? undefined : factor;
}

function pairsOf(
  measure: MeasureClass,
  captured: string,
  printed: string,
  ageFloor: number,
): (readonly [Quantity, Quantity])[] {
  switch (measure) {
    case 'duration':
      return [[durationOf(captured), durationOf(printed)]];
    case 'age':
      return [[ageOf(captured, ageFloor), ageOf(printed, ageFloor)]];
    case 'size':
      return [[sizeOf(captured), sizeOf(printed)]];
    case 'round-trip': {
      const after = printed.split(' ')[0]?.split('/') ?? [];
      return (
        captured
          .split(' ')[0]
          ?.split('/')
          .map((time, index) => [durationOf(`${time}ms`), durationOf(`${after[index]}ms`)] as const) ?? []
      );
    }
    default:
      return [];
  }
}

function isNear(one: Quantity, other: Quantity, factor: number): boolean {
  const floor = Math.max(one.floor, other.floor);
  return (
    Math.max(one.least, floor) <= factor * Math.max(other.most, floor) &&
    Math.max(other.least, floor) <= factor * Math.max(one.most, floor)
  );
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-9],
  ['µs', 1e-6],
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['sec', 1],
  ['second', 1],
  ['m', 60],
  ['minute', 60],
  ['h', 3600],
  ['hour', 3600],
  ['day', 86_400],
  ['week', 7 * 86_400],
  ['month', 30 * 86_400],
  ['year', 365 * 86_400],
]);

/** Reads one or more numbers with units, such as `1m30.5s`, `0.045 ms` or `300sec`. */
function durationOf(text: string): Quantity {
  const parts = Array.from(text.matchAll(/(\d+(?:\.\d+)?) ?([a-zµ]+)/gu), ([, number, unit]) => ({
    number: Number(number),
    seconds: secondsIn(unit ?? ''),
  }));
  const total = parts.reduce((sum, { number, seconds }) => sum + number * seconds, 0);
  const floor = parts.some(({ seconds }) => seconds >= 1) ? SECONDS_FLOOR : MILLISECONDS_FLOOR;
  return { least: total, most: total, floor };
}

/** Reads what Docker's units.HumanDuration writes: it rounds down to the unit. */
function ageOf(text: string, floor: number): Quantity {
  const [, number = '', unit = ''] = /^(?:(\d+)|[Aa]bout an?|[Ll]ess than a) ([a-z]+)$/u.exec(text) ?? [];
  const count = /^less/iu.test(text) ? 0 : Number(number || 1);
  return { least: count * secondsIn(unit), most: (count + 1) * secondsIn(unit), floor };
}

function secondsIn(unit: string): number {
  return SECONDS.get(unit) ?? SECONDS.get(unit.replace(/s$/u, '')) ?? 1;
}

function sizeOf(text: string): Quantity {
  const [, number, step = '', binary] = /^([\d.]+) ?([kKMGTP]?)(i?)B$/u.exec(text) ?? [];
  const bytes = Number(number) * (binary ? 1024 : 1000) ** ['', 'k', 'm', 'g', 't', 'p'].indexOf(step.toLowerCase());
  return { least: bytes, most: bytes, floor: SIZE_FLOOR };
}
