/** Hints that several rules give. */
import { listed, nearest } from '../../../base/nearest.ts';

/** Returns the name that was meant, or all that there are. @param what such as `snippets` */
export function meantHint(what: string, name: string, known: ReadonlySet<string>): string {
  const meant = nearest(name, known);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return known.size === 0 ? `There are no ${what}.` : `The ${what} are ${listed(known)}.`;
}
