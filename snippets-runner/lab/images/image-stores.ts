/**
 * Image stores, so that no node has to load its images itself. An image store is a volume on the engine. It
 * holds a set of images in the form in which a node's daemon keeps them. It is made once. Each node copies Docker's
 * records of the images, some kilobytes, and reads the layers directly from the volume.
 *
 * Docker cannot change the labels of a volume, so an image store has two volumes:
 * 1. the data, with a random name;
 * 2. the marker, made when the data is complete. Its name depends only on the set of images, and its labels have
 *    the name and the hash of the data.
 *
 * No node may change what other nodes read. A node can make any mount of its own writable. So the marker is also a
 * volume of type overlay: the engine mounts the data through overlayfs, without a folder for changes. Overlayfs then
 * refuses to write, whatever a node does with the mount. Not every engine can do that: overlayfs can be stacked only
 * twice, and the layers of a container are the second time. There, nodes mount the data itself. In any case the hash is
 * compared before a page runs.
 *
 * If two processes make the same marker, Docker gives the second one the existing volume. So both use the data
 * of the first. Data without a marker is incomplete: it is removed when the process that made it is gone.
 */
import { createHash, randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import { onDaemon, statusOf } from '../daemon/failures.ts';
import { type Labels, originOf } from '../labels.ts';
import type { DockerNode } from '../node/docker-node.ts';
import { COPY, canUseImages, copyToVolume, MANIFEST } from './image-store-files.ts';
import type { ReadyImage } from './images.ts';

const PREFIX = 'snippets.image-store';
/** Label of a marker: the name of the data volume, or NONE. */
const DATA = `${PREFIX}.data`;
/** Label of both volumes: the hash of the set of images. */
const KEY = `${PREFIX}.key`;
/** The value of DATA on an engine whose nodes do not use overlay2, so they cannot share images. */
const NONE = 'none';

/** Label of a marker: the hash of the data. */
const MANIFEST_HASH = `${PREFIX}.manifest`;

/** A volume that a node mounts for its images. */
export interface ImageStore {
  /** Name of the volume. */
  readonly volume: string;
  /** False only while the store is being made. */
  readonly isReadOnly: boolean;
}

/** An image store that is complete. */
export interface CompleteImageStore {
  readonly mount: ImageStore;
  /** Name of the data volume. */
  readonly data: string;
  /** As `manifestOf` returned it when the store was made. */
  readonly manifest: string;
  /** Whether nodes cannot change it, whatever they do. */
  readonly isProtected: boolean;
}

export interface ImageStoreRequest {
  /** Name of the image of the nodes. It includes the hash of its recipe. */
  readonly node: string;
  readonly images: readonly ReadyImage[];
  /** Boots a node with the store at IMAGE_STORE_FOLDER, and removes the node after the work. */
  readonly onNode: (store: ImageStore, work: (node: DockerNode) => Promise<void>) => Promise<void>;
  readonly labels: Labels;
}

/**
 * Finds the image store for a set of images, or makes it.
 * @returns undefined if nodes cannot share images, so each has to load its own
 * @throws SnippetsError `node-not-ready`, `docker-refused`, `engine-lost`, and what `onNode` throws
 */
export async function imageStoreFor(
  docker: Docker,
  request: ImageStoreRequest,
): Promise<CompleteImageStore | undefined> {
  const marker = markerOf(keyOf(request));
  const found = (await findImageStore(docker, marker)) ?? (await makeImageStore(docker, keyOf(request), request));
  return found === NONE ? undefined : found;
}

/**
 * Removes a store that has been changed, so that the next run makes it again.
 * @returns false if it is still in use
 * @throws SnippetsError `docker-refused`, `engine-lost`
 */
export async function removeImageStore(docker: Docker, { data }: CompleteImageStore): Promise<boolean> {
  try {
    // The marker first: data without a marker is never used.
    await removeVolume(docker, data.slice(0, data.lastIndexOf('-')));
    await removeVolume(docker, data);
    return true;
  } catch (error) {
    if (statusOf((error as Error).cause) === IN_USE) return false;
    throw error;
  }
}
const IN_USE = 409;

/**
 * Removes incomplete image stores of processes that are gone. One that cannot be removed stays, and labs can run beside
 * it: a lab that could not be removed, or that another process is removing at the moment, has it.
 * @throws SnippetsError `docker-refused` if the daemon does not list them, `engine-lost`
 */
export async function reapImageStores(docker: Docker): Promise<void> {
  await onDaemon('looking for incomplete image stores', async () => {
    const { Volumes } = await docker.listVolumes({ filters: { label: [KEY] } });
    const complete = new Set(Volumes.map(({ Labels }) => Labels[DATA]));
    const orphans = Volumes.filter(
      ({ Name, Labels }) => !(DATA in Labels) && !complete.has(Name) && originOf(Labels)?.ownerState === 'gone',
    );
    await Promise.all(orphans.map(({ Name }) => unlessRefused(removeVolume(docker, Name))));
  });
}

async function unlessRefused(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof SnippetsError) || error.code !== 'docker-refused') throw error;
  }
}

/** Loads an image into the daemon of one node. @throws SnippetsError `node-not-ready` */
export async function loadImage(node: DockerNode, { name, tag, archive }: ReadyImage): Promise<void> {
  const load = `id=$(docker load --quiet) && docker tag "\${id##* }" "$1" && docker image ls --quiet --no-trunc "$1"`;
  const file = await archive();
  const { exit, errors } = await node.run(['bash', '-c', load, 'load', tag], file);
  if (exit !== 0) {
    throw new SnippetsError(
      'node-not-ready',
      `image "${name}" could not be loaded into node "${node.name}": ${errors.trim()}`,
      `remove ${file} and run this again`,
    );
  }
}

/** The images are sorted, because the order in which they are loaded makes no difference. */
function keyOf({ node, images }: ImageStoreRequest): string {
  const parts = images.map(({ tag, facts }) => `${tag} ${facts.id}`).sort();
  return createHash('sha256')
    .update([COPY, MANIFEST, node, ...parts].join('\n'))
    .digest('hex')
    .slice(0, 12);
}

function markerOf(key: string): string {
  return `snippets-images-${key}`;
}

/** @returns undefined if there is no complete store */
async function findImageStore(docker: Docker, marker: string): Promise<CompleteImageStore | typeof NONE | undefined> {
  const found = await volumeFacts(docker, marker);
  const data = found?.labels[DATA];
  if (!found || data === undefined) return undefined;
  if (data === NONE) return NONE;
  if (await volumeFacts(docker, data)) {
    const { isProtected } = found;
    const mount = { volume: isProtected ? marker : data, isReadOnly: true };
    return { mount, data, manifest: found.labels[MANIFEST_HASH] ?? '', isProtected };
  }
  // The data has been removed, but not its marker.
  await removeVolume(docker, marker);
  return undefined;
}

async function makeImageStore(
  docker: Docker,
  key: string,
  request: ImageStoreRequest,
): Promise<CompleteImageStore | typeof NONE> {
  const { images, onNode, labels } = request;
  const marker = markerOf(key);
  const data = `${marker}-${randomBytes(4).toString('hex')}`;
  await makeVolume(docker, { Name: data, Labels: { ...labels, [KEY]: key } });
  let manifest: string | undefined;
  let overlay: Overlay | undefined;
  try {
    await onNode({ volume: data, isReadOnly: false }, async (node) => {
      for (const image of images) await loadImage(node, image);
      manifest = await copyToVolume(node);
    });
    overlay = manifest === undefined ? undefined : await workingOverlay(docker, data, request);
  } catch (error) {
    await removeVolume(docker, data).catch(() => undefined);
    throw error;
  }
  const Labels = { [KEY]: key, [DATA]: manifest === undefined ? NONE : data, [MANIFEST_HASH]: manifest ?? '' };
  await makeVolume(docker, { Name: marker, Labels, ...(overlay && { Driver: 'local', DriverOpts: overlay }) });
  // The marker may be that of another process, with other data.
  const used = (await findImageStore(docker, marker)) ?? NONE;
  if (used === NONE || used.data !== data) await removeVolume(docker, data);
  return used;
}

/** Options of Docker's volume driver `local`, which passes them to mount(2). */
type Overlay = Readonly<Record<'type' | 'device' | 'o', string>>;

/** @returns undefined if nodes on this engine cannot have their images through overlayfs */
async function workingOverlay(
  docker: Docker,
  data: string,
  { images, onNode, labels }: ImageStoreRequest,
): Promise<Overlay | undefined> {
  const { mountpoint } = (await volumeFacts(docker, data)) ?? { mountpoint: '' };
  // Overlayfs separates folders by colons, options by commas.
  if (!/^\/[^:,\\]+$/u.test(mountpoint)) return undefined;
  const overlay = { type: 'overlay', device: 'overlay', o: `ro,lowerdir=${mountpoint}/store:${mountpoint}/empty` };
  const Name = `${data}-trial`;
  let works = false;
  try {
    await makeVolume(docker, { Name, Labels: { ...labels, [KEY]: 'trial' }, Driver: 'local', DriverOpts: overlay });
    await onNode({ volume: Name, isReadOnly: true }, async (node) => {
      const names = images.map(({ tag }) => tag);
      works = await canUseImages(node, names);
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  } finally {
    await removeVolume(docker, Name);
  }
  return works ? overlay : undefined;
}

/** Whether the engine has refused the mount, or the node could not use it. */
function isRefusal(error: unknown): boolean {
  if (error instanceof SnippetsError) return error.code === 'docker-refused' || error.code === 'node-not-ready';
  return statusOf(error) !== undefined;
}

interface VolumeFacts {
  readonly labels: Labels;
  /** Its folder on the engine's machine. */
  readonly mountpoint: string;
  readonly isProtected: boolean;
}

/** @returns undefined if there is no such volume */
async function volumeFacts(docker: Docker, name: string): Promise<VolumeFacts | undefined> {
  return onDaemon(`looking for volume ${name}`, async () => {
    try {
      const { Labels, Mountpoint, Options } = await docker.getVolume(name).inspect();
      return { labels: Labels ?? {}, mountpoint: Mountpoint, isProtected: Options?.type === 'overlay' };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
}

async function makeVolume(docker: Docker, options: Docker.VolumeCreateOptions): Promise<void> {
  await onDaemon('making a volume', () => docker.createVolume(options));
}

async function removeVolume(docker: Docker, name: string): Promise<void> {
  await onDaemon(`removing volume ${name}`, async () => {
    try {
      await docker.getVolume(name).remove();
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  });
}
