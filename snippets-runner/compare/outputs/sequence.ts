/** What two sequences have in common, in order. */

/** Beyond this many insertions and removals two sequences are not taken for versions of one another. */
const MOST_EDITS = 500;

/**
 * Pairs of indexes of equal elements, ascending in both: a longest common subsequence, by Myers'
 * "An O(ND) Difference Algorithm". Deterministic. Of sequences that are very different, only what
 * they have in common at their ends.
 */
export function commonSubsequence(left: readonly string[], right: readonly string[]): [number, number][] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end++;
  }
  const middle = myers(left.slice(start, left.length - end), right.slice(start, right.length - end));
  return [
    ...Array.from({ length: start }, (_, index): [number, number] => [index, index]),
    ...middle.map(([l, r]): [number, number] => [l + start, r + start]),
    ...Array.from({ length: end }, (_, index): [number, number] => [
      left.length - end + index,
      right.length - end + index,
    ]),
  ];
}

function myers(left: readonly string[], right: readonly string[]): [number, number][] {
  /** For each number of edits, how far in `left` each diagonal (left index minus right index) reaches. */
  const history: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(left.length + right.length, MOST_EDITS); edits++) {
    history.push(reach);
    reach = new Map(reach);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let l = entry(reach, diagonal, edits);
      while (l < left.length && l - diagonal < right.length && left[l] === right[l - diagonal]) l++;
      reach.set(diagonal, l);
      if (diagonal === left.length - right.length && l >= left.length)
        return backtrack(history, left.length, right.length);
    }
  }
  return [];
}

function entry(reach: Map<number, number>, diagonal: number, edits: number): number {
  const down = reach.get(diagonal + 1) ?? -1;
  const across = (reach.get(diagonal - 1) ?? -1) + 1;
  return diagonal === -edits || (diagonal !== edits && across <= down) ? down : across;
}

function backtrack(history: readonly Map<number, number>[], leftEnd: number, rightEnd: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [l, r] = [leftEnd, rightEnd];
  for (let edits = history.length - 1; edits >= 0; edits--) {
    const reach = history[edits] as Map<number, number>;
    const diagonal = l - r;
    const begin = entry(reach, diagonal, edits);
    while (l > begin && r > 0 && l > 0) {
      pairs.push([l - 1, r - 1]);
      l--;
      r--;
    }
    if (edits === 0) break;
    const cameDown =
      diagonal === -edits ||
      (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) + 1 <= (reach.get(diagonal + 1) ?? -1));
    if (cameDown) r--;
    else l--;
  }
  return pairs.reverse();
}
