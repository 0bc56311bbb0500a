/** The short piece of the home page: plays in place, in two panes that show its end before. */
import { scenesIn } from './scenes.ts';
import { Stage } from './stage.ts';

/** Replaces the button by the controls of a player, and plays. */
export function playPiece(button: HTMLElement): void {
  const piece = button.closest('.piece') as HTMLElement;
  const [terminal, drawing] = [...piece.querySelectorAll<HTMLElement>('.player-terminal, .player-drawing')];
  const controls = button.parentElement;
  if (!terminal || !drawing || !controls) return;
  const scenes = scenesIn(piece);
  // Terminals and drawings of other sizes must not move the page.
  for (const pane of [terminal, drawing]) pane.style.minHeight = `${pane.offsetHeight}px`;
  controls.className = 'player-controls';
  const stage = new Stage(scenes, { terminal, drawing, controls });
  piece.addEventListener('keydown', (event) => stage.press(event));
  stage.focus();
  stage.play(0);
}
