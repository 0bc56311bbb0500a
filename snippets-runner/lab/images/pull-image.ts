/** Gets the image of a recipe from its registry. */
import type Docker from 'dockerode';
import { onDaemon } from '../daemon/failures.ts';
import { buildImage } from './build-image.ts';
import { imageId, repoAndTag, untag, waitForEnd } from './image-api.ts';
import { type ImageRecipe, tagOf } from './image-recipes.ts';

const PULL_WITHIN_MS = 120_000;

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
  try {
    if (!wasThere) {
      onProgress(`pulling ${reference}`);
      const abortSignal = AbortSignal.timeout(PULL_WITHIN_MS);
      await waitForEnd(docker, await docker.pull(reference, { abortSignal }));
    }
  } catch (error) {
    onProgress(`${reference} could not be pulled from a registry (${(error as Error).message.split('\n')[0]})`);
    return false;
  }
  if (recipe.name === 'node') {
    await buildImage(docker, recipe, reference, 'registry');
  } else {
    const name = repoAndTag(tagOf(recipe, 'registry'));
    await onDaemon(`naming ${reference}`, () => docker.getImage(reference).tag(name));
  }
  // An image that this run pulled is untagged again, so the engine's own image list stays the same.
  if (!wasThere) await untag(docker, reference);
  return true;
}
