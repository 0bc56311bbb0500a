/** The buttons of the player, and what scrolls in its panes. */
import { CLOSE, element, icon } from '../dom.ts';

const ICONS = {
  play: 'M6 4v12l10-6Z',
  pause: 'M7 4.5v11M13 4.5v11',
  previous: 'M12.5 4.5 7 10l5.5 5.5',
  next: 'M7.5 4.5 13 10l-5.5 5.5',
  close: CLOSE,
} as const;
type IconName = keyof typeof ICONS;

export function iconButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const button = element('button', 'icon-button');
  button.type = 'button';
  setIcon(button, name, label);
  button.addEventListener('click', press);
  return button;
}

export function setIcon(button: HTMLElement, name: IconName, label: string): void {
  button.innerHTML = icon(ICONS[name]);
  button.ariaLabel = label;
  button.title = label;
}

/** Scrolls a pane, and nothing else, so far that an element in it is visible. */
export function reveal(pane: HTMLElement, shown: Element | null | undefined): void {
  if (!shown) return;
  const below = shown.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
  if (below > 0) pane.scrollTop += below + 16;
}
