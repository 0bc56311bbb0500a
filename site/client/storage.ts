/** What this browser remembers. One that forbids storage remembers it until the page is left, and nothing fails. */

/** `localStorage` is of the browser, `sessionStorage` of the tab. */
type Kind = 'localStorage' | 'sessionStorage';

/** What was refused, because storage is forbidden or full. */
const refused: Readonly<Record<Kind, Map<string, string | null>>> = {
  localStorage: new Map(),
  sessionStorage: new Map(),
};

/** Returns null for what is not there, as the storage does. */
export function recall(key: string, kind: Kind = 'localStorage'): string | null {
  const here = refused[kind].get(key);
  if (here !== undefined) return here;
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

/**
 * Returns whether it outlives the page.
 * @param value null removes it
 */
export function remember(key: string, value: string | null, kind: Kind = 'localStorage'): boolean {
  try {
    if (value === null) window[kind].removeItem(key);
    else window[kind].setItem(key, value);
  } catch {
    refused[kind].set(key, value);
    return false;
  }
  refused[kind].delete(key);
  return true;
}
