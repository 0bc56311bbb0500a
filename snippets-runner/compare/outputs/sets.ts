/** Explains the differences of lines whose order is arbitrary. */
import type { DiffLine } from '../../model/outcome.ts';
import { type Comparison, isIdentity, matchTexts } from '../tokens/match.ts';
import { withRunIdentity } from '../tokens/rewrite.ts';
import { isVolatile, type Text } from '../tokens/tokens.ts';
import { additionalLine, explainTexts, likeness, missingLine, sameLine } from './diff.ts';

export interface SetRequest {
  /** The word for a line in notes. */
  readonly what: 'row' | 'line';
  readonly captured: readonly Text[];
  readonly printed: readonly Text[];
  /** The printed index of each captured line that has a match. */
  readonly assigned: ReadonlyMap<number, number>;
  /** Whether additional printed lines are right. */
  readonly isPartial?: boolean;
  readonly comparison: Comparison;
}

/** Returns lines in the captured order. Compares a line without a match with the printed line most like it, if any. */
export function explainSet({ what, captured, printed, assigned, isPartial, comparison }: SetRequest): DiffLine[] {
  const left = new Set(printed.keys());
  for (const index of assigned.values()) left.delete(index);
  const lines = captured.flatMap((text, index) => {
    const same = assigned.get(index);
    if (same !== undefined) return [sameLine(printed[same]?.text ?? '')];
    const version = mostAlike(text, left, printed, comparison);
    if (version === undefined) return [missingLine(text, `${what} missing`, comparison)];
    left.delete(version);
    const lines = explainPair(text, printed[version] as Text, comparison);
    if (lines.some(({ kind }) => kind !== 'same') || !text.tokens.some(isVolatile)) return lines;
    // Alone they match, but not together with the other lines, whose identities may not stay bound.
    return [
      missingLine(text, `${what} missing`, comparison),
      additionalLine(printed[version]?.text ?? '', `additional ${what}`),
    ];
  });
  if (isPartial) return lines;
  return [...lines, ...[...left].map((index) => additionalLine(printed[index]?.text ?? '', `additional ${what}`))];
}

/** Returns one line if the texts match, otherwise the captured and the printed line. */
export function explainPair(captured: Text, printed: Text, comparison: Comparison): DiffLine[] {
  const same = comparison.substitution.attempt(() => matchTexts(captured, printed, comparison));
  return same ? [sameLine(printed.text)] : explainTexts(captured, printed, comparison);
}

/** Lines more alike than this are two versions of one line. Others are a missing and an additional line. */
export const ALIKE = 0.4;

/** Returns the index of the line most alike by words. Of several, takes the one with the most bound identities. */
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

/** Returns the share of identities that the printed line is known to have. It weighs less than any word. */
function knownShare({ tokens }: Text, printed: Text, { substitution }: Comparison): number {
  const texts = new Set(printed.tokens.map((token) => token.text));
  const known = tokens.filter((token) => isIdentity(token.class) && texts.has(withRunIdentity(token, substitution)));
  return known.length / (1000 * (tokens.length + 1));
}
