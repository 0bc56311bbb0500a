/** What this browser remembers. A browser that forbids storage remembers nothing, and nothing fails. */

/** `localStorage` is of the browser, `sessionStorage` of the tab. */
type Kind = 'localStorage' | 'sessionStorage';

/** Returns null for what is not there, as the storage does. */
export function recall(key: string, kind: Kind = 'localStorage'): string | null {
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

/** @param value null removes it */
export function remember(key: string, value: string | null, kind: Kind = 'localStorage'): void {
  try {
    if (value === null) window[kind].removeItem(key);
    else window[kind].setItem(key, value);
  } catch {
    // Storage is forbidden or full: the value is gone with the page.
  }
}
