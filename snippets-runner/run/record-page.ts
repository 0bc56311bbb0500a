/** Runs one page in a lab of its own and records what it printed. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { withResource } from '../base/with-resource.ts';
import type { Lab } from '../model/lab.ts';
import type { PagePlan } from '../model/plan.ts';
import type { Leftover, Recording, SnippetRecording } from '../model/recording.ts';
import { leftoversOn } from '../topology/leftovers.ts';
import type { TopologyReader } from '../topology/reader.ts';
import type { Topology } from '../tutorial/capture/topology.ts';
import type { Page, Snippet } from '../tutorial/page.ts';
import type { PreparedLab, RunContext } from './prepared-lab.ts';

const SETTLES_WITHIN_MS = 3_000;
const SETTLE_PAUSE_MS = 100;

export interface RecordContext extends RunContext {
  /** Asked after each snippet; what comes after it is not played once this says so. */
  readonly isEnough?: ((soFar: Recording) => boolean) | undefined;
}

/**
 * Records on the page's stage, and takes that down.
 * @throws SnippetsError when the tool cannot do its work; what the page does wrong is in the recording
 */
export async function recordPage(plan: PagePlan, stage: PreparedLab, context: RecordContext): Promise<Recording> {
  const { page, snippets: planned } = plan;
  const { lab, player } = stage;
  return withResource(stage, async () => {
    const recording = await withResource(player, () => playAll(plan, stage, context));
    const { snippets } = recording;
    const isWhole = snippets.length === planned.length && snippets.every(({ ending }) => ending.kind === 'completed');
    return isWhole ? { ...recording, left: await settledLeftovers(lab, page, context.signal) } : recording;
  });
}

/**
 * What Docker takes away by itself once a command has ended, such as a container with `--rm`, is waited for.
 * A service's tasks may take longer to stop, and for that the page has to wait.
 */
async function settledLeftovers(
  { nodes, slowdown }: Lab,
  page: Page,
  signal: AbortSignal,
): Promise<readonly Leftover[]> {
  const deadline = performance.now() + SETTLES_WITHIN_MS * slowdown;
  for (;;) {
    const left = (await Promise.all([...nodes.values()].map(leftoversOn))).flat();
    const isExpected = left.every(({ kind }) => page.lab.leaves.includes(kind));
    if (isExpected || signal.aborted || performance.now() >= deadline) return left;
    await delay(SETTLE_PAUSE_MS);
  }
}

/** In order; a snippet that does not come to its end is the last. */
async function playAll(
  { page, snippets: planned }: PagePlan,
  { lab, player, topology, before }: PreparedLab,
  { emit, isEnough = () => false }: RecordContext,
): Promise<Recording> {
  const snippets: SnippetRecording[] = [];
  const facts = { slug: page.slug, engine: lab.facts, images: Object.fromEntries(lab.images), before };
  const recording: Recording = { ...facts, snippets, left: [] };
  let last = before;
  for (const [index, next] of planned.entries()) {
    emit({ kind: 'snippet-started', page, snippet: next.snippet, index });
    const played = await player.play(next);
    const isWhole = played.ending.kind === 'completed';
    const now = isWhole ? await topologyAfter(next.snippet, topology) : last;
    snippets.push({ ...played, topology: isDeepStrictEqual(now, last) ? undefined : now });
    if (!isWhole || isEnough(recording)) break;
    last = now;
  }
  return recording;
}

/** Where a key ends `docker attach` or its like, the command is over before what it has interrupted. */
const INTERRUPTING = new Set(['Ctrl-C', 'Ctrl-\\']);

function topologyAfter({ steps }: Snippet, topology: TopologyReader): Promise<Topology> {
  const interrupts = steps.some((step) => step.kind === 'input' && step.keys.some((key) => INTERRUPTING.has(key)));
  return interrupts ? topology.readSteady() : topology.read();
}
