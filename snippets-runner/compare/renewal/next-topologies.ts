/** Determines the topologies of the next capture of a page. */
import { isDeepStrictEqual } from 'node:util';
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { capturedTopologies, rewriteTopology, topologiesAfter } from '../../tutorial/capture/topologies.ts';
import type { Topology } from '../../tutorial/capture/topology.ts';

export interface NextTopologiesRequest {
  /** Ids of the page's snippets, in order. */
  readonly ids: readonly string[];
  readonly previous: Capture | undefined;
  readonly recording: Recording;
  /** The network that the next capture begins with. Undefined: that of a fresh lab, which is not stored. */
  readonly first: Topology | undefined;
  /** Whether the previous capture of a snippet is kept. */
  readonly isKept: (id: string) => boolean;
  readonly rewrite: (text: string) => string;
}

/** Returns topologies by snippet id, only where they change. Each is from the capture or the run, like its snippet. */
export function nextTopologies({
  ids,
  previous,
  recording,
  first,
  isKept,
  rewrite,
}: NextTopologiesRequest): ReadonlyMap<string, Topology> {
  const captured = previous?.snippets ?? [];
  const changes = new Set([...captured, ...recording.snippets].filter(({ topology }) => topology).map(({ id }) => id));
  const after = {
    captured: capturedTopologies(previous ?? { snippets: [] }),
    now: topologiesAfter(recording.snippets, recording.before),
  };
  const next = new Map<string, Topology>();
  let last = first;
  for (const id of ids.filter((each) => changes.has(each))) {
    const now = after.now.get(id);
    if (last === undefined && isDeepStrictEqual(now, recording.before)) continue;
    const topology = isKept(id) ? after.captured.get(id) : now && rewriteTopology(now, rewrite);
    if (!topology || isDeepStrictEqual(topology, last)) continue;
    next.set(id, topology);
    last = topology;
  }
  return next;
}
