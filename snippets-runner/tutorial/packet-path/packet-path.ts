/**
 * Finds in a capture the way of a packet: where it was seen, in which order, and with which addresses. Nothing of it is
 * typed by the author: the order is that of the captured lines, and the places are parts of the captured network.
 */
import type { Capture, CapturedSnippet } from '../capture/capture.ts';
import { topologiesAfter } from '../capture/topologies.ts';
import type { Topology } from '../capture/topology.ts';
import { firstNetwork } from '../reach/attempts.ts';
import { madeBy } from './made.ts';
import { type FoundPlace, type Place, placeOf } from './place.ts';
import { type Ends, type Sighting, sightingsIn } from './sighting.ts';
import { withMade } from './with-made.ts';

export interface PacketPath {
  /** The network in which the packet was seen, with what the page has made without Docker. */
  readonly topology: Topology;
  readonly passages: readonly Passage[];
}

/** A packet at a place. */
export interface Passage {
  readonly place: Place;
  /** The place as it was printed. */
  readonly label: string;
  /** Of the snippet that printed it. */
  readonly node: string;
  readonly from: Address;
  readonly to: Address;
  /** The addresses of the packet around it, if it was in a tunnel there. */
  readonly outer: Ends | undefined;
  /** Whether it is an answer. */
  readonly isBack: boolean;
}

export interface Address {
  /** As printed, with a port where there is one. */
  readonly text: string;
  /** Whether it was another one at the place before. */
  readonly isChanged: boolean;
}

export interface PathFault {
  readonly code: 'path-empty' | 'path-unordered' | 'path-unplaced';
  readonly message: string;
}

export type PathResult = { readonly path: PacketPath } | { readonly faults: readonly PathFault[] };

/** A line of a snippet. */
interface Line {
  readonly snippet: CapturedSnippet;
  readonly sighting: Sighting;
}

/** The lines of one snippet. */
interface Read {
  readonly id: string;
  readonly lines: readonly Line[];
}

/** @param of ids of snippets that the capture has. The lines of several are put in the order of their times. */
export function packetPath(capture: Pick<Capture, 'snippets' | 'begins'>, of: readonly string[]): PathResult {
  const { snippets } = capture;
  const meant = of.flatMap((id) => snippets.find((each) => each.id === id) ?? []);
  const read = meant.map((snippet): Read => ({ id: snippet.id, lines: linesOf(snippet) }));
  const faults = [...emptyFaults(read), ...orderFaults(read), ...runFaults(read)];
  if (faults.length > 0) return { faults };
  const lines = read.flatMap((each) => each.lines);
  const last = snippets.findLastIndex(({ id }) => of.includes(id));
  const known = topologiesAfter(snippets, firstNetwork(capture)).get(snippets[last]?.id ?? '');
  if (!known) return { faults: [{ code: 'path-unplaced', message: 'the capture has no network' }] };
  const made = madeBy(snippets.slice(0, last + 1));
  const ordered = meant.length > 1 ? lines.toSorted((one, other) => compared(timeOf(one), timeOf(other))) : lines;
  const placed = (topology: Topology) =>
    ordered.map((line) => ({ ...line, ...placeOf(line.sighting, line.snippet.node, topology, made) }));
  // A cable is known by the address of its container, which may have been seen at the container only.
  const topology = withSeen(withMade(known, made), placed(withMade(known, made)).flatMap(placeIn));
  const found = placed(topology);
  const unplaced = found.flatMap((each): PathFault[] =>
    'fault' in each ? [{ code: 'path-unplaced', message: `the snippet "${each.snippet.id}": ${each.fault}` }] : [],
  );
  if (unplaced.length > 0) return { faults: unplaced };
  const passages = passagesOf(found.flatMap((each) => ('place' in each ? [each] : [])));
  return { path: { topology: withSeen(topology, found.flatMap(placeIn)), passages } };
}

function placeIn(found: FoundPlace): readonly Place[] {
  return 'place' in found ? [found.place] : [];
}

function linesOf(snippet: CapturedSnippet): readonly Line[] {
  return snippet.steps.flatMap(({ output }) => sightingsIn(output)).map((sighting) => ({ snippet, sighting }));
}

function timeOf({ sighting: { time = 0n } }: Line): bigint {
  return time;
}

function compared(one: bigint, other: bigint): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function emptyFaults(snippets: readonly Read[]): readonly PathFault[] {
  const empty = snippets.filter(({ lines }) => lines.length === 0);
  return empty.map(({ id }) => ({
    code: 'path-empty',
    message: `the snippet "${id}" prints no line with a place, a source and a destination`,
  }));
}

function orderFaults(snippets: readonly Read[]): readonly PathFault[] {
  return snippets.flatMap(({ id, lines }): PathFault[] => {
    const timed = lines.filter(({ sighting }) => sighting.time !== undefined);
    const fault = (message: string): PathFault[] => [
      { code: 'path-unordered', message: `the snippet "${id}" ${message}` },
    ];
    if (snippets.length > 1 && timed.length < lines.length) return fault('prints lines without a time');
    const early = timed.findIndex((line, index) => index > 0 && timeOf(line) < timeOf(timed[index - 1] as Line));
    return early < 0 ? [] : fault(`prints line ${early} before line ${early + 1}, which is earlier`);
  });
}

/** In nanoseconds. No packet is on its way for so long. */
const LONGEST = 30_000_000_000n;

/** A capture may have snippets of several runs. Then the times in them are those of different packets. */
function runFaults(snippets: readonly Read[]): readonly PathFault[] {
  const times = snippets
    .flatMap(({ lines }) => lines)
    .flatMap(({ sighting }) => sighting.time ?? [])
    .toSorted(compared);
  const isLong = times.some((time, index) => index > 0 && time - (times[index - 1] ?? time) > LONGEST);
  if (snippets.length < 2 || !isLong) return [];
  const message = `${snippets.map(({ id }) => `"${id}"`).join(' and ')} were captured in different runs, so their times are those of different packets`;
  return [{ code: 'path-unordered', message }];
}

type Placed = Line & { readonly place: Place };

function passagesOf(lines: readonly Placed[]): readonly Passage[] {
  let isBack = false;
  return lines.map(({ snippet: { node }, sighting: { label, ends, outer }, place }, index) => {
    const before = lines[index - 1]?.sighting.ends;
    const isTurned = before !== undefined && hasTurned(before, ends);
    if (isTurned) isBack = !isBack;
    const expected = isTurned ? { from: before.to, to: before.from } : before;
    const address = (end: keyof Ends): Address => ({
      text: ends[end],
      isChanged: expected !== undefined && expected[end] !== ends[end],
    });
    return { place, label, node, from: address('from'), to: address('to'), outer, isBack };
  });
}

/** Returns whether a packet is the answer to the one before: at one end at least, source and destination are swapped. */
function hasTurned(before: Ends, now: Ends): boolean {
  if (before.from === now.from || before.to === now.to) return false;
  return before.from === now.to || before.to === now.from;
}

/** Adds the members of networks that were only seen by their packets. */
function withSeen(topology: Topology, places: readonly Place[]): Topology {
  const seen = places.flatMap((place) => (place.kind === 'container' || place.kind === 'cable' ? [place] : []));
  const endpoints = [...topology.endpoints];
  const containers = [...topology.containers];
  for (const { node, container, network, ipv4 } of seen) {
    const isThis = (each: { readonly node: string; readonly container: string }) =>
      each.node === node && each.container === container;
    if (!endpoints.some((each) => isThis(each) && each.network === network)) {
      endpoints.push({ container, node, network, ipv4 });
    }
    if (!containers.some(({ name, node: at }) => name === container && at === node)) {
      containers.push({ name: container, id: '', node, image: '', state: 'running' });
    }
  }
  return { ...topology, containers, endpoints };
}
