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
  const { page, snippets: planned } = plan;
  const { lab, player } = prepared;
  return withResource(prepared, async () => {
    const recording = await withResource(player, () => playAll(plan, prepared, context));
    const { snippets } = recording;
    const isWhole = snippets.length === planned.length && snippets.every(({ ending }) => ending.kind === 'completed');
    const last = snippets.at(-1);
    if (!isWhole || last === undefined) return recording;
    try {
      return { ...recording, left: await settledLeftovers(lab, page, context.signal) };
    } catch (error) {
      const ending = await endingByNode(lab, { steps: last.steps, error, signal: context.signal });
      return { ...recording, snippets: [...snippets.slice(0, -1), { ...last, ending, topology: undefined }] };
    }
  });
}

/**
 * Returns what the page has left, after waiting for what Docker removes by itself, such as a container with
 * `--rm`. The tasks of a service may take longer to stop: for them, the page itself has to wait.
 */
async function settledLeftovers(
  { nodes, slowdown }: Lab,
  page: Page,
  signal: AbortSignal,
): Promise<readonly Leftover[]> {
  const deadline = awakeNow() + SETTLES_WITHIN_MS * slowdown;
  const pauses = new Pauses(SETTLE_PAUSE);
  for (;;) {
    const left = (await Promise.all([...nodes.values()].map(leftoversOn))).flat();
    const isExpected = left.every(({ kind }) => page.lab.leaves.includes(kind));
    if (isExpected || signal.aborted || awakeNow() >= deadline) return left;
    await pauses.pause();
  }
}

/**
 * Plays the snippets in order. A page ends at the first that does not complete. In a document, later blocks run all the
 * same: its author may not have planned for a run.
 */
async function playAll(
  { page, snippets: planned }: PagePlan,
  prepared: PreparedLab,
  { emit, isEnough = () => false, signal }: RecordContext,
): Promise<Recording> {
  const { lab, before } = prepared;
  const snippets: SnippetRecording[] = [];
  const facts = { slug: page.slug, engine: lab.facts, images: Object.fromEntries(lab.images), before };
  const recording: Recording = { ...facts, snippets, left: [] };
  let last = before;
  for (const [index, next] of planned.entries()) {
    emit({ kind: 'snippet-started', page, snippet: next.snippet, index });
    const { topology = last, ...played } = await play(next, prepared, signal);
    snippets.push({ ...played, topology: isDeepStrictEqual(topology, last) ? undefined : topology });
    if (isEnough(recording)) break;
    if (
      played.ending.kind !== 'completed' &&
      !(page.kind === 'document' && (await isBroughtBack(next, prepared, signal)))
    )
      break;
    last = topology;
  }
  return recording;
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
