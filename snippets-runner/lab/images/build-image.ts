/** Builds the image of a recipe on the engine. */
import { join } from 'node:path';
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import type { ImageOrigin } from '../../model/lab.ts';
import { waitForEnd } from './image-api.ts';
import { filesOf, type ImageRecipe, tagOf } from './image-recipes.ts';

/**
 * Runs the recipe's Dockerfile and names the result.
 * @param base name of the image on which the Dockerfile builds
 * @throws SnippetsError `image-not-made`
 */
export async function buildImage(
  docker: Docker,
  recipe: ImageRecipe,
  base: string,
  origin: ImageOrigin,
): Promise<void> {
  const options = {
    t: tagOf(recipe, origin),
    buildargs: { BASE: base },
    labels: { 'snippets.image.origin': origin },
    forcerm: true,
  };
  try {
    const context = { context: recipe.folder, src: [...filesOf(recipe.folder)] };
    await waitForEnd(docker, await docker.buildImage(context, options));
  } catch (cause) {
    throw new SnippetsError(
      'image-not-made',
      `image "${recipe.name}" could not be built: ${(cause as Error).message}`,
      `its recipe is ${join(recipe.folder, 'Dockerfile')}`,
      { cause },
    );
  }
}
