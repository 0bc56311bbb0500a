/**
 * Image stores, so that no node has to load its images itself. An image store is a volume on the engine. It
 * holds a set of images in the form in which a node's daemon keeps them. It is made once. Each node copies Docker's
 * records of the images, some kilobytes, and reads the layers directly from the volume.
 *
 * Docker cannot change the labels of a volume, so an image store has two volumes:
 * 1. the data, with a random name;
 * 2. the marker, made when the data is complete. Its name depends only on the set of images, and its label has
 *    the name of the data.
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
import type { ReadyImage } from './images.ts';

/** Where a node mounts an image store. `content/images/node/start` reads it there. */
export const IMAGE_STORE_FOLDER = '/opt/node/images';

const PREFIX = 'snippets.image-store';
/** Label of a marker: the name of the data volume, or NONE. */
const DATA = `${PREFIX}.data`;
/** Label of both volumes: the hash of the set of images. */
const KEY = `${PREFIX}.key`;
/** The value of DATA on an engine whose nodes do not use overlay2, so they cannot share images. */
const NONE = 'none';

/** Exit code of SCRIPT if the node's daemon does not use overlay2. */
const NOT_SHAREABLE = 3;

/**
 * Copies the images of a node's daemon to the volume. Each node copies the folder `state`, and only reads `layers`. The
 * folders of overlay2 are described at the top of moby's daemon/graphdriver/overlay2/overlay.go: the files of a layer
 * are in `diff`, which may be a link, and Docker never changes them. `cp -a` keeps the device files and attributes with
 * which a layer marks deleted files.
 */
const SCRIPT = `
  [ "$(docker info --format '{{.Driver}}')" = overlay2 ] || exit ${NOT_SHAREABLE}
  cd ${IMAGE_STORE_FOLDER} && mkdir -m 710 state && mkdir layers || exit 1
  cp -a /var/lib/docker/image /var/lib/docker/overlay2 state/ || exit 1
  for diff in state/overlay2/*/diff; do
    layer=\${diff%/diff} layer=\${layer##*/}
    mv "$diff" "layers/$layer" && ln -s "${IMAGE_STORE_FOLDER}/layers/$layer" "$diff" || exit 1
  done
  sync -f .`;

/** An image store as a node mounts it. */
export interface ImageStore {
  /** Name of the data volume. */
  readonly volume: string;
  /** False only while the store is being made. */
  readonly isReadOnly: boolean;
}

export interface ImageStoreRequest {
  /** Name of the image of the nodes. It includes the hash of its recipe. */
  readonly node: string;
  readonly images: readonly ReadyImage[];
  /** Boots a node with the volume at IMAGE_STORE_FOLDER, and removes the node after the work. */
  readonly onNode: (volume: string, work: (node: DockerNode) => Promise<void>) => Promise<void>;
  readonly labels: Labels;
}

/**
 * Finds the image store for a set of images, or makes it.
 * @returns name of the data volume; undefined if nodes cannot share images, so each has to load its own
 * @throws SnippetsError `node-not-ready`, `docker-refused`, `engine-lost`, and what `onNode` throws
 */
export async function imageStoreFor(docker: Docker, request: ImageStoreRequest): Promise<string | undefined> {
  const key = keyOf(request);
  const data = (await findImageStore(docker, key)) ?? (await makeImageStore(docker, key, request));
  return data === NONE ? undefined : data;
}

/** Removes incomplete image stores of processes that are gone. @throws SnippetsError `docker-refused`, `engine-lost` */
export async function reapImageStores(docker: Docker): Promise<void> {
  await onDaemon('looking for incomplete image stores', async () => {
    const { Volumes } = await docker.listVolumes({ filters: { label: [KEY] } });
    const complete = new Set(Volumes.map(({ Labels }) => Labels[DATA]));
    const orphans = Volumes.filter(
      ({ Name, Labels }) => !(DATA in Labels) && !complete.has(Name) && originOf(Labels)?.ownerState === 'gone',
    );
    await Promise.all(orphans.map(({ Name }) => removeVolume(docker, Name)));
  });
}

/** Loads an image into the daemon of one node. @throws SnippetsError `node-not-ready` */
export async function loadImage(node: DockerNode, { name, archive }: ReadyImage): Promise<void> {
  const load = `id=$(docker load --quiet) && docker tag "\${id##* }" "$1:latest" && docker image ls --quiet --no-trunc "$1"`;
  const file = await archive();
  const { exit, errors } = await node.run(['bash', '-c', load, 'load', name], file);
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
  const parts = images.map(({ name, facts }) => `${name} ${facts.id}`).sort();
  return createHash('sha256')
    .update([SCRIPT, node, ...parts].join('\n'))
    .digest('hex')
    .slice(0, 12);
}

function markerOf(key: string): string {
  return `snippets-images-${key}`;
}

/** @returns name of the data volume, or NONE; undefined if there is no complete store */
async function findImageStore(docker: Docker, key: string): Promise<string | undefined> {
  const data = (await volumeLabels(docker, markerOf(key)))?.[DATA];
  if (data === undefined || data === NONE) return data;
  if (await volumeLabels(docker, data)) return data;
  // The data has been removed, but not its marker.
  await removeVolume(docker, markerOf(key));
  return undefined;
}

/** @returns name of the data volume, or NONE */
async function makeImageStore(docker: Docker, key: string, request: ImageStoreRequest): Promise<string> {
  const { images, onNode, labels } = request;
  const data = `${markerOf(key)}-${randomBytes(4).toString('hex')}`;
  await onDaemon('making a volume', () => docker.createVolume({ Name: data, Labels: { ...labels, [KEY]: key } }));
  let isShareable = false;
  try {
    await onNode(data, async (node) => {
      for (const image of images) await loadImage(node, image);
      isShareable = await copyToVolume(node);
    });
  } catch (error) {
    await removeVolume(docker, data).catch(() => undefined);
    throw error;
  }
  const used = await onDaemon('making a volume', async () => {
    const Labels = { [KEY]: key, [DATA]: isShareable ? data : NONE };
    await docker.createVolume({ Name: markerOf(key), Labels });
    // The marker may be that of another process, with other data.
    return (await volumeLabels(docker, markerOf(key)))?.[DATA] ?? NONE;
  });
  if (used !== data) await removeVolume(docker, data);
  return used;
}

/** @returns false if the node's daemon does not use overlay2 */
async function copyToVolume(node: DockerNode): Promise<boolean> {
  const { exit, errors } = await node.run(['bash', '-c', SCRIPT]);
  if (exit !== 0 && exit !== NOT_SHAREABLE) {
    throw new SnippetsError(
      'node-not-ready',
      `the images of a lab could not be copied to a volume for its nodes: ${errors.trim()}`,
      'check with `docker system df` whether the engine has free space',
    );
  }
  return exit === 0;
}

async function volumeLabels(docker: Docker, name: string): Promise<Labels | undefined> {
  return onDaemon(`looking for volume ${name}`, async () => {
    try {
      return (await docker.getVolume(name).inspect()).Labels ?? {};
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
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
