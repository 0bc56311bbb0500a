/** Gets images from registries. */
import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { onDaemon } from '../daemon/failures.ts';
import { buildImage } from './build-image.ts';
import { imageId, repoAndTag, untag, waitForEnd } from './image-api.ts';
import { type ImageRecipe, tagOf } from './image-recipes.ts';

const PULL_WITHIN_MS = 120_000;
/** Nothing takes the place of an image that a document names, so a large one has more time. */
const REFERENCE_WITHIN_MS = 600_000;

/**
 * Pulls the recipe's reference, unless the engine has it, and gives it our name. The node image is built on it.
 * @returns false if it could not be pulled; `onProgress` gets the reason
 * @throws SnippetsError `image-not-made`, `docker-refused`, `engine-lost`
 */
export async function pullImage(
  docker: Docker,
  recipe: ImageRecipe,
  onProgress: (message: string) => void,
): Promise<boolean> {
  const { reference } = recipe;
  const wasThere = (await imageId(docker, reference)) !== undefined;
  if (!wasThere && !(await pull(docker, reference, PULL_WITHIN_MS, onProgress))) return false;
  if (recipe.name === 'node') await buildImage(docker, recipe, reference, 'registry');
  else await name(docker, reference, tagOf(recipe, 'registry'));
  // An image that this run pulled is untagged again, so the engine's own image list stays the same.
  if (!wasThere) await untag(docker, reference);
  return true;
}

/**
 * Pulls an image that no recipe names. It gets only our name, so the engine's own image list stays the same.
 * @param tag name and tag in the registry
 * @param kept as `pulledTag` returns it
 * @returns false if it could not be pulled; `onProgress` gets the reason
 * @throws SnippetsError `docker-refused`, `engine-lost`
 */
export async function pullReference(
  docker: Docker,
  tag: string,
  kept: string,
  onProgress: (message: string) => void,
): Promise<boolean> {
  if (!(await pull(docker, tag, REFERENCE_WITHIN_MS, onProgress))) return false;
  await name(docker, tag, kept);
  await untag(docker, tag);
  return true;
}

/** Returns the name on the engine of an image that was pulled because a document names it. */
export function pulledTag(tag: string): string {
  return `snippets/pulled:${createHash('sha256').update(tag).digest('hex').slice(0, 12)}`;
}

async function pull(
  docker: Docker,
  reference: string,
  withinMs: number,
  onProgress: (message: string) => void,
): Promise<boolean> {
  try {
    onProgress(`pulling ${reference}`);
    await waitForEnd(docker, await docker.pull(reference, { abortSignal: AbortSignal.timeout(withinMs) }));
    return true;
  } catch (error) {
    onProgress(`${reference} could not be pulled from a registry (${(error as Error).message.split('\n')[0]})`);
    return false;
  }
}

async function name(docker: Docker, reference: string, tag: string): Promise<void> {
  await onDaemon(`naming ${reference}`, () => docker.getImage(reference).tag(repoAndTag(tag)));
}
