/** Builds a stand-in: the image of a recipe, made from Debian's packages because no registry answers. */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import { cacheFolder } from '../../base/cache-folder.ts';
import { SnippetsError } from '../../model/error.ts';
import { onDaemon } from '../daemon/failures.ts';
import { buildImage } from './build-image.ts';
import { type Making, repoAndTag, throwIfInterrupted, untag, waitForEnd } from './image-api.ts';
import { DEBIAN_ROOT, HOME, type ImageRecipe } from './image-recipes.ts';

/** @throws SnippetsError `image-not-made`, `docker-refused`, `engine-lost`, `interrupted` */
export async function buildStandIn(making: Making, recipe: ImageRecipe): Promise<void> {
  const { docker } = making;
  const root = await makeRoot(making, recipe);
  const base = `snippets/${recipe.name}-base:${recipe.hash}`;
  await importFolder(docker, root, base);
  try {
    await buildImage(making, recipe, base, 'stand-in');
  } finally {
    // The stand-in keeps the layers of its base.
    await untag(docker, base);
  }
}

/** @returns folder with a root filesystem of the recipe's packages */
async function makeRoot(making: Making, { name, packages }: ImageRecipe): Promise<string> {
  const { signal, onProgress } = making;
  const env = { ...process.env, SNIPPETS_CACHE: cacheFolder(HOME) };
  try {
    const { stdout, stderr } = await promisify(execFile)(DEBIAN_ROOT, [name, ...packages], { env, signal });
    // Says if the packages are not those of scripts/debian.lock.
    if (stderr.trim() !== '') onProgress(stderr.trim());
    return stdout.trim();
  } catch (cause) {
    throwIfInterrupted(making, `making the stand-in for ${name}`);
    const { stderr, message } = cause as Error & { stderr?: string };
    throw new SnippetsError(
      'image-not-made',
      `no registry answers, and the stand-in for "${name}" could not be made: ${stderr?.trim() || message}`,
      'connect the Docker daemon to a registry, or use a Debian machine that can download packages',
      { cause },
    );
  }
}

/**
 * Makes an image of a folder.
 * @param name such as `snippets/alpine-base:0123456789ab`
 * @throws SnippetsError `image-not-made` if the folder could not be packed whole; `docker-refused`, `engine-lost`
 */
export async function importFolder(docker: Docker, folder: string, name: string): Promise<void> {
  const options = ['--numeric-owner', '--owner=0', '--group=0', '--exclude=./.outside'];
  const tar = spawn('tar', [...options, '-C', folder, '-c', '.'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let whyNotRun: string | undefined;
  tar.on('error', (cause) => {
    whyNotRun = cause.message;
    tar.stdout.destroy(cause);
  });
  const packed = endOf(tar);
  // If the import fails, nobody waits for it.
  packed.catch(() => undefined);
  try {
    await onDaemon(`importing ${name}`, async () =>
      waitForEnd(docker, await docker.importImage(tar.stdout, repoAndTag(name))),
    );
  } catch (error) {
    // If the daemon refuses, it does not read to the end, and tar would wait forever.
    tar.kill();
    throw whyNotRun === undefined ? error : notPacked(folder, name, whyNotRun);
  }
  const { exit, errors } = await packed;
  if (exit === 0) return;
  await untag(docker, name);
  throw notPacked(folder, name, errors.trim());
}

async function endOf(tar: ChildProcessByStdio<null, Readable, Readable>) {
  // Not `close`: the daemon need not read what fills the last block after the end of the archive.
  const ended = new Promise<number | null>((resolve) => {
    tar.once('exit', resolve);
  });
  const errors = await text(tar.stderr);
  return { exit: await ended, errors };
}

function notPacked(folder: string, name: string, why: string): SnippetsError {
  const hint = 'is tar installed, and can the files be read? Remove the folder to have it made again';
  return new SnippetsError('image-not-made', `${folder} could not be packed whole for image ${name}: ${why}`, hint);
}
