/** Nobody mistypes a longer name by two characters, or chooses among more of them. So a search stays short. */
const LONGEST = 200;
const MOST_NAMES = 2_000;

/**
 * Returns the known name that is nearest to a mistyped one; undefined if none is within `mistakes` typing mistakes, or
 * if there are too many names to search.
 */
export function nearest<Name extends string>(typed: string, known: Iterable<Name>, mistakes = 2): Name | undefined {
  if (typed.length > LONGEST) return undefined;
  let best: Name | undefined;
  let bestDistance = Math.min(mistakes + 1, typed.length);
  let searched = 0;
  for (const name of known) {
    if (++searched > MOST_NAMES) return undefined;
    if (Math.abs(name.length - typed.length) >= bestDistance) continue;
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** Returns `; did you mean "x"?` for the end of a message, or an empty text if no known name is near. */
export function didYouMean(typed: string, known: Iterable<string>): string {
  const meant = nearest(typed, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** Returns a hint: the name that was meant, or all that there are. @param what such as `snippets` */
export function meantHint(what: string, typed: string, known: Iterable<string>): string {
  const names = [...known];
  const meant = nearest(typed, names);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return names.length === 0 ? `There are no ${what}.` : `The ${what} are ${listed(names)}.`;
}

/** Returns the names as a list for a message, such as `"a", "b" and "c"`; `none` if there are none. */
export function listed(names: Iterable<string>): string {
  // British English has no comma before "and".
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
  return list.format(Array.from(names, (name) => `"${name}"`)) || 'none';
}

/**
 * Returns the optimal string alignment distance: insertions, deletions, replacements, exchanges of neighbours.
 * @param limit a distance of at least this much may be returned as any number that is not below it
 */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: Math.min(limit, b.length) + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = i < limit ? [i] : [];
    // Cells farther from the diagonal are at least the limit.
    const end = Math.min(b.length, i + limit);
    let least = at(row, 0);
    for (let j = Math.max(1, i - limit); j <= end; j++) {
      const replaced = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cell = Math.min(at(above, j) + 1, at(row, j - 1) + 1, replaced);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) cell = Math.min(cell, at(before, j - 2) + 1);
      row[j] = cell;
      least = Math.min(least, cell);
    }
    // An exchange comes from the row before this one, and adds 1.
    if (least >= limit) return limit;
    [before, above] = [above, row];
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
