/** Runs one page in its lab, and records what it prints. */

import { isDeepStrictEqual } from 'node:util';
import { awakeNow } from '../base/awake-clock.ts';
import { Pauses } from '../base/pauses.ts';
import { withResource } from '../base/with-resource.ts';
import type { Lab } from '../model/lab.ts';
import type { PagePlan, PlannedSnippet } from '../model/plan.ts';
import type { Leftover, Recording, SnippetRecording } from '../model/recording.ts';
import { leftoversOn } from '../topology/leftovers.ts';
import type { TopologyReader } from '../topology/reader.ts';
import type { Topology } from '../tutorial/capture/topology.ts';
import type { Page, Snippet } from '../tutorial/page.ts';
import { endingByNode } from './ended-node.ts';
import type { PlayedSnippet } from './player.ts';
import type { PreparedLab, RunContext } from './prepared-lab.ts';

const SETTLES_WITHIN_MS = 3_000;
const SETTLE_PAUSE = { firstMs: 20, mostMs: 200 };

export interface RecordContext extends RunContext {
  /** Called after each snippet. The page ends there if it returns true. */
  readonly isEnough?: ((soFar: Recording) => boolean) | undefined;
}

/**
 * Runs the page in its prepared lab, and removes the lab.
 * @throws SnippetsError if the tool cannot run the page; a command that fails is not an error, it is recorded
 */
export async function recordPage(plan: PagePlan, prepared: PreparedLab, context: RecordContext): Promise<Recording> {
  return withResource(prepared, async () => {
    const played = await withResource(prepared.player, () =>
      playOn(plan, nothingRecorded(plan, prepared), prepared, context),
    );
    return withLeftovers(plan, played, prepared, context);
  });
}

/** Returns the recording of a page before its first snippet. */
export function nothingRecorded({ page }: PagePlan, { lab, before, begun }: PreparedLab): Recording {
  const images = Object.fromEntries(lab.images);
  return { slug: page.slug, engine: lab.facts, images, before, ...(begun && { begun }), snippets: [], left: [] };
}

/**
 * Plays the snippets that are not recorded yet, in order. A page ends at the first that does not complete. In a document,
 * later blocks run all the same: its author may not have planned for a run.
 * @param soFar what the first snippets of the plan have printed in this lab
 */
export async function playOn(
  { page, snippets: planned }: PagePlan,
  soFar: Recording,
  prepared: PreparedLab,
  { emit, isEnough = () => false, signal }: RecordContext,
): Promise<Recording> {
  const snippets = [...soFar.snippets];
  const recording: Recording = { ...soFar, snippets, left: [] };
  let last = snippets.findLast(({ topology }) => topology)?.topology ?? soFar.before;
  for (const [index, next] of [...planned.entries()].slice(snippets.length)) {
    const previous = planned[index - 1];
    if (previous && snippets[index - 1]?.ending.kind !== 'completed') {
      if (page.kind !== 'document' || !(await isBroughtBack(previous, prepared, signal))) break;
    }
    emit({ kind: 'snippet-started', page, snippet: next.snippet, index });
    const { topology = last, ...played } = await play(next, prepared, signal);
    snippets.push({ ...played, topology: isDeepStrictEqual(topology, last) ? undefined : topology });
    last = topology;
    if (isEnough(recording)) break;
  }
  return recording;
}

export interface LeftoverContext {
  readonly signal: AbortSignal;
  /** How long to wait for what Docker removes by itself, on a usual machine. */
  readonly settlesWithinMs?: number;
}

/** Adds what the page has left on the nodes, if it has run to its end. */
export async function withLeftovers(
  plan: PagePlan,
  recording: Recording,
  { lab }: PreparedLab,
  { signal, settlesWithinMs = SETTLES_WITHIN_MS }: LeftoverContext,
): Promise<Recording> {
  const { snippets } = recording;
  const last = snippets.at(-1);
  if (!isWhole(plan, recording) || last === undefined) return recording;
  try {
    return { ...recording, left: await settledLeftovers(lab, plan.page, signal, settlesWithinMs) };
  } catch (error) {
    const ending = await endingByNode(lab, { steps: last.steps, error, signal });
    return { ...recording, snippets: [...snippets.slice(0, -1), { ...last, ending, topology: undefined }] };
  }
}

/** Returns whether every snippet of the plan has run and completed. */
function isWhole({ snippets: planned }: PagePlan, { snippets }: Recording): boolean {
  return snippets.length === planned.length && snippets.every(({ ending }) => ending.kind === 'completed');
}

/** Returns what the page has left that its front matter does not declare. */
export function leaksOf({ page }: PagePlan, { left }: Recording): readonly Leftover[] {
  return left.filter(({ kind }) => !page.lab.leaves.includes(kind));
}

/**
 * Returns what the page has left, after waiting for what Docker removes by itself, such as a container with
 * `--rm`. The tasks of a service may take longer to stop: for them, the page itself has to wait.
 */
async function settledLeftovers(
  { nodes, slowdown }: Lab,
  page: Page,
  signal: AbortSignal,
  withinMs: number,
): Promise<readonly Leftover[]> {
  const deadline = awakeNow() + withinMs * slowdown;
  const pauses = new Pauses(SETTLE_PAUSE);
  for (;;) {
    const left = (await Promise.all([...nodes.values()].map(leftoversOn))).flat();
    const isExpected = left.every(({ kind }) => page.lab.leaves.includes(kind));
    if (isExpected || signal.aborted || awakeNow() >= deadline) return left;
    await pauses.pause();
  }
}

/**
 * @returns false if the node has ended
 * @throws SnippetsError if the engine does not answer, or the run is interrupted
 */
async function isBroughtBack(
  { snippet, steps }: PlannedSnippet,
  { lab, player }: PreparedLab,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await player.bringBack(snippet.node);
    return true;
  } catch (error) {
    await endingByNode(lab, { steps, error, signal });
    return false;
  }
}

/** Plays a snippet, and reads the network after it. A node that ends meanwhile ends the snippet. */
async function play(
  planned: PlannedSnippet,
  { lab, player, topology }: PreparedLab,
  signal: AbortSignal,
): Promise<SnippetRecording> {
  const { snippet, steps } = planned;
  const startedAt = new Date();
  let played: PlayedSnippet = {
    id: snippet.id,
    startedAt,
    values: {},
    steps: [],
    ending: COMPLETED,
    attempts: 1,
    durationMs: 0,
  };
  try {
    played = await player.play(planned);
    const isWhole = played.ending.kind === 'completed';
    return { ...played, topology: isWhole ? await topologyAfter(snippet, topology) : undefined };
  } catch (error) {
    const reached = played.steps.length > 0 ? played.steps : steps.slice(0, 1);
    const ending = await endingByNode(lab, { steps: reached, error, signal });
    return { ...played, ending, topology: undefined };
  }
}

const COMPLETED = { kind: 'completed' } as const;

/** Keys that end a client such as `docker attach`. The client ends first, and the container it was attached to later. */
const INTERRUPTING = new Set(['Ctrl-C', 'Ctrl-\\']);

function topologyAfter({ steps }: Snippet, topology: TopologyReader): Promise<Topology> {
  const interrupts = steps.some((step) => step.kind === 'input' && step.keys.some((key) => INTERRUPTING.has(key)));
  return interrupts ? topology.readSteady() : topology.read();
}
