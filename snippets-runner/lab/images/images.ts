/**
 * Images on the engine for labs and nodes. An image is pulled from a registry. If that fails, it is built from
 * Debian's packages and marked as a stand-in. In both cases its name is `snippets/NAME:HASH-ORIGIN`: the next
 * run finds it, and other images of the engine stay as they are.
 */
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import { IMAGE_ORIGINS, type ImageFacts, type ImageOrigin } from '../../model/lab.ts';
import { hasDigest, withTag } from '../../tutorial/docker-commands.ts';
import { imageId, type Making } from './image-api.ts';
import { saveImage } from './image-archive.ts';
import { type ImageRecipe, readNodeRecipe, readRecipe, tagOf } from './image-recipes.ts';
import { pulledTag, pullImage, pullReference } from './pull-image.ts';
import { buildStandIn } from './stand-in.ts';

/** An image that can be loaded into a node. */
export interface ReadyImage {
  readonly name: string;
  /** Its name and tag on nodes. */
  readonly tag: string;
  readonly facts: ImageFacts;
  /** Returns a file as `docker save` writes it. The first call makes it. @throws SnippetsError */
  readonly archive: () => Promise<string>;
}

export interface ImagesOptions {
  readonly docker: Docker;
  /** Archives are kept here between runs. */
  readonly cacheFolder: string;
  /** Folder of the recipes. */
  readonly imagesFolder: string;
  /** `never` for an embedded engine: it has no network, so a pull would only take time. */
  readonly registry: 'try' | 'never';
  /** Whether an image that could not be made or pulled is tried again when it is next asked for. Default: false. */
  readonly retriesImages?: boolean | undefined;
  /** Aborting it ends what is being made. Default: it is made to its end. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (message: string) => void;
}

interface ImageOnEngine {
  readonly id: string;
  readonly tag: string;
  readonly origin: ImageOrigin;
}

export class Images {
  /** Aborted when nothing more is to be made. */
  readonly signal: AbortSignal;
  readonly #options: ImagesOptions;
  readonly #node: Kept<string> = new Map();
  readonly #ready: Kept<ReadyImage> = new Map();
  readonly #pulled: Kept<ReadyImage | undefined> = new Map();
  /** By the name in the registry, the end of the last pull. */
  readonly #pulls = new Map<string, Promise<boolean>>();

  constructor(options: ImagesOptions) {
    this.#options = options;
    this.signal = options.signal ?? new AbortController().signal;
  }

  /** Tells the person at the command line. */
  tell(message: string): void {
    this.#options.onProgress(message);
  }

  /** Returns the name of the node image on the engine. @throws SnippetsError as `ready` does */
  node(): Promise<string> {
    return this.#kept(this.#node, 'node', async () => {
      const { tag } = await this.#onEngine(readNodeRecipe(this.#options.imagesFolder));
      return tag;
    });
  }

  /** @throws SnippetsError `image-not-made`, `docker-refused`, `engine-lost` */
  ready(name: string): Promise<ReadyImage> {
    return this.#kept(this.#ready, name, () => this.#prepare(readRecipe(this.#options.imagesFolder, name)));
  }

  /**
   * @param reference name of an image in a registry
   * @returns undefined if the engine neither has the image nor gets it from a registry, or if the name has a digest:
   * Docker gives no such name to an image that it has loaded, so nodes have to pull it themselves
   * @throws SnippetsError `docker-refused`, `engine-lost`
   */
  async pulled(reference: string): Promise<ReadyImage | undefined> {
    if (hasDigest(reference)) return undefined;
    return this.#kept(this.#pulled, reference, () => this.#fetch(reference));
  }

  async #prepare(recipe: ImageRecipe): Promise<ReadyImage> {
    const { name, reference } = recipe;
    const { id, origin } = await this.#onEngine(recipe);
    return this.#readyImage(name, { reference, id, origin }, name);
  }

  /** The engine's own image of that name comes first, then the one that an earlier run has pulled. */
  async #fetch(reference: string): Promise<ReadyImage | undefined> {
    const { docker, registry } = this.#options;
    const tag = withTag(reference);
    const pulled = pulledTag(tag);
    let id = (await imageId(docker, tag)) ?? (await imageId(docker, pulled));
    if (
      id === undefined &&
      registry === 'try' &&
      (await this.#pull(tag, () => pullReference(this.#making, tag, pulled)))
    ) {
      id = await imageId(docker, pulled);
    }
    return id === undefined
      ? undefined
      : this.#readyImage(reference, { reference: tag, id, origin: 'registry' }, 'pulled');
  }

  /** @param archiveName begins the name of the file in which the image is kept */
  #readyImage(name: string, facts: ImageFacts, archiveName: string): ReadyImage {
    const { docker, cacheFolder: folder } = this.#options;
    const archives: Kept<string> = new Map();
    return {
      name,
      tag: withTag(name),
      facts,
      archive: () =>
        this.#kept(archives, facts.id, () => saveImage(docker, { name: archiveName, id: facts.id, folder })),
    };
  }

  /** Finds the image on the engine, or makes it. */
  async #onEngine(recipe: ImageRecipe): Promise<ImageOnEngine> {
    for (const origin of IMAGE_ORIGINS) {
      const found = await this.#find(recipe, origin);
      if (found) return found;
    }
    const origin = await this.#make(recipe);
    const made = await this.#find(recipe, origin);
    if (made) return made;
    throw new SnippetsError(
      'image-not-made',
      `image ${tagOf(recipe, origin)} was removed right after it was made`,
      'run this again',
    );
  }

  async #find(recipe: ImageRecipe, origin: ImageOrigin): Promise<ImageOnEngine | undefined> {
    const tag = tagOf(recipe, origin);
    const id = await imageId(this.#options.docker, tag);
    return id === undefined ? undefined : { id, tag, origin };
  }

  async #make(recipe: ImageRecipe): Promise<ImageOrigin> {
    const { registry, onProgress } = this.#options;
    const pull = () => pullImage(this.#making, recipe);
    if (registry === 'try' && (await this.#pull(recipe.reference, pull))) return 'registry';
    onProgress(`making image ${recipe.name} from Debian's packages`);
    await buildStandIn(this.#making, recipe);
    return 'stand-in';
  }

  /**
   * Pulls a name when the last pull of it has ended: a pull takes the name away at its end, which another may need. A
   * document can name an image by its recipe and by its reference.
   */
  #pull(reference: string, pull: () => Promise<boolean>): Promise<boolean> {
    const before = this.#pulls.get(reference) ?? Promise.resolve(false);
    const own = before.then(pull, pull);
    this.#pulls.set(reference, own);
    return own;
  }

  get #making(): Making {
    const { docker, onProgress } = this.#options;
    return { docker, signal: this.signal, onProgress };
  }

  /**
   * Returns what was made for a key, or makes it. A failure of the engine is forgotten: it may answer again. That an image
   * could not be made or pulled takes long to find out, so the other pages of a run are told the same. Where a person
   * waits, who may have removed the cause, it is tried again.
   */
  #kept<Result>(results: Kept<Result>, key: string, make: () => Promise<Result>): Promise<Result> {
    const known = results.get(key);
    if (known) return known;
    const result = make();
    results.set(key, result);
    const { retriesImages } = this.#options;
    result.then(
      (made) => {
        if (made === undefined && retriesImages) results.delete(key);
      },
      (error: unknown) => {
        const isKept = error instanceof SnippetsError && error.code === 'image-not-made' && !retriesImages;
        if (!isKept) results.delete(key);
      },
    );
    return result;
  }
}

type Kept<Result> = Map<string, Promise<Result>>;
