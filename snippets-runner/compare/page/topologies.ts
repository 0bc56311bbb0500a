/** Pairs each topology of a run with the one that the capture has after the same snippet. */

import type { Fault } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { capturedTopologies } from '../../tutorial/capture/topologies.ts';
import type { Topology } from '../../tutorial/capture/topology.ts';
import { Substitution } from '../substitution/substitution.ts';
import { type Comparison, createComparison } from '../tokens/match.ts';
import { topologyDifference } from './topology.ts';

export interface TopologyPair {
  /** Undefined if the capture has no topology up to this snippet. */
  readonly captured: Topology | undefined;
  readonly printed: Topology;
  /** The topology of this run before the snippet. */
  readonly before: Topology;
}

/** Returns pairs by snippet id, for the snippets that change the topology in the run or in the capture. */
export function topologyPairs(capture: Capture | undefined, recording: Recording): ReadonlyMap<string, TopologyPair> {
  const capturedAfter = capturedTopologies(capture ?? { snippets: [] });
  const isCapturedChange = new Set(capture?.snippets.filter(({ topology }) => topology).map(({ id }) => id));
  const pairs = new Map<string, TopologyPair>();
  let { before } = recording;
  for (const { id, topology, ending } of recording.snippets) {
    const printed = topology ?? before;
    if (ending.kind === 'completed' && (topology || isCapturedChange.has(id))) {
      pairs.set(id, { captured: capturedAfter.get(id), printed, before });
    }
    before = printed;
  }
  return pairs;
}

/** Reports all changes that the snippet made to the topology, if the capture has none. */
export function topologyFaults({ captured, printed, before }: TopologyPair, comparison: Comparison): Fault[] {
  if (!captured) {
    const withinRun = createComparison(new Substitution());
    return [{ kind: 'no-topology', lines: topologyDifference(before, printed, withinRun) }];
  }
  const lines = topologyDifference(captured, printed, comparison);
  return lines.length > 0 ? [{ kind: 'other-topology', lines }] : [];
}

/** Compares the networks that both begin with, if the page does not begin in a fresh lab. */
export function beginningFaults(capture: Capture | undefined, { before }: Recording, comparison: Comparison): Fault[] {
  if (!capture?.begins) return [];
  const lines = topologyDifference(capture.begins.topology, before, comparison);
  return lines.length > 0 ? [{ kind: 'other-beginning', lines }] : [];
}
