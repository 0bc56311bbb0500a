/** Lines whose order says nothing, with what differs between them. */
import type { DiffLine } from '../../model/outcome.ts';
import { type Comparison, isIdentity, matchTexts } from '../tokens/match.ts';
import { inWordsOfRun } from '../tokens/rewrite.ts';
import type { Text } from '../tokens/tokens.ts';
import { additionalLine, explainTexts, likeness, missingLine, sameLine } from './diff.ts';

export interface SetRequest {
  /** What a line is, for people. */
  readonly what: 'row' | 'line';
  readonly captured: readonly Text[];
  readonly printed: readonly Text[];
  /** Printed indexes by captured index, of those that are the same. */
  readonly assigned: ReadonlyMap<number, number>;
  /** Whether printed lines may be left over. */
  readonly isPartial?: boolean;
  readonly comparison: Comparison;
}

/** In the captured order; what is not assigned is shown beside the line most like it, if any is. */
export function explainSet({ what, captured, printed, assigned, isPartial, comparison }: SetRequest): DiffLine[] {
  const left = new Set(printed.keys());
  for (const index of assigned.values()) left.delete(index);
  const lines = captured.flatMap((text, index) => {
    const same = assigned.get(index);
    if (same !== undefined) return [sameLine(printed[same]?.text ?? '')];
    const version = mostAlike(text, left, printed, comparison);
    if (version === undefined) return [missingLine(text, `${what} missing`, comparison)];
    left.delete(version);
    return explainPair(text, printed[version] as Text, comparison);
  });
  if (isPartial) return lines;
  return [...lines, ...[...left].map((index) => additionalLine(printed[index]?.text ?? '', `additional ${what}`))];
}

/** One line in two versions, as one line if they are the same. */
export function explainPair(captured: Text, printed: Text, comparison: Comparison): DiffLine[] {
  const same = comparison.substitution.attempt(() => matchTexts(captured, printed, comparison));
  return same ? [sameLine(printed.text)] : explainTexts(captured, printed, comparison);
}

/** From here on a line is shown as a version of another, not as one gone and one come. */
export const ALIKE = 0.4;

/** By its words; of several, the one that has the most of what is known to be the same. */
function mostAlike(
  text: Text,
  left: ReadonlySet<number>,
  printed: readonly Text[],
  comparison: Comparison,
): number | undefined {
  let best: number | undefined;
  let most = ALIKE;
  for (const index of left) {
    const other = printed[index] as Text;
    const alike = likeness(text, other);
    const score = alike > ALIKE ? alike + knownShare(text, other, comparison) : 0;
    if (score > most) [best, most] = [index, score];
  }
  return best;
}

/** Less than any difference in words. */
function knownShare({ tokens }: Text, printed: Text, { substitution }: Comparison): number {
  const texts = new Set(printed.tokens.map((token) => token.text));
  const known = tokens.filter((token) => isIdentity(token.class) && texts.has(inWordsOfRun(token, substitution)));
  return known.length / (1000 * (tokens.length + 1));
}
