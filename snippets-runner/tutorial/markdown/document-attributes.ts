/** The attributes of a block of a document: on its fence, or in a comment before it. */
import { nearest } from '../../base/nearest.ts';
import type { FenceMeta } from '../snippet/fence-meta.ts';

// biome-ignore format: a list of words
export const BLOCK_ATTRIBUTES: readonly string[] = [
  'snippet', 'node', 'exit', 'expect', 'retry-until', 'timeout', 'tolerance', 'save', 'skip', 'commands',
];

/**
 * Removes the attributes of other tools. Keeps a name that differs in one letter from one of `BLOCK_ATTRIBUTES`: it is
 * probably a typing mistake. What only a document's blocks have is read elsewhere.
 */
export function ownMeta({ attributes, errors }: FenceMeta): FenceMeta {
  return {
    attributes: attributes.filter(
      ({ name, value }) =>
        name !== 'commands' &&
        (BLOCK_ATTRIBUTES.includes(name) || (value !== undefined && nearest(name, BLOCK_ATTRIBUTES, 1) !== undefined)),
    ),
    errors: errors.filter(({ name }) => BLOCK_ATTRIBUTES.includes(name)),
  };
}

/** Returns whether a meta says that every line of its block is a command. */
export function saysCommands({ attributes }: FenceMeta): boolean {
  return attributes.some(({ name, value }) => name === 'commands' && value === undefined);
}

/** `skip`, or `skip="why"`. */
export interface Skip {
  /** Undefined if no reason is given. */
  readonly why: string | undefined;
}

/** Returns what a meta says about leaving out its block. */
export function skipOf({ attributes }: FenceMeta): Skip | undefined {
  const skip = attributes.find(({ name }) => name === 'skip');
  if (!skip || skip.value?.kind === 'regexp') return undefined;
  return { why: skip.value?.text };
}

/** @param who says it, and with which words: `the block says "skip"` */
export function skipReason(who: string, { why }: Skip): string {
  return why === undefined ? who : `${who}: ${why}`;
}
