/** Finds the images that a document needs: those that labs have by themselves, and others. */
import { type ImageUse, imageUse } from '../docker-commands.ts';
import type { Note, Position, Snippet } from '../page.ts';

export interface NeededImages {
  /** Names of images of labs. */
  readonly known: readonly string[];
  /** Names and tags of other images, such as `redis:7`. */
  readonly references: readonly string[];
}

/**
 * @param uses of the commands, and of the files beside the document
 * @param knownImages names of the images that labs have by themselves
 */
export function neededImages(uses: readonly ImageUse[], knownImages: readonly string[]): NeededImages {
  const made = new Set(uses.flatMap((use) => use.made.map(shortName)));
  const needed = [...new Set(uses.flatMap(({ used }) => used.map(shortName)))].filter((name) => !made.has(name));
  return {
    known: knownImages.filter((name) => needed.includes(name)),
    references: needed.filter((name) => !knownImages.includes(name)),
  };
}

/** Returns a name as Docker shows it: without its own registry, and without the tag that it takes anyway. */
export function shortName(reference: string): string {
  return reference.replace(/^(?:docker\.io\/)?(?:library\/)?(?=[^/]+$)|^docker\.io\//u, '').replace(/:latest$/u, '');
}

/**
 * Says where the document first names each image that labs do not have by themselves.
 * @param uses as `usesOf` returns them
 * @param references as `neededImages` returns them
 */
export function imageNotes(
  uses: readonly PlacedUse[],
  references: readonly string[],
  knownImages: readonly string[],
): readonly Note[] {
  return references.map((reference) => {
    const { position } = uses.find(({ used }) => used.map(shortName).includes(reference)) as PlacedUse;
    const [name = ''] = reference.split(/[:@]/u);
    const have = knownImages.includes(name) ? `${name} only without a tag` : knownImages.join(', ');
    const message = `labs have ${have || 'no images'}: a run pulls ${reference}, if a registry answers, and fails here otherwise`;
    return { position, message };
  });
}

/** What a command says of images, and where it is. */
export interface PlacedUse extends ImageUse {
  readonly position: Position;
}

export function usesOf(snippets: readonly Snippet[]): readonly PlacedUse[] {
  return snippets.flatMap(({ steps }) => steps.map(({ text, position }) => ({ ...imageUse(text), position })));
}
