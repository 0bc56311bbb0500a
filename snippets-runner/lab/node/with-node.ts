/** A node for some work of the tool itself. It belongs to no page, and has no network. */
import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import type { ImageStore } from '../images/image-stores.ts';
import { labelsFor } from '../labels.ts';
import { removeLab } from '../removal.ts';
import { bootNode } from './boot-node.ts';
import type { DockerNode } from './docker-node.ts';

export interface WorkNode {
  readonly image: string;
  /** What its label has in place of a page. */
  readonly label: string;
  readonly imageStore: ImageStore | undefined;
  /** Aborting it removes the node at once. */
  readonly signal: AbortSignal;
}

/**
 * Boots a node, works, and removes it. Does not wait for the work if it is aborted: without its node, it fails.
 * @throws SnippetsError as `bootNode` does, and what `work` throws
 */
export async function withNode<T>(
  docker: Docker,
  { image, label, imageStore, signal }: WorkNode,
  work: (node: DockerNode) => Promise<T>,
): Promise<T> {
  const id = randomBytes(4).toString('hex');
  let started: DockerNode | undefined;
  const onStart = async (node: DockerNode) => {
    started = node;
  };
  try {
    const { node } = await bootNode(docker, {
      name: 'host',
      image,
      labels: labelsFor(id, label),
      labName: `snippets-${id}`,
      attachment: undefined,
      imageStore,
      signal,
      onStart,
    });
    return await unlessAborted(signal, work(node));
  } finally {
    await removeLab(docker, id).finally(() => started?.[Symbol.dispose]());
  }
}

/** @throws the signal's reason as soon as it is aborted */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
