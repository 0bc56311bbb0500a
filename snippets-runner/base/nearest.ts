/** The known name that a mistyped one probably means; undefined when none is within that many typing mistakes. */
export function nearest<Name extends string>(typed: string, known: Iterable<Name>, mistakes = 2): Name | undefined {
  let best: Name | undefined;
  let bestDistance = Math.min(mistakes + 1, typed.length);
  for (const name of known) {
    if (Math.abs(name.length - typed.length) >= bestDistance) continue;
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** For the end of a message: `; did you mean "x"?`, or nothing. */
export function didYouMean(typed: string, known: Iterable<string>): string {
  const meant = nearest(typed, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** "a", "b" and "c", for messages. */
export function listed(names: Iterable<string>): string {
  const quoted = Array.from(names, (name) => `"${name}"`);
  const last = quoted.pop();
  if (last === undefined) return 'none';
  return quoted.length > 0 ? `${quoted.join(', ')} and ${last}` : last;
}

/** Optimal string alignment: insertions, deletions, replacements, exchanges of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(at(above, j) + 1, at(row, j - 1) + 1, replaced);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) row[j] = Math.min(at(row, j), at(before, j - 2) + 1);
    }
    [before, above] = [above, row];
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
