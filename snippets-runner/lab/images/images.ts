/**
 * Images on the engine, ready for labs: pulled where a registry answers, else built from Debian's
 * packages and marked as stand-ins. Both ways end under a name of our own, `snippets/NAME:HASH-ORIGIN`,
 * so nothing else on the engine is touched and a second run finds them.
 */
import { execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import { makeFolder } from '../../base/make-folder.ts';
import { SnippetsError } from '../../model/error.ts';
import type { ImageFacts, ImageOrigin } from '../../model/lab.ts';
import { asSnippetsError, onDaemon, statusOf } from '../daemon/failures.ts';
import { DEBIAN_ROOT, filesOf, type ImageRecipe, readNodeRecipe, readRecipe } from './image-recipes.ts';

/** An image that can be loaded into a node. */
export interface ReadyImage {
  readonly name: string;
  readonly facts: ImageFacts;
  /** A file as `docker save` writes it, made when it is first asked for. @throws SnippetsError */
  readonly archive: () => Promise<string>;
}

export interface ImagesOptions {
  readonly docker: Docker;
  /** Where archives are kept between runs. */
  readonly cacheFolder: string;
  /** Where the recipes are. */
  readonly imagesFolder: string;
  /** The embedded engine has no network, so asking a registry would only take time. */
  readonly registry: 'try' | 'never';
  readonly onProgress: (message: string) => void;
}

const PULL_WITHIN_MS = 120_000;

export class Images {
  readonly #options: ImagesOptions;
  readonly #ready = new Map<string, Promise<ReadyImage>>();
  #node: Promise<string> | undefined;

  constructor(options: ImagesOptions) {
    this.#options = options;
  }

  /** The image that lab nodes are started from: its name on the engine. */
  node(): Promise<string> {
    this.#node ??= this.#onEngine(readNodeRecipe(this.#options.imagesFolder)).then(({ tag }) => tag);
    return this.#node;
  }

  /** @throws SnippetsError `image-not-made` */
  ready(name: string): Promise<ReadyImage> {
    let image = this.#ready.get(name);
    if (!image) {
      image = this.#prepare(readRecipe(this.#options.imagesFolder, name));
      this.#ready.set(name, image);
    }
    return image;
  }

  async #prepare(recipe: ImageRecipe): Promise<ReadyImage> {
    const { name, reference } = recipe;
    const { id, origin } = await this.#onEngine(recipe);
    let archive: Promise<string> | undefined;
    return {
      name,
      facts: { reference, id, origin },
      archive: () => {
        archive ??= this.#archive(name, id);
        return archive;
      },
    };
  }

  async #onEngine(recipe: ImageRecipe): Promise<{ id: string; tag: string; origin: ImageOrigin }> {
    for (const origin of ['registry', 'stand-in'] as const) {
      const tag = tagOf(recipe, origin);
      const id = await this.#idOf(tag);
      if (id !== undefined) return { id, tag, origin };
    }
    const origin = (await this.#fromRegistry(recipe)) ? 'registry' : await this.#fromPackages(recipe);
    const tag = tagOf(recipe, origin);
    const id = await this.#idOf(tag);
    if (id === undefined)
      throw new SnippetsError('image-not-made', `image ${tag} is gone right after it was made`, 'run this again');
    return { id, tag, origin };
  }

  async #idOf(name: string): Promise<string | undefined> {
    return onDaemon(`looking for image ${name}`, async () => {
      try {
        return (await this.#options.docker.getImage(name).inspect()).Id;
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    });
  }

  /** @returns whether a registry had it */
  async #fromRegistry(recipe: ImageRecipe): Promise<boolean> {
    const { docker, registry, onProgress } = this.#options;
    if (registry === 'never') return false;
    const { reference } = recipe;
    const wasThere = (await this.#idOf(reference)) !== undefined;
    try {
      if (!wasThere) {
        onProgress(`pulling ${reference}`);
        const abortSignal = AbortSignal.timeout(PULL_WITHIN_MS);
        await followed(docker, await docker.pull(reference, { abortSignal }));
      }
    } catch (error) {
      onProgress(`no registry has ${reference} for us (${(error as Error).message.split('\n')[0]})`);
      return false;
    }
    if (recipe.name === 'node') {
      await this.#build(recipe, reference, 'registry');
    } else {
      await onDaemon(`naming ${reference}`, () => docker.getImage(reference).tag(split(tagOf(recipe, 'registry'))));
    }
    // What was not on the engine before is not left on it under a name that is not ours.
    if (!wasThere)
      await docker
        .getImage(reference)
        .remove({ noprune: true })
        .catch(() => undefined);
    return true;
  }

  async #fromPackages(recipe: ImageRecipe): Promise<ImageOrigin> {
    const { docker, onProgress } = this.#options;
    onProgress(`making image ${recipe.name} from Debian's packages`);
    const root = await makeRoot(recipe);
    const base = `snippets/${recipe.name}-base:${recipe.hash}`;
    await this.#import(root, base);
    await this.#build(recipe, base, 'stand-in');
    // The image keeps its layers; only the name goes.
    await docker
      .getImage(base)
      .remove({ noprune: true })
      .catch(() => undefined);
    return 'stand-in';
  }

  /** A folder as an image. */
  async #import(root: string, name: string): Promise<void> {
    const { docker } = this.#options;
    const options = ['--numeric-owner', '--owner=0', '--group=0', '--exclude=./.outside'];
    const tar = spawn('tar', [...options, '-C', root, '-c', '.'], { stdio: ['ignore', 'pipe', 'ignore'] });
    tar.on('error', (cause) => tar.stdout.destroy(cause));
    try {
      await onDaemon(`importing ${name}`, async () =>
        followed(docker, await docker.importImage(tar.stdout, split(name))),
      );
    } finally {
      // A daemon that refuses has not read it to its end, and it would wait for that forever.
      tar.kill();
    }
  }

  async #build(recipe: ImageRecipe, base: string, origin: ImageOrigin): Promise<void> {
    const { docker } = this.#options;
    const options = {
      t: tagOf(recipe, origin),
      buildargs: { BASE: base },
      labels: { 'snippets.image.origin': origin },
      forcerm: true,
    };
    try {
      const context = { context: recipe.folder, src: [...filesOf(recipe.folder)] };
      await followed(docker, await docker.buildImage(context, options));
    } catch (cause) {
      throw new SnippetsError(
        'image-not-made',
        `image "${recipe.name}" could not be built: ${(cause as Error).message}`,
        `its recipe is ${join(recipe.folder, 'Dockerfile')}`,
        { cause },
      );
    }
  }

  /** Saved once to a file, by its id and so without our name for it, so that every lab can load it without asking the engine again. */
  async #archive(name: string, id: string): Promise<string> {
    const folder = this.#options.cacheFolder;
    const file = join(folder, `${name}-${id.replace('sha256:', '').slice(0, 12)}.tar`);
    if (existsSync(file)) return file;
    const partial = `${file}.${process.pid}.partial`;
    try {
      makeFolder(folder);
      const archive = await onDaemon(`saving image ${name}`, () => this.#options.docker.getImage(id).get());
      await pipeline(archive, createWriteStream(partial));
      renameSync(partial, file);
    } catch (error) {
      throw isOfDisk(error) ? unkept(name, folder, error) : asSnippetsError(`saving image ${name}`, error);
    } finally {
      rmSync(partial, { force: true });
    }
    return file;
  }
}

/** What this machine's disk refuses, and no connection. */
function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  const { code = '', path } = error as NodeJS.ErrnoException;
  return path !== undefined || ['EDQUOT', 'EFBIG', 'EIO', 'ENOSPC', 'EROFS'].includes(code);
}

function unkept(name: string, folder: string, cause: Error): SnippetsError {
  return new SnippetsError(
    'image-not-made',
    `image "${name}" cannot be kept in ${folder}: ${cause.message}`,
    'make room on the disk, or the folder writable',
    { cause },
  );
}

export function tagOf({ name, hash }: ImageRecipe, origin: ImageOrigin): string {
  return `snippets/${name}:${hash}-${origin}`;
}

function split(name: string): { repo: string; tag: string } {
  const [repo = '', tag = ''] = name.split(':');
  return { repo, tag };
}

async function makeRoot({ name, packages }: ImageRecipe): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(DEBIAN_ROOT, [name, ...packages]);
    return stdout.trim();
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string };
    throw new SnippetsError(
      'image-not-made',
      `no registry answers, and the stand-in for "${name}" could not be made: ${stderr?.trim() || message}`,
      'connect the Docker daemon to a registry, or work on Debian with its packages in reach',
      { cause },
    );
  }
}

/** The end of a stream of progress messages; an error message in it is thrown. */
async function followed(docker: Docker, stream: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error, output: { error?: string }[] | undefined) => {
      const failure = error ?? output?.map((message) => message.error).find((message) => message !== undefined);
      if (failure) reject(failure instanceof Error ? failure : new Error(failure));
      else resolve();
    });
  });
}
