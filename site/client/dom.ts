/** Small pieces of the DOM that several scripts need. */
import type { Locale } from '../i18n/locales.ts';

/** Icons that only scripts show. `Icon.astro` has those of the page. */
const ICONS = {
  network: 'M7.500 3h5v4.500h-5ZM2.500 13h5v4.500h-5ZM12.500 13h5v4.500h-5ZM10 7.500v3M5 13v-2.500h10V13',
  tick: 'M4 10.500 8.500 15 16.500 5.500',
  close: 'M5 5l10 10M15 5 5 15',
  play: 'M6 4v12l10-6Z',
  pause: 'M7 4.500v11M13 4.500v11',
  previous: 'M12.500 4.500 7 10l5.500 5.500',
  next: 'M7.500 4.500 13 10l-5.500 5.500',
} as const;
export type IconName = keyof typeof ICONS;

/** Adds a style sheet that a script has brought along. The content security policy allows no new `<style>`. */
export function adoptStyles(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

/** @param className empty for none */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** Returns what belongs to the language of the page. */
export function inPageLanguage<Words>(words: Readonly<Record<Locale, Words>>): Words {
  return words[document.documentElement.lang.toLowerCase() as Locale];
}

/** Returns the HTML of an icon. */
export function icon(name: IconName): string {
  return `<svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
}

/** Copies an element. Ids stay unique in the page: those of the copy have a prefix, also where they are referred to. */
export function copyOf<E extends Element>(original: E, prefix: string): E {
  const copy = original.cloneNode(true) as E;
  for (const part of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of ['id', 'aria-labelledby', 'aria-describedby']) {
      const value = part.getAttribute(name);
      if (value !== null) part.setAttribute(name, prefix + value);
    }
  }
  return copy;
}
