/**
 * Finds out whether a document shows only a part of an output, without a line such as `...` for the rest. People copy the
 * first lines of a long output. The document does not say so, so the outputs differ. All of the rest is one difference.
 */
import type { DiffLine, ShownPart } from '../../model/outcome.ts';
import type { Comparison } from '../tokens/match.ts';
import { ADDITIONAL, additionalLine, sameLine } from './diff.ts';
import { windowOf } from './elisions.ts';
import type { Order } from './listings.ts';
import { type Unification, unifyOutputs } from './unify.ts';

/** If fewer lines are additional, nobody has left them out. */
const FEWEST = 3;
/** The same for each end of an output that differs elsewhere, too. */
const FEWEST_AT_END = 5;
/** In characters. A shorter text may be anywhere in an output. */
const SHORTEST = 8;
/** In a longer output, a part from the middle is not searched for. */
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
  const lines = printed.split('\n');
  const unify = (output: string) => unifyOutputs(output, printed, comparison, order);
  const matches = (output: string) => comparison.substitution.attempt(() => unify(output).matches);
  const mayBePart = lines.length - shown.split('\n').length >= FEWEST && shown.trim() !== '';
  if (mayBePart) {
    if (matches(shown)) return { matches: true, lines: [] };
    for (const { before, after } of PARTS) {
      if (before.length > 0 && shown.trim().length < SHORTEST) continue;
      if (before.length > 0 && after.length > 0 && lines.length > MOST_LINES) continue;
      const elided = [...before, shown, ...after].join('\n');
      if (!matches(elided)) continue;
      const { start, end } = windowOf(elided, printed, comparison);
      return { matches: false, ...partOf(lines, start, end) };
    }
  }
  return shortened(unify(shown), lines.length);
}

const GAP = ['...'];
const PARTS = [
  { before: [], after: GAP },
  { before: GAP, after: [] },
  { before: GAP, after: GAP },
] as const;

/** @param end the index after the last line that is shown */
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

function more(count: number): string {
  return count === 1 ? ADDITIONAL : `${count} additional lines`;
}
