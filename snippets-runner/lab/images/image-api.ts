/** Calls of Docker's image API that are used in several places. */
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import { onDaemon, statusOf } from '../daemon/failures.ts';

/** Where an image is made. */
export interface Making {
  readonly docker: Docker;
  /** Aborting it ends the making. */
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** @throws SnippetsError `interrupted` if the making was aborted. Call it when something has failed. */
export function throwIfInterrupted({ signal }: Making, doing: string): void {
  if (signal.aborted) throw new SnippetsError('interrupted', `interrupted while ${doing}`, '');
}

/**
 * Returns the id of an image; undefined if the engine does not have it.
 * @param name such as `alpine:3.22`
 * @throws SnippetsError `docker-refused`, `engine-lost`
 */
export async function imageId(docker: Docker, name: string): Promise<string | undefined> {
  return onDaemon(`looking for image ${name}`, async () => {
    try {
      return (await docker.getImage(name).inspect()).Id;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
}

/** Removes a name of an image. Its layers stay if another image has them. A failure is ignored. */
export async function untag(docker: Docker, name: string): Promise<void> {
  await docker
    .getImage(name)
    .remove({ noprune: true })
    .catch(() => undefined);
}

/** Splits `REPO:TAG`. */
export function repoAndTag(name: string): { repo: string; tag: string } {
  const [repo = '', tag = ''] = name.split(':');
  return { repo, tag };
}

/** Reads a stream of progress messages to its end. Throws if one of the messages is an error. */
export async function waitForEnd(docker: Docker, progress: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error, output: { error?: string }[] | undefined) => {
      const failure = error ?? output?.map((message) => message.error).find((message) => message !== undefined);
      if (failure) reject(failure instanceof Error ? failure : new Error(failure));
      else resolve();
    });
  });
}
