/** Copies of parts of the page, for the player. The page keeps its own as they are. */
import { copyOf, element } from '../dom.ts';
import type { Scene } from './scenes.ts';
import { isCapped } from './timeline.ts';
import { waited } from './words.ts';

/** Of the ids in a copy. */
const PREFIX = 'player-';

/** Returns the scene's terminal, with the length of each capped wait below its command. */
export function terminalCopy({ terminal, waits }: Scene): HTMLElement {
  const copy = copyOf(terminal, PREFIX);
  copy.querySelector('.replay')?.remove();
  for (const [index, typed] of [...copy.querySelectorAll('.typed')].entries()) {
    const wait = waits[index] ?? 0;
    if (!isCapped(wait)) continue;
    const note = element('p', 'waited', waited(wait));
    note.translate = true;
    typed.after(note);
  }
  return copy;
}

export function drawingCopy(drawing: Element): Element {
  return copyOf(drawing, PREFIX);
}

/** Returns what a terminal's commands have changed in the network, as the page says it below the terminal. */
export function changeCopies({ terminal }: Scene): readonly Element[] {
  return [...(terminal.nextElementSibling?.querySelectorAll('.change') ?? [])].map((change) => copyOf(change, PREFIX));
}
