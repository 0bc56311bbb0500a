/** The elements that two sequences have in common, in order. */
import { diffArrays } from 'diff';

/** Sequences with more insertions and removals than this are not aligned, apart from their common ends. */
const MAX_EDITS = 500;

/**
 * Returns pairs of indexes of equal elements, ascending in both: a longest common subsequence. Deterministic.
 * If the sequences differ in more than `MAX_EDITS` elements, returns only the pairs at their common start and end.
 */
export function commonSubsequence(left: readonly string[], right: readonly string[]): [number, number][] {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const [leftEnd, rightEnd] = [left.length - end, right.length - end];
  const changes = diffArrays(left.slice(start, leftEnd), right.slice(start, rightEnd), { maxEditLength: MAX_EDITS });

  const pairs: [number, number][] = [];
  let [l, r] = [0, 0];
  const pairNext = (count: number) => {
    for (let paired = 0; paired < count; paired++) pairs.push([l++, r++]);
  };
  pairNext(start);
  for (const { added, removed, count } of changes ?? []) {
    if (added) r += count;
    else if (removed) l += count;
    else pairNext(count);
  }
  [l, r] = [leftEnd, rightEnd];
  pairNext(end);
  return pairs;
}
