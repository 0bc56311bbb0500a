/** Placeholders: `<NAME>` in a command stands for a value from the lab, or for a value that an earlier snippet saved. */

import type { Page, Snippet } from '../page.ts';

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

/** Placeholders as documents also write them: `<your-address>`, `<your image>`. */
const ANY_PLACEHOLDER = /<([A-Za-z][\w.-]*(?: [\w.-]+)*)>/gu;

/** Returns the values that are given to a document, by name. They count where neither the lab nor a block gives one. */
export function givenValues(page: Page): Readonly<Record<string, string>> {
  return (page.kind === 'document' && page.values) || {};
}

/** Returns the names of what may be a placeholder in the text of a document, in order. */
export function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(ANY_PLACEHOLDER), ([, name = '']) => name);
}

/** Replaces placeholders by their values. A placeholder without a value stays as it is. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(ANY_PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
}

/** Returns snippets with values in place of placeholders, in what they type. */
export function filledSnippets(snippets: readonly Snippet[], values: ReadonlyMap<string, string>): readonly Snippet[] {
  if (values.size === 0) return snippets;
  return snippets.map(({ steps, ...snippet }) => ({
    ...snippet,
    steps: steps.map((step) => ({ ...step, text: fillPlaceholders(step.text, values) })),
  }));
}
