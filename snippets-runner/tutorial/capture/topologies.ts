/** The topologies of a page, one after the other: a snippet has one where it is another than before. */
import type { Topology } from './topology.ts';

interface WithTopology {
  readonly id: string;
  readonly topology?: Topology | undefined;
}

/**
 * What the lab's network was after each snippet, by its id.
 * @param before of the fresh lab; what nobody knows is undefined until a snippet says it
 */
export function topologiesAfter<T extends Topology | undefined>(
  snippets: readonly WithTopology[],
  before: T,
): ReadonlyMap<string, Topology | T> {
  let last: Topology | T = before;
  return new Map(
    snippets.map(({ id, topology }) => {
      last = topology ?? last;
      return [id, last];
    }),
  );
}

/** The topology with other texts in place of its own. Given ports are rewritten as Docker shows them, `:32768`. */
export function rewriteTopology(topology: Topology, rewrite: (text: string) => string): Topology {
  return rewritten(topology, '', rewrite) as Topology;
}

function rewritten(value: unknown, key: string, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value);
  if (key === 'published') return Number(rewrite(`:${value}`).slice(1));
  if (Array.isArray(value)) return value.map((element) => rewritten(element, key, rewrite));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewritten(member, name, rewrite)]));
}
