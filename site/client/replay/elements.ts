/** The buttons of the player, and what scrolls in its panes. */
import { element, type IconName, icon } from '../dom.ts';

export function iconButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const button = element('button', 'icon-button');
  button.type = 'button';
  setIcon(button, name, label);
  button.addEventListener('click', press);
  return button;
}

export function setIcon(button: HTMLElement, name: IconName, label: string): void {
  button.innerHTML = icon(name);
  button.ariaLabel = label;
  button.title = label;
}

/** Scrolls a pane, and nothing else, so far that an element in it is visible. */
export function reveal(pane: HTMLElement, shown: Element | null | undefined): void {
  if (!shown) return;
  const below = shown.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
  if (below > 0) pane.scrollTop += below + 16;
}
