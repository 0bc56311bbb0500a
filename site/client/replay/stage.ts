/** Plays scenes: the terminal of each, then the network that it leaves. Used by the player, and by the home page. */

import { element } from '../dom.ts';
import { terminalCopy } from './copies.ts';
import { DrawingPane } from './drawing-pane.ts';
import { iconButton, reveal, setIcon } from './elements.ts';
import { moveOf } from './keys.ts';
import { everyFrame, isStepsOnly } from './motion.ts';
import type { Scene } from './scenes.ts';
import { replayOf, type TerminalReplay } from './terminal-replay.ts';
import { Track } from './track.ts';
import { words } from './words.ts';

export interface Panes {
  readonly terminal: HTMLElement;
  readonly drawing: HTMLElement;
  readonly controls: HTMLElement;
}

/** Milliseconds between the last output of a step and the next step. */
const READING = 1500;
/** The moment of a step that is shown whole because the reader went there. Playing starts at its beginning. */
const WHOLE = Number.POSITIVE_INFINITY;

export class Stage {
  readonly #scenes: readonly Scene[];
  readonly #pane: HTMLElement;
  readonly #controls: HTMLElement;
  readonly #drawing: DrawingPane;
  readonly #track: Track;
  readonly #status = element('p', 'player-status');
  readonly #playButton = iconButton('play', words.play, () => this.toggle());
  readonly #entered: (scene: Scene) => void;
  #replay: TerminalReplay | undefined;
  #index = 0;
  /** Milliseconds from the start of the step. */
  #at = WHOLE;
  /** Set while the stage is playing. */
  #stop: (() => void) | undefined;

  /** @param entered called with each scene that is shown */
  constructor(scenes: readonly Scene[], panes: Panes, entered: (scene: Scene) => void = () => {}) {
    this.#scenes = scenes;
    this.#pane = panes.terminal;
    this.#controls = panes.controls;
    this.#drawing = new DrawingPane(scenes, panes.drawing);
    this.#track = new Track(scenes, (index) => this.goTo(index));
    this.#entered = entered;
    this.#addControls();
  }

  /** Shows a step whole; if the stage is playing, plays it from its start. Before the first and after the last is none. */
  goTo(index: number): void {
    if (this.#scenes[index]) this.#enter(index, this.#stop ? 0 : WHOLE);
  }

  /** @param from the step to start with; without it, the stage goes on where it is */
  play(from?: number): void {
    if (isStepsOnly()) {
      this.goTo(from ?? this.#index + 1);
      return;
    }
    this.pause();
    if (from !== undefined) this.#enter(from, 0);
    else if (this.#at === WHOLE) this.#enter(this.#index, 0);
    else if (this.#isLast && this.#isOver) this.#enter(0, 0);
    setIcon(this.#playButton, 'pause', words.pause);
    this.#stop = everyFrame((passed) => this.#goOn(passed));
  }

  pause(): void {
    this.#stop?.();
    this.#stop = undefined;
    setIcon(this.#playButton, 'play', words.play);
  }

  toggle(): void {
    if (this.#stop) this.pause();
    else this.play();
  }

  /** Space plays and pauses. Arrows, Home and End go to another step. */
  press(event: KeyboardEvent): void {
    const move = moveOf(event);
    if (!move) return;
    event.preventDefault();
    const last = this.#scenes.length - 1;
    if (move === 'toggle') this.toggle();
    else this.goTo({ previous: this.#index - 1, next: this.#index + 1, first: 0, last }[move]);
  }

  /** Focuses the button that was meant to be pressed first. */
  focus(): void {
    this.#controls.querySelector<HTMLElement>('[autofocus]')?.focus();
  }

  /** Ends everything, so that the copies can be taken out of the page. */
  end(): void {
    this.pause();
    this.#replay?.show(WHOLE);
  }

  get #isLast(): boolean {
    return this.#index === this.#scenes.length - 1;
  }

  get #isOver(): boolean {
    return this.#at >= (this.#replay?.length ?? 0);
  }

  #enter(index: number, at: number): void {
    this.#replay?.show(WHOLE);
    this.#index = index;
    this.#at = at;
    const scene = this.#scenes[index] as Scene;
    const terminal = terminalCopy(scene);
    this.#replay = replayOf(terminal, scene.waits);
    const hadFocus = this.#pane.contains(document.activeElement);
    this.#pane.replaceChildren(terminal);
    this.#pane.scrollTop = 0;
    if (hadFocus) this.focus();
    const step = words.step(index + 1, this.#scenes.length);
    this.#status.replaceChildren(step, ...(scene.section ? [element('b', '', scene.section)] : []));
    this.#track.mark(index, [step, scene.section, scene.fails].filter(Boolean).join(', '));
    this.#show();
    this.#entered(scene);
  }

  #goOn(passed: number): void {
    this.#at += passed;
    if (this.#at < (this.#replay?.length ?? 0) + READING) this.#show();
    else if (this.#isLast) this.pause();
    else this.#enter(this.#index + 1, 0);
  }

  #show(): void {
    this.#replay?.show(this.#at);
    this.#drawing.show(this.#isOver ? this.#index : this.#index - 1);
    if (this.#at !== WHOLE) reveal(this.#pane, this.#replay?.lastShown());
  }

  #addControls(): void {
    const previous = iconButton('previous', words.previous, () => this.goTo(this.#index - 1));
    const next = iconButton('next', words.next, () => this.goTo(this.#index + 1));
    const buttons = isStepsOnly() ? [previous, next] : [previous, this.#playButton, next];
    (isStepsOnly() ? next : this.#playButton).autofocus = true;
    this.#status.role = 'status';
    this.#controls.replaceChildren(this.#track.element, ...buttons, this.#status);
    // A click leaves the focus where it is, so that space goes on to play and pause.
    this.#controls.addEventListener('mousedown', (event) => event.preventDefault());
  }
}
