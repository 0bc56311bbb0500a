/** The topologies of a page's snippets. A captured snippet has a topology only if the snippet changed it. */
import type { Topology } from './topology.ts';

interface WithTopology {
  readonly id: string;
  readonly topology?: Topology | undefined;
}

/**
 * Returns the topology after each snippet, by the snippet's id.
 * @param before topology of the fresh lab; undefined if it is not known
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

/** Rewrites every text of a topology. A published port is rewritten as Docker shows it, such as `:32768`. */
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

/**
 * Returns the topology after each snippet of a capture. Undefined before the first change of a page that begins in a fresh
 * lab, whose network is not stored.
 */
export function capturedTopologies({
  snippets,
  begins,
}: {
  readonly snippets: readonly WithTopology[];
  readonly begins?: { readonly topology: Topology } | undefined;
}): ReadonlyMap<string, Topology | undefined> {
  return topologiesAfter(snippets, begins?.topology);
}
