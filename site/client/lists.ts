/** The lists beside a page, its sidebar and "On this page": what is current in them can be seen. */
import { reveal } from './reveal.ts';

export function setUpLists(): void {
  for (const list of document.querySelectorAll<HTMLElement>('.sidebar, .contents')) {
    revealCurrent(list);
    list.addEventListener('toggle', () => revealCurrent(list));
  }
}

/** Scrolls a list, or what it is in, so that its current link can be seen. */
export function revealCurrent(list: HTMLElement): void {
  const link = list.querySelector('[aria-current]');
  if (!link) return;
  for (const scroller of [list, list.parentElement]) if (scroller) reveal(scroller, link, 0.5);
}
