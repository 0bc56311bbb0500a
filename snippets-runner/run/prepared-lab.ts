/** A lab in which a page can start without waiting. */

import { withResource } from '../base/with-resource.ts';
import type { RunEvent } from '../model/event.ts';
import type { Engine, Lab } from '../model/lab.ts';
import type { PagePlan } from '../model/plan.ts';
import type { Recording } from '../model/recording.ts';
import { TopologyReader } from '../topology/reader.ts';
import type { Topology } from '../tutorial/capture/topology.ts';
import { givenValues } from '../tutorial/snippet/placeholder.ts';
import { playBeginning } from './beginning.ts';
import { Player } from './player.ts';

export interface RunContext {
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
}

/** Disposing of it removes the lab. */
export interface EquippedLab extends AsyncDisposable {
  readonly lab: Lab;
  readonly player: Player;
  readonly topology: TopologyReader;
}

/** The terminal of the page's first node is already open. */
export interface PreparedLab extends EquippedLab {
  /** The lab's network before the page's first command. */
  readonly before: Topology;
  /** As in a recording. */
  readonly begun?: Recording['begun'];
}

/**
 * Boots the page's lab, opens its first terminal, asks its daemons for the first time, and plays what the page begins
 * with. All but the first would take time of the page. Done here, they take place while another page runs.
 * @throws SnippetsError as `createLab` does, `shell-lost`, or `beginning-failed`
 */
export async function prepareLab(plan: PagePlan, engine: Engine, context: RunContext): Promise<PreparedLab> {
  const { page, snippets, beginning = [] } = plan;
  const { signal, emit } = context;
  const start = performance.now();
  emit({ kind: 'lab-booting', page });
  const lab = await engine.createLab({ page: page.slug, spec: page.lab, signal });
  const [first] = [...beginning, ...snippets];
  const fresh = await prepared(lab, first?.snippet.node, signal, givenValues(page));
  const preparedLab = beginning.length > 0 ? await begun(plan, fresh, signal) : fresh;
  emit({ kind: 'lab-ready', page, durationMs: performance.now() - start });
  return preparedLab;
}

async function begun(plan: PagePlan, fresh: PreparedLab, signal: AbortSignal): Promise<PreparedLab> {
  try {
    const values = await playBeginning(plan, fresh, signal);
    return { ...fresh, before: await fresh.topology.read(), begun: values };
  } catch (error) {
    await fresh[Symbol.asyncDispose]().then(undefined, () => undefined);
    throw error;
  }
}

/** @param values as for `Player` */
export function equippedLab(lab: Lab, signal: AbortSignal, values: Readonly<Record<string, string>> = {}): EquippedLab {
  const player = new Player(lab, signal, values);
  const dispose = () => withResource(lab, () => player[Symbol.asyncDispose]());
  return { lab, player, topology: new TopologyReader(lab, signal), [Symbol.asyncDispose]: dispose };
}

/**
 * Prepares a lab that is already booted.
 * @param firstNode the node whose terminal is opened; undefined for none
 * @param values as for `Player`
 */
export async function prepared(
  lab: Lab,
  firstNode: string | undefined,
  signal: AbortSignal,
  values: Readonly<Record<string, string>> = {},
): Promise<PreparedLab> {
  const equipped = equippedLab(lab, signal, values);
  const { player, topology } = equipped;
  const [before, shell] = await Promise.allSettled([
    topology.read(),
    firstNode === undefined ? undefined : player.shell(firstNode),
  ]);
  if (before.status === 'fulfilled' && shell.status === 'fulfilled') {
    return { ...equipped, before: before.value };
  }
  await equipped[Symbol.asyncDispose]().then(undefined, () => undefined);
  throw before.status === 'rejected' ? before.reason : (shell as PromiseRejectedResult).reason;
}
