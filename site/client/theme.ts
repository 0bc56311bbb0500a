import { remember } from './storage.ts';

const ORDER = ['auto', 'light', 'dark'] as const;
type Theme = (typeof ORDER)[number];

/** The colours of the browser's bars, each with the media for which the page has it. */
const bars = [...document.querySelectorAll<HTMLMetaElement>('[name=theme-color]')].map(
  (meta) => [meta, meta.media] as const,
);

/** Each click on the button switches to the next scheme: system, light, dark, system. The stylesheet reads `data-theme`. */
export function setUpTheme(): void {
  const button = document.querySelector<HTMLElement>('[data-switch-theme]');
  apply(currentTheme(), button);
  button?.addEventListener('click', () => {
    const next = ORDER[(ORDER.indexOf(currentTheme()) + 1) % ORDER.length] ?? 'auto';
    document.documentElement.dataset.theme = next;
    remember('theme', next === 'auto' ? null : next);
    apply(next, button);
  });
}

function currentTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return ORDER.find((known) => known === theme) ?? 'auto';
}

/** Gives the browser's bars the colour of a scheme, and has the button say which it is. */
function apply(theme: Theme, button: HTMLElement | null): void {
  for (const [meta, media] of bars) meta.media = theme === 'auto' ? media : media.includes(theme) ? 'all' : 'not all';
  if (!button) return;
  const label = `${button.dataset.label}: ${button.dataset[theme]}`;
  button.ariaLabel = label;
  button.title = label;
}
