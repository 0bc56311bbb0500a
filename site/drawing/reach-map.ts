/** The network in which a table of who reaches whom was measured, drawn so that the path of an entry can be lit. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { capturedTopologies } from '../../snippets-runner/tutorial/capture/topologies.ts';
import type { Attempt } from '../../snippets-runner/tutorial/reach/attempts.ts';
import { attemptsIn, type ReachTable } from '../../snippets-runner/tutorial/reach/table.ts';
import { drawingsOf, stepSvg } from './page-drawings.ts';
import { pathParts } from './parts.ts';
import type { Words } from './sheet.ts';

export interface ReachMap {
  readonly svg: string;
  /** Returns the numbers of the parts on the path of an attempt. Part 0 has the class `p0`. */
  readonly pathOf: (attempt: Pick<Attempt, 'from' | 'to'>) => readonly number[];
}

/** The stylesheet has a rule for each part. */
const MOST_PARTS = 16;

/** Returns undefined if there are more parts than the stylesheet can light. */
export function reachMap(
  capture: Capture,
  table: ReachTable,
  labels: { readonly id: string; readonly title: string; readonly words: Words },
): ReachMap | undefined {
  const attempts = attemptsIn(table);
  const tried = new Set(attempts.map(({ snippet }) => snippet));
  const last = capture.snippets.findLast(({ id }) => tried.has(id))?.id ?? '';
  const topology = capturedTopologies(capture).get(last);
  if (!topology) return undefined;
  const parts = [...new Set(attempts.flatMap(({ from, to }) => pathParts(from, to, topology)))];
  if (parts.length > MOST_PARTS) return undefined;
  const numbers = new Map(parts.map((part, number) => [part, number]));
  const classOf = (part: string) => (numbers.has(part) ? `p${numbers.get(part)}` : undefined);
  return {
    svg: stepSvg({ id: last, topology, before: topology }, drawingsOf(capture), labels, classOf),
    pathOf: ({ from, to }) => pathParts(from, to, topology).flatMap((part) => numbers.get(part) ?? []),
  };
}
