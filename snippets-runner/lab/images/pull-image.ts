/** Gets images from registries. */
import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { onDaemon } from '../daemon/failures.ts';
import { buildImage } from './build-image.ts';
import { imageId, type Making, repoAndTag, throwIfInterrupted, untag, waitForEnd } from './image-api.ts';
import { type ImageRecipe, tagOf } from './image-recipes.ts';

const PULL_WITHIN_MS = 120_000;
/** Nothing takes the place of an image that a document names, so a large one has more time. */
const REFERENCE_WITHIN_MS = 600_000;

/**
 * Pulls the recipe's reference, unless the engine has it, and gives it our name. The node image is built on it.
 * @returns false if it could not be pulled; `onProgress` gets the reason
 * @throws SnippetsError `image-not-made`, `docker-refused`, `engine-lost`, `interrupted`
 */
export async function pullImage(making: Making, recipe: ImageRecipe): Promise<boolean> {
  const { docker } = making;
  const { reference } = recipe;
  const wasThere = (await imageId(docker, reference)) !== undefined;
  if (!wasThere && !(await pull(making, reference, PULL_WITHIN_MS))) return false;
  try {
    if (recipe.name === 'node') await buildImage(making, recipe, reference, 'registry');
    else await name(docker, reference, tagOf(recipe, 'registry'));
  } finally {
    // An image that this run pulled is untagged again, so the engine's own image list stays the same.
    if (!wasThere) await untag(docker, reference);
  }
  return true;
}

/**
 * Pulls an image that no recipe names. It gets only our name, so the engine's own image list stays the same.
 * @param tag name and tag in the registry
 * @param kept as `pulledTag` returns it
 * @returns false if it could not be pulled; `onProgress` gets the reason
 * @throws SnippetsError `docker-refused`, `engine-lost`, `interrupted`
 */
export async function pullReference(making: Making, tag: string, kept: string): Promise<boolean> {
  if (!(await pull(making, tag, REFERENCE_WITHIN_MS))) return false;
  await name(making.docker, tag, kept);
  await untag(making.docker, tag);
  return true;
}

/** Returns the name on the engine of an image that was pulled because a document names it. */
export function pulledTag(tag: string): string {
  return `snippets/pulled:${createHash('sha256').update(tag).digest('hex').slice(0, 12)}`;
}

async function pull(making: Making, reference: string, withinMs: number): Promise<boolean> {
  const { docker, signal, onProgress } = making;
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  try {
    onProgress(`pulling ${reference}`);
    await waitForEnd(docker, await docker.pull(reference, { abortSignal }));
    return true;
  } catch (error) {
    throwIfInterrupted(making, `pulling ${reference}`);
    onProgress(`${reference} could not be pulled from a registry (${(error as Error).message.split('\n')[0]})`);
    return false;
  }
}

async function name(docker: Docker, reference: string, tag: string): Promise<void> {
  await onDaemon(`naming ${reference}`, () => docker.getImage(reference).tag(repoAndTag(tag)));
}
