import { remember } from './storage.ts';

const ORDER = ['auto', 'light', 'dark'] as const;
type Theme = (typeof ORDER)[number];

/** Each click on the button switches to the next scheme: system, light, dark, system. The stylesheet reads `data-theme`. */
export function setUpTheme(): void {
  const button = document.querySelector<HTMLElement>('[data-switch-theme]');
  if (!button) return;
  describe(button, currentTheme());
  button.addEventListener('click', () => {
    const next = ORDER[(ORDER.indexOf(currentTheme()) + 1) % ORDER.length] ?? 'auto';
    document.documentElement.dataset.theme = next;
    remember('theme', next === 'auto' ? null : next);
    describe(button, next);
  });
}

function currentTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return ORDER.find((known) => known === theme) ?? 'auto';
}

function describe(button: HTMLElement, theme: Theme): void {
  const label = `${button.dataset.label}: ${button.dataset[theme]}`;
  button.setAttribute('aria-label', label);
  button.title = label;
}
