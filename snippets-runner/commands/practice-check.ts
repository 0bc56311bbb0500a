/** The check of an exercise, on a person's word. All of it ends with its terminal, which is opened for it alone. */
import { withResource } from '../base/with-resource.ts';
import type { PlannedSnippet } from '../model/plan.ts';
import { type PlayedSnippet, Player } from '../run/player.ts';
import type { EquippedLab } from '../run/prepared-lab.ts';

export interface CheckSignals {
  /** Aborted if the lab is about to be removed. */
  readonly run: AbortSignal;
  /** Aborted if the person does not want to wait any more. */
  readonly stop: AbortSignal;
}

/**
 * Plays the check once, in a terminal of its own, also if it may take a while until it passes: the person asks again.
 * @param ready its player has the values of the placeholders
 */
export function playCheck(
  { lab, player: prepared }: Pick<EquippedLab, 'lab' | 'player'>,
  check: PlannedSnippet,
  { run, stop }: CheckSignals,
): Promise<PlayedSnippet | 'stopped'> {
  return withResource(new Player(lab, run, Object.fromEntries(prepared.values)), async (player) => {
    const { node } = check.snippet;
    const { id } = await player.shell(node);
    const playing = player.play(check);
    const stopped = new Promise<'stopped'>((resolve) => {
      const onStop = () => resolve('stopped');
      if (stop.aborted) onStop();
      else stop.addEventListener('abort', onStop, { once: true });
    });
    const played = await Promise.race([playing, stopped]);
    if (played !== 'stopped' && played.ending.kind === 'completed') return played;
    // What it still runs would go on, and an answer that comes too late is no answer.
    playing.catch(() => undefined);
    await lab.nodes.get(node)?.endTerminal(`aid=${id}`);
    return played;
  });
}
