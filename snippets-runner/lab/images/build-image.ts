/** Builds the image of a recipe on the engine. */
import { join } from 'node:path';
import { SnippetsError } from '../../model/error.ts';
import type { ImageOrigin } from '../../model/lab.ts';
import { type Making, throwIfInterrupted, waitForEnd } from './image-api.ts';
import { filesOf, type ImageRecipe, tagOf } from './image-recipes.ts';

/**
 * Runs the recipe's Dockerfile and names the result.
 * @param base name of the image on which the Dockerfile builds
 * @throws SnippetsError `image-not-made`, `interrupted`
 */
export async function buildImage(
  making: Making,
  recipe: ImageRecipe,
  base: string,
  origin: ImageOrigin,
): Promise<void> {
  const { docker, signal: abortSignal } = making;
  const options = {
    t: tagOf(recipe, origin),
    buildargs: { BASE: base },
    labels: { 'snippets.image.origin': origin },
    forcerm: true,
    abortSignal,
  };
  try {
    const context = { context: recipe.folder, src: [...filesOf(recipe.folder)] };
    await waitForEnd(docker, await docker.buildImage(context, options));
  } catch (cause) {
    throwIfInterrupted(making, `building image ${recipe.name}`);
    throw new SnippetsError(
      'image-not-made',
      `image "${recipe.name}" could not be built: ${(cause as Error).message}`,
      `its recipe is ${join(recipe.folder, 'Dockerfile')}`,
      { cause },
    );
  }
}
