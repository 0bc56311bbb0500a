/** The player of a page: a dialog with all of the page's terminals, one after the other. */
import { element } from '../dom.ts';
import { iconButton } from './elements.ts';
import { type Scene, scenesIn } from './scenes.ts';
import { Stage } from './stage.ts';
import { words } from './words.ts';

/** `#step=start-fourth` is the link to a step. */
const LINK = '#step=';

let stage: Stage | undefined;
/** Whether a link has opened the player. Whoever pressed its button has a place on the page. */
let isLinked = false;

// Back leads from the link to a step to what is below the player.
addEventListener('hashchange', () => isLink() || document.querySelector<HTMLDialogElement>('.player')?.close());

/** Opens the player, and plays from the first step. */
export function playPage(): void {
  isLinked = false;
  stage ??= openPlayer(pageScenes());
  stage.play(0);
}

/** Opens the player at the step that the address names. Ignores an id that the page does not have. */
export function showLinkedStep(): void {
  const scenes = pageScenes();
  const index = scenes.findIndex(isInAddress);
  if (index < 0) return;
  isLinked ||= !stage;
  stage ??= openPlayer(scenes);
  stage.goTo(index);
}

/** Returns the scenes of the page, none if it has no player. */
function pageScenes(): readonly Scene[] {
  const article = document.querySelector('[data-replay=page]')?.closest('article');
  return article ? scenesIn(article) : [];
}

function openPlayer(scenes: readonly Scene[]): Stage {
  const page = document.querySelector('h1')?.textContent ?? '';
  const dialog = element('dialog', 'player');
  const panes = {
    terminal: element('div', 'player-terminal'),
    drawing: element('div', 'player-drawing'),
    controls: element('div', 'player-controls'),
  };
  const close = iconButton('close', words.close, () => dialog.close());
  // Keys reach the dialog also after a click on a drawing.
  dialog.tabIndex = -1;
  dialog.ariaLabel = words.player(page);
  dialog.append(element('header', 'player-title', page, close), panes.terminal, panes.drawing, panes.controls);
  const opened = new Stage(scenes, panes, ({ id }) => link(LINK + id));
  dialog.addEventListener('keydown', (event) => opened.press(event));
  dialog.addEventListener('close', () => {
    opened.end();
    stage = undefined;
    dialog.remove();
    if (!isLink()) return;
    if (isLinked) showOnPage(scenes.find(isInAddress)?.terminal);
    link(location.pathname + location.search);
  });
  document.body.append(dialog);
  dialog.showModal();
  return opened;
}

/** Moves to a terminal, or to the question whose folded answer has it. */
function showOnPage(terminal: Element | undefined): void {
  terminal?.querySelector<HTMLElement>('.replay')?.focus();
  (terminal?.closest('details:not([open])') ?? terminal)?.scrollIntoView();
}

function isInAddress({ id }: Scene): boolean {
  return location.hash === LINK + id;
}

function isLink(): boolean {
  return location.hash.startsWith(LINK);
}

/** Makes the address a link to what is shown. Back leaves the page, as before. */
function link(url: string): void {
  history.replaceState(history.state, '', url);
}
