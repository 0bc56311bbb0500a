/** A lab in which a page can start at once. */

import { withResource } from '../base/with-resource.ts';
import type { RunEvent } from '../model/event.ts';
import type { Engine, Lab } from '../model/lab.ts';
import type { PagePlan } from '../model/plan.ts';
import { TopologyReader } from '../topology/reader.ts';
import type { Topology } from '../tutorial/capture/topology.ts';
import { Player } from './player.ts';

export interface RunContext {
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
}

/** Disposing of it takes the lab down. */
export interface PreparedLab extends AsyncDisposable {
  readonly lab: Lab;
  /** The terminal that the page types into first is open. */
  readonly player: Player;
  readonly topology: TopologyReader;
  /** What there is before the page's first command. */
  readonly before: Topology;
}

/**
 * Boots the page's lab and makes it ready to be typed into. Opening a terminal and asking a daemon for the
 * first time take as long as a dozen commands; here, both fall into the time in which another page runs.
 * @throws SnippetsError as `createLab` does, or `shell-lost`
 */
export async function prepareLab(
  { page, snippets }: PagePlan,
  engine: Engine,
  context: RunContext,
): Promise<PreparedLab> {
  const { signal, emit } = context;
  const start = performance.now();
  emit({ kind: 'lab-booting', page });
  const lab = await engine.createLab({ page: page.slug, spec: page.lab, signal });
  const stage = await prepared(lab, snippets[0]?.snippet.node, signal);
  emit({ kind: 'lab-ready', page, durationMs: performance.now() - start });
  return stage;
}

/** @param firstNode which node's terminal is opened; undefined for none */
export async function prepared(lab: Lab, firstNode: string | undefined, signal: AbortSignal): Promise<PreparedLab> {
  const player = new Player(lab, signal);
  const topology = new TopologyReader(lab, signal);
  const leave = () => withResource(lab, () => player[Symbol.asyncDispose]());
  const [before, shell] = await Promise.allSettled([
    topology.read(),
    firstNode === undefined ? undefined : player.shell(firstNode),
  ]);
  if (before.status === 'fulfilled' && shell.status === 'fulfilled') {
    return { lab, player, topology, before: before.value, [Symbol.asyncDispose]: leave };
  }
  await leave().catch(() => undefined);
  throw before.status === 'rejected' ? before.reason : (shell as PromiseRejectedResult).reason;
}
