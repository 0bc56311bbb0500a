/** The track: a tick for each step, in the colour of its node. An expected failure is amber, and has a dot below it. */
import { element } from '../dom.ts';
import type { Scene } from './scenes.ts';
import { words } from './words.ts';

export class Track {
  readonly element: HTMLElement;

  constructor(scenes: readonly Scene[], goTo: (index: number) => void) {
    this.element = element('div', 'player-track', ...scenes.map(tickOf));
    this.element.tabIndex = 0;
    this.element.role = 'slider';
    this.element.ariaLabel = words.steps;
    this.element.ariaValueMin = '1';
    this.element.ariaValueMax = String(scenes.length);
    this.#listen(goTo);
  }

  /** @param text says which step it is */
  mark(index: number, text: string): void {
    for (const [each, tick] of [...this.element.children].entries()) {
      tick.toggleAttribute('data-now', each === index);
    }
    this.element.ariaValueNow = String(index + 1);
    this.element.ariaValueText = text;
  }

  /** A press on a tick goes to its step, and so does drawing the pointer over it. */
  #listen(goTo: (index: number) => void): void {
    let pressed = -1;
    const follow = ({ clientX, buttons }: PointerEvent) => {
      const { left, width } = this.element.getBoundingClientRect();
      const index = Math.floor(((clientX - left) / width) * this.element.childElementCount);
      if (buttons === 1 && index !== pressed) goTo(index);
      pressed = buttons === 1 ? index : -1;
    };
    this.element.addEventListener('pointerdown', (event) => {
      this.element.setPointerCapture(event.pointerId);
      follow(event);
    });
    this.element.addEventListener('pointermove', follow);
  }
}

function tickOf({ terminal, fails }: Scene): HTMLElement {
  const node = [...terminal.classList].find((name) => name.startsWith('node-')) ?? '';
  return element('i', fails === undefined ? node : 'fails');
}
