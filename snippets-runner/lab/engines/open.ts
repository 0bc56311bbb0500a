/** From a daemon that answers to an engine that labs can be made on. */
import { join } from 'node:path';
import type { Engine } from '../../model/lab.ts';
import type { Connection } from '../daemon/connect.ts';
import { onDaemon } from '../daemon/failures.ts';
import { DockerEngine } from '../docker-engine.ts';
import { reapImageStores } from '../images/image-stores.ts';
import { Images } from '../images/images.ts';
import { type Reaped, reapLabs } from '../removal.ts';

export interface OpenOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the checkout. */
  readonly home: string;
  readonly imagesFolder: string;
  /** Something slow begins, such as making an image. */
  readonly onProgress: (message: string) => void;
}

export interface OpenEngine {
  readonly engine: Engine;
  readonly connection: Connection;
  /** What was done about the labs of earlier runs that were killed. */
  readonly reaped: Reaped;
}

/** @throws SnippetsError `engine-lost`, `docker-refused` */
export async function openEngine(connection: Connection, options: OpenOptions): Promise<OpenEngine> {
  const [reaped, images] = await Promise.all([reapLabs(connection.docker), imagesOf(connection, options)]);
  // A volume goes only after the node that uses it.
  await reapImageStores(connection.docker);
  return { engine: new DockerEngine(connection.docker, images), connection, reaped };
}

export async function imagesOf(
  { docker }: Connection,
  { home, imagesFolder, onProgress }: OpenOptions,
): Promise<Images> {
  const registry = (await isEmbedded(docker)) ? 'never' : 'try';
  return new Images({ docker, cacheFolder: join(home, '.cache/images'), imagesFolder, registry, onProgress });
}

/** `scripts/engine` labels its daemon. */
async function isEmbedded(docker: Connection['docker']): Promise<boolean> {
  const { Labels } = await onDaemon('asking what it is', () => docker.info());
  return (Labels ?? []).includes('snippets.engine=embedded');
}
