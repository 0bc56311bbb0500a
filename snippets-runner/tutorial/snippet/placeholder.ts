/** Placeholders: `<NAME>` in a command stands for a value from the lab, or for a value that an earlier snippet saved. */

export const PLACEHOLDER_PATTERN = /<([A-Z][A-Z0-9_]*)>/gu;

/** Placeholder for the address of the lab's web server outside of the nodes. Only labs with `outside` have it. */
export const OUTSIDE_PLACEHOLDER = 'OUTSIDE_IP';

/** Returns the name of the placeholder for a node's address: `WORKER_1_IP` for `worker-1`. */
export function nodePlaceholder(nodeName: string): string {
  return `${nodeName.toUpperCase().replaceAll('-', '_')}_IP`;
}

/** Returns the names of the placeholders in a text, in order, each once. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER_PATTERN)].map(([, name]) => name as string))];
}

/** Replaces placeholders by their values. A placeholder without a value stays as it is. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER_PATTERN, (whole, name: string) => values.get(name) ?? whole);
}
