/** Returns the known name that is nearest to a mistyped one; undefined if none is within `mistakes` typing mistakes. */
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

/** Returns `; did you mean "x"?` for the end of a message, or an empty text if no known name is near. */
export function didYouMean(typed: string, known: Iterable<string>): string {
  const meant = nearest(typed, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** Returns the names as a list for a message, such as `"a", "b" and "c"`; `none` if there are none. */
export function listed(names: Iterable<string>): string {
  // British English has no comma before "and".
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
  return list.format(Array.from(names, (name) => `"${name}"`)) || 'none';
}

/** Returns the optimal string alignment distance: insertions, deletions, replacements, exchanges of neighbours. */
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
