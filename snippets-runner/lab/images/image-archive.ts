/** Saves an image from the engine to a file, as `docker save` does. */
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import { makeFolder } from '../../base/make-folder.ts';
import { partialFile, removePartials, removeQuietly } from '../../base/partial-files.ts';
import { SnippetsError } from '../../model/error.ts';
import { asSnippetsError, onDaemon } from '../daemon/failures.ts';

export interface ImageToSave {
  readonly name: string;
  readonly id: string;
  /** Where the file is kept between runs. */
  readonly folder: string;
}

/**
 * Saves the image, unless the file is already there. It is saved by its id, so the file has no name of ours.
 * @returns path of the file
 * @throws SnippetsError `image-not-made` for an error of this machine's disk, `docker-refused`, `engine-lost`
 */
export async function saveImage(docker: Docker, { name, id, folder }: ImageToSave): Promise<string> {
  const file = join(folder, `${name}-${id.replace('sha256:', '').slice(0, 12)}.tar`);
  if (existsSync(file)) return file;
  const partial = partialFile(file);
  try {
    makeFolder(folder);
    removePartials(folder, file);
    const archive = await onDaemon(`saving image ${name}`, () => docker.getImage(id).get());
    await pipeline(archive, createWriteStream(partial));
    renameSync(partial, file);
  } catch (error) {
    throw isOfDisk(error) ? notWritten(name, folder, error) : asSnippetsError(`saving image ${name}`, error);
  } finally {
    removeQuietly(partial);
  }
  return file;
}

/** Tells an error of this machine's disk from an error of the connection. */
function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  const { code = '', path } = error as NodeJS.ErrnoException;
  return path !== undefined || ['EDQUOT', 'EFBIG', 'EIO', 'ENOSPC', 'EROFS'].includes(code);
}

function notWritten(name: string, folder: string, cause: Error): SnippetsError {
  return new SnippetsError(
    'image-not-made',
    `image "${name}" cannot be written to ${folder}: ${cause.message}`,
    'free space on the disk, or make the folder writable',
    { cause },
  );
}
