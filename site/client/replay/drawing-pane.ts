/** The pane with the network: what the step has changed, in words, and the drawing. */

import { element } from '../dom.ts';
import { changeCopies, drawingCopy } from './copies.ts';
import { reveal } from './elements.ts';
import type { Scene } from './scenes.ts';
import { words } from './words.ts';

/**
 * Shows the network after a scene. If the scene has not changed it, that is the network of an earlier one, or the one
 * with which the page begins.
 */
export class DrawingPane {
  readonly #scenes: readonly Scene[];
  readonly #pane: HTMLElement;
  #shown: number | undefined;

  constructor(scenes: readonly Scene[], pane: HTMLElement) {
    this.#scenes = scenes;
    this.#pane = pane;
  }

  /** @param index of the scene; -1 for the network before the first */
  show(index: number): void {
    if (index === this.#shown) return;
    this.#shown = index;
    const scene = this.#scenes[index];
    const drawn = this.#scenes.slice(0, index + 1).findLast(({ drawing }) => drawing);
    if (!drawn?.drawing) {
      const beginning = document.querySelector('.begins svg');
      const drawings = beginning ? [drawingCopy(beginning)] : [];
      this.#pane.replaceChildren(element('p', 'player-change', words.untouched), ...drawings);
      return;
    }
    const isNew = drawn === scene;
    const drawing = drawingCopy(drawn.drawing);
    this.#pane.classList.toggle('unchanged', !isNew);
    this.#pane.replaceChildren(
      element('p', 'player-change', ...(isNew ? changeCopies(scene) : [words.unchanged])),
      drawing,
    );
    this.#pane.scrollTop = 0;
    if (isNew) reveal(this.#pane, drawing.querySelector('.new'));
  }
}
