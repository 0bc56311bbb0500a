/** Small pieces of the DOM that several scripts need. */
import type { Locale } from '../i18n/locales.ts';

/** An icon of dialogs. */
export const CLOSE = 'M5 5l10 10M15 5 5 15';

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

/** Returns the HTML of an icon of 20 by 20 pixels. `Icon.astro` has those of the page. */
export function icon(path: string): string {
  return `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="${path}"/></svg>`;
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
