/** What this browser remembers. A browser that forbids storage remembers nothing, and nothing fails. */

/** Returns null for what is not there, as `localStorage` does. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param value null removes it */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is forbidden or full: the value is gone with the page.
  }
}
