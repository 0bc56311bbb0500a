import { createHash } from 'node:crypto';
import type { Snippet } from '../page.ts';

/** Returns a hash of the snippet's node, commands, prompts, input and keys: 16 hex digits. It ignores everything else. */
export function snippetHash({ node, steps }: Pick<Snippet, 'node' | 'steps'>): string {
  const doing = steps.map((step) =>
    step.kind === 'command' ? ['$ ', step.text] : [step.prompt ?? '', step.text, ...step.keys],
  );
  return createHash('sha256')
    .update(JSON.stringify([node, doing]))
    .digest('hex')
    .slice(0, 16);
}

/** Returns a hash of what a page begins with: of which snippets, and of what each of them does. 16 hex digits. */
export function beginningHash(snippets: readonly Pick<Snippet, 'id' | 'node' | 'steps'>[]): string {
  const parts = snippets.map((snippet) => [snippet.id, snippetHash(snippet)]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
