/** Small pieces of the DOM that several scripts need. */

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
