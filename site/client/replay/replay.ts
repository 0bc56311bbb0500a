/** Replays terminals and pages. Loaded when a replay is asked for. The code of the player is loaded from here. */
import styles from '../../styles/replay.css?inline';
import { adoptStyles } from '../dom.ts';
import { endReplay, replayInPlace } from './in-place.ts';

adoptStyles(styles);

/** @param button one with `data-replay`, which says what it replays; undefined for the step that the address names */
export async function replay(button?: HTMLElement): Promise<void> {
  if (button?.matches('.replay')) return replayInPlace(button);
  endReplay();
  const player = await import('./player.ts');
  if (!button) player.showLinkedStep();
  else if (button.dataset.replay === 'page') player.playPage();
  else player.playPiece(button);
}
