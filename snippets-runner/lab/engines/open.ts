/** Makes an engine of a connection. */
import { join } from 'node:path';
import { cacheFolder } from '../../base/cache-folder.ts';
import type { SnippetsError } from '../../model/error.ts';
import type { Engine } from '../../model/lab.ts';
import type { Connection } from '../daemon/connection.ts';
import { onDaemon } from '../daemon/failures.ts';
import { DockerEngine } from '../docker-engine.ts';
import { reapImageStores } from '../images/image-stores.ts';
import { Images } from '../images/images.ts';
import { type Reaped, reapLabs } from '../removal.ts';

export interface OpenOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the checkout or package. */
  readonly home: string;
  readonly imagesFolder: string;
  /** Whether an image that could not be made is tried again when the next lab needs it. Default: false. */
  readonly retriesImages?: boolean | undefined;
  /** Aborting it ends the making of images and image stores. Default: they are made to their end. */
  readonly signal?: AbortSignal;
  /** Called before something slow, such as making an image. */
  readonly onProgress: (message: string) => void;
  /** Called if a lab that the engine has made cannot be removed. */
  readonly onLeft?: (labId: string, error: SnippetsError) => void;
  /** Called with the labs of killed runs that were removed, or could not be. */
  readonly onReaped?: (reaped: Reaped) => void;
}

/**
 * Removes what killed runs have left on the daemon, and returns the engine.
 * @throws SnippetsError `engine-lost`, `docker-refused`
 */
export async function openEngine(connection: Connection, options: OpenOptions): Promise<Engine> {
  const { docker } = connection;
  const [reaped, labels] = await Promise.all([reapLabs(docker), labelsOf(docker)]);
  // Only now, because a volume cannot be removed before the node that uses it.
  await reapImageStores(docker);
  options.onReaped?.(reaped);
  const images = imagesWith(labels, connection, options);
  return new DockerEngine(docker, images, labels.get('snippets.node-cgroup'), options.onLeft);
}

/** @throws SnippetsError `engine-lost`, `docker-refused` */
export async function imagesOf(connection: Connection, options: OpenOptions): Promise<Images> {
  return imagesWith(await labelsOf(connection.docker), connection, options);
}

function imagesWith(
  labels: ReadonlyMap<string, string>,
  { docker }: Connection,
  { home, imagesFolder, retriesImages, signal, onProgress }: OpenOptions,
): Images {
  // An engine of `scripts/engine` is also known by its label when DOCKER_HOST names it.
  const registry = labels.get('snippets.engine') === 'embedded' ? 'never' : 'try';
  const folder = join(cacheFolder(home), 'images');
  return new Images({ docker, cacheFolder: folder, imagesFolder, registry, retriesImages, signal, onProgress });
}

/** Returns the labels of a daemon, which its `--label` options set. */
export async function labelsOf(docker: Connection['docker']): Promise<ReadonlyMap<string, string>> {
  const { Labels } = await onDaemon('asking for its labels', () => docker.info());
  const pairs: readonly string[] = Labels ?? [];
  return new Map(pairs.map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]));
}
