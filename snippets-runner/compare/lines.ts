/** Outputs that are no more than lines: the same lines in the same order. */
import type { DiffLine } from '../model/outcome.ts';
import { additionalLine, explainTexts, likeness, missingLine, sameLine } from './diff.ts';
import { type Comparison, matchTexts } from './match.ts';
import { commonSubsequence } from './sequence.ts';
import type { Text } from './tokens.ts';

/** From here on a line is shown as a version of another, not as one gone and one come. */
const ALIKE = 0.4;

/** Whether the lines are the same. Binds only if they are. */
export function matchLines(captured: readonly string[], printed: readonly string[], comparison: Comparison): boolean {
  return (
    captured.length === printed.length &&
    comparison.substitution.attempt(() =>
      captured.every((text, index) =>
        matchTexts(comparison.captured(text, 'line'), comparison.printed(printed[index] ?? '', 'line'), comparison),
      ),
    )
  );
}

/** All lines, with their differences; binds what matches. */
export function explainLines(
  captured: readonly string[],
  printed: readonly string[],
  comparison: Comparison,
): DiffLine[] {
  const before = captured.map((text) => comparison.captured(text, 'line'));
  const now = printed.map((text) => comparison.printed(text, 'line'));
  const lines: DiffLine[] = [];
  for (const [from, to] of alignLines(before, now)) {
    if (from && to) lines.push(...explainPair(from, to, comparison));
    else if (from) lines.push(missingLine(from, 'line missing', comparison));
    else if (to) lines.push(additionalLine(to.text, 'additional line'));
  }
  return lines;
}

/** One line in two versions, as one line if they are the same. */
export function explainPair(captured: Text, printed: Text, comparison: Comparison): DiffLine[] {
  const same = comparison.substitution.attempt(() => matchTexts(captured, printed, comparison));
  return same ? [sameLine(printed.text)] : explainTexts(captured, printed, comparison);
}

type Pair = readonly [captured: Text | undefined, printed: Text | undefined];

function alignLines(captured: readonly Text[], printed: readonly Text[]): Pair[] {
  const pairs: Pair[] = [];
  const fixed = commonSubsequence(
    captured.map(({ skeleton }) => skeleton),
    printed.map(({ skeleton }) => skeleton),
  );
  let [from, to] = [0, 0];
  for (const [c, p] of [...fixed, [captured.length, printed.length] as const]) {
    pairs.push(...alignGap(captured.slice(from, c), printed.slice(to, p)));
    if (c < captured.length) pairs.push([captured[c], printed[p]]);
    [from, to] = [c + 1, p + 1];
  }
  return pairs;
}

/** Between lines that match: one with the other if as many, else each with the next that is like it. */
function alignGap(captured: readonly Text[], printed: readonly Text[]): Pair[] {
  if (captured.length === printed.length) return captured.map((text, index): Pair => [text, printed[index]]);
  const pairs: Pair[] = [];
  let to = 0;
  for (const text of captured) {
    const found = printed.slice(to, to + LOOK_AHEAD).findIndex((other) => likeness(text, other) >= ALIKE);
    if (found === -1) {
      pairs.push([text, undefined]);
      continue;
    }
    pairs.push(...printed.slice(to, to + found).map((other): Pair => [undefined, other]), [text, printed[to + found]]);
    to += found + 1;
  }
  return [...pairs, ...printed.slice(to).map((other): Pair => [undefined, other])];
}

const LOOK_AHEAD = 20;
