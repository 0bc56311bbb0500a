/** Nodes that end while a page runs, such as through a page that stops or starves their daemon. */
import { SnippetsError } from '../model/error.ts';
import type { Lab, NodeCondition } from '../model/lab.ts';
import type { SnippetEnding } from '../model/recording.ts';
import type { Step } from '../tutorial/page.ts';

interface Failure {
  readonly steps: readonly { readonly step: Step }[];
  readonly error: unknown;
  /** Of the run. */
  readonly signal: AbortSignal;
}

/**
 * Returns how a snippet ended whose lab failed because one of its nodes has ended.
 * @param steps the last one is where the snippet ended
 * @throws the error, if no node has ended by itself, or if their engine does not answer
 */
export async function endingByNode(lab: Lab, { steps, error, signal }: Failure): Promise<SnippetEnding> {
  const step = steps.at(-1)?.step;
  const mayBeByNode = error instanceof SnippetsError && BY_ENDED_NODE.has(error.code);
  if (step === undefined || !mayBeByNode) throw error;
  for (const [name, node] of lab.nodes) {
    const condition = await node.condition().catch(() => undefined);
    // While a run is interrupted, its labs are removed.
    if (condition === undefined || signal.aborted) throw error;
    if (hasEnded(condition)) return { kind: 'stuck', step, reason: nodeConditionText(name, condition) };
  }
  throw error;
}

const BY_ENDED_NODE: ReadonlySet<string> = new Set(['engine-lost', 'docker-refused']);

function hasEnded(condition: NodeCondition): boolean {
  return condition.kind === 'ended' || (condition.kind === 'out-of-memory' && !condition.isRunning);
}

/** Returns what has become of a node; empty if it runs. */
export function nodeConditionText(name: string, condition: NodeCondition): string {
  switch (condition.kind) {
    case 'running':
      return '';
    case 'out-of-memory':
      return `node ${name} has run out of memory`;
    case 'ended':
      return `node ${name} has ended with exit code ${condition.exit}, as it does if its Docker daemon ends`;
    case 'gone':
      return `node ${name} was removed`;
  }
}
