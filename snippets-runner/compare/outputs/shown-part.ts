/**
 * Finds out whether a document shows only a part of an output, without a line such as `...` for the rest. People copy the
 * first lines of a long output. That is a difference, as the document does not say it, but it has one cause.
 */
import type { DiffLine, ShownPart } from '../../model/outcome.ts';
import type { Comparison } from '../tokens/match.ts';
import { additionalLine, sameLine } from './diff.ts';
import { windowOf } from './elisions.ts';
import type { Order } from './listings.ts';
import { type Unification, unifyOutputs } from './unify.ts';

/** Fewer lines are not a rest that somebody has left out. */
const FEWEST = 3;
/** Of a differing output, from how many additional lines on its end is taken for a rest. */
const FEWEST_AT_END = 5;
/** In characters. Less may be anywhere in an output. */
const SHORTEST = 8;
/** Lines between others are not looked for in a longer output. */
const MOST_LINES = 500;
const CONTEXT_LINES = 3;

export interface PartialUnification extends Unification {
  readonly part?: ShownPart;
}

/** Compares as `unifyOutputs` does. If the document shows a part, the lines are those that matter. */
export function unifyShown(
  shown: string,
  printed: string,
  comparison: Comparison,
  order: Order = 'kept',
): PartialUnification {
  const { substitution } = comparison;
  let whole: Unification | undefined;
  const matches = substitution.attempt(() => {
    whole = unifyOutputs(shown, printed, comparison, order);
    return whole.matches;
  });
  if (matches && whole) return whole;
  const total = printed.split('\n').length;
  const isLongEnough = total - shown.split('\n').length >= FEWEST && shown.trim() !== '';
  for (const { before, after } of isLongEnough ? PARTS : []) {
    const elided = [...before, shown, ...after].join('\n');
    if (before.length > 0 && shown.trim().length < SHORTEST) continue;
    if (before.length > 0 && after.length > 0 && total > MOST_LINES) continue;
    if (!substitution.attempt(() => unifyOutputs(elided, printed, comparison, order).matches)) continue;
    const { start, end } = windowOf(elided, printed, comparison);
    return { matches: false, ...partOf(printed.split('\n'), start, end) };
  }
  return shortened(unifyOutputs(shown, printed, comparison, order), total);
}

const GAP = ['...'];
const PARTS = [
  { before: [], after: GAP },
  { before: GAP, after: [] },
  { before: GAP, after: GAP },
] as const;

/** @param start of the lines that are shown; `end` is behind them */
function partOf(lines: readonly string[], start: number, end: number) {
  const part = { above: start, below: lines.length - end, of: lines.length };
  const near = (from: number, to: number) => lines.slice(Math.max(from, 0), to).map(sameLine);
  const shown = end - start > 2 * CONTEXT_LINES ? [near(start, start + 2), near(end - 2, end)] : [near(start, end)];
  const between = shown.flatMap((each, index) => (index > 0 ? [sameLine('…'), ...each] : each));
  return {
    part,
    lines: [
      ...(start > 0 ? [additionalLine(lines[start - 1] ?? '', more(start))] : []),
      ...between,
      ...(part.below > 0 ? [additionalLine(lines[end] ?? '', more(part.below))] : []),
    ],
  };
}

/** Shortens the additional lines at both ends, if they are many. */
function shortened({ matches, lines }: Unification, of: number): PartialUnification {
  const isOther = ({ kind, note }: DiffLine) => kind !== 'printed' || note !== ADDITIONAL;
  const first = lines.findIndex(isOther);
  const last = lines.findLastIndex(isOther);
  if (first === -1) return { matches, lines };
  const above = first >= FEWEST_AT_END ? first : 0;
  const after = lines.length - 1 - last;
  const below = after >= FEWEST_AT_END ? after : 0;
  if (above + below === 0) return { matches, lines };
  const kept = lines.slice(above, lines.length - below);
  if (!kept.some(({ kind, text }) => kind === 'same' && text !== '…')) return { matches, lines };
  const line = (at: number, count: number) => additionalLine(lines[at]?.text ?? '', more(count));
  return {
    matches,
    part: { above, below, of },
    lines: [...(above > 0 ? [line(above - 1, above)] : []), ...kept, ...(below > 0 ? [line(last + 1, below)] : [])],
  };
}

const ADDITIONAL = 'additional line';

function more(count: number): string {
  return count === 1 ? ADDITIONAL : `${count} additional lines`;
}
