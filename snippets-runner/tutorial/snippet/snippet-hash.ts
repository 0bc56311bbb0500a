import { createHash } from 'node:crypto';
import type { Snippet } from '../page.ts';

/** Changes exactly when what the snippet does changes: its node, its commands, its input; 16 hex digits. */
export function snippetHash({ node, steps }: Pick<Snippet, 'node' | 'steps'>): string {
  const doing = steps.map((step) =>
    step.kind === 'command' ? ['$ ', step.text] : [step.prompt ?? '', step.text, ...step.keys],
  );
  return createHash('sha256')
    .update(JSON.stringify([node, doing]))
    .digest('hex')
    .slice(0, 16);
}
