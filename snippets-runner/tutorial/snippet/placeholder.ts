/** `<NAME>` in a command stands for a value that a lab gives or an earlier snippet has saved. */

export const PLACEHOLDER_PATTERN = /<([A-Z][A-Z0-9_]*)>/gu;

/** Address of the lab's web server beyond the nodes, where the page asks for one. */
export const OUTSIDE_PLACEHOLDER = 'OUTSIDE_IP';

/** Name of the placeholder for a node's address: `worker-1` gives `WORKER_1_IP`. */
export function nodePlaceholder(nodeName: string): string {
  return `${nodeName.toUpperCase().replaceAll('-', '_')}_IP`;
}

/** Names in the order they stand, each once. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER_PATTERN)].map(([, name]) => name as string))];
}

/** Placeholders without a value stay as they are. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER_PATTERN, (whole, name: string) => values.get(name) ?? whole);
}
