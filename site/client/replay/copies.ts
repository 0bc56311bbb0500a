/** Copies of parts of the page, for the player. The page keeps its own as they are. */
import type { Scene } from './scenes.ts';
import { isCapped } from './timeline.ts';
import { waited } from './words.ts';

/** Returns the scene's terminal, with the length of each capped wait below its command. */
export function terminalCopy({ terminal, waits }: Scene): HTMLElement {
  const copy = withOwnIds(terminal);
  copy.querySelector('.replay')?.remove();
  for (const [index, typed] of [...copy.querySelectorAll('.typed')].entries()) {
    const wait = waits[index] ?? 0;
    if (!isCapped(wait)) continue;
    const note = Object.assign(document.createElement('p'), { className: 'waited', textContent: waited(wait) });
    note.translate = true;
    typed.after(note);
  }
  return copy;
}

export function drawingCopy(drawing: Element): Element {
  return withOwnIds(drawing);
}

/** Returns what a terminal's commands have changed in the network, as the page says it below the terminal. */
export function changeCopies({ terminal }: Scene): readonly Element[] {
  return [...(terminal.nextElementSibling?.querySelectorAll('.change') ?? [])].map(withOwnIds);
}

/** Ids stay unique in the page: those in a copy get a prefix, also where they are referred to. */
function withOwnIds<E extends Element>(original: E): E {
  const copy = original.cloneNode(true) as E;
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of ['id', 'aria-labelledby', 'aria-describedby']) {
      const value = element.getAttribute(name);
      if (value !== null) element.setAttribute(name, `player-${value}`);
    }
  }
  return copy;
}
