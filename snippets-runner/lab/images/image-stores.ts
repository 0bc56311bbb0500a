/**
 * What spares every node the loading of its images. A seed is a volume on the engine that holds a set
 * of images as a node's daemon keeps them. It is made once; a node copies its records, some kilobytes,
 * and reads the layers where they lie.
 *
 * A volume's labels cannot be changed, so two make a seed: one with the data, under a name of its own,
 * and then, when that is whole, one under the name that everybody asks for, whose label names the first.
 * Docker gives the volume that is there to whoever makes it again: of two makers, one wins. Data that no
 * such label names is unfinished, and is removed once its maker is gone.
 */
import { createHash, randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import { onDaemon, statusOf } from '../daemon/failures.ts';
import { type Labels, originOf } from '../labels.ts';
import { SEED_FOLDER } from '../node/boot-node.ts';
import type { DockerNode } from '../node/docker-node.ts';
import type { ReadyImage } from './images.ts';

const PREFIX = 'snippets.seed';
const DATA = `${PREFIX}.data`;
const KEY = `${PREFIX}.key`;
/** Instead of a volume's name: nodes of this engine keep images in a way that cannot be shared. */
const NONE = 'none';

const NOT_SHAREABLE = 3;

/**
 * From the node's store to the seed: `state` is what a node copies, `layers` what it only reads. In
 * overlay2's folders, described at the top of moby's daemon/graphdriver/overlay2/overlay.go, a layer's
 * files are under `diff`, which may be a link, and are never written to. `cp -a` keeps the devices and
 * attributes by which a layer says what it deletes.
 */
const SCRIPT = `
  [ "$(docker info --format '{{.Driver}}')" = overlay2 ] || exit ${NOT_SHAREABLE}
  cd ${SEED_FOLDER} && mkdir -m 710 state && mkdir layers || exit 1
  cp -a /var/lib/docker/image /var/lib/docker/overlay2 state/ || exit 1
  for diff in state/overlay2/*/diff; do
    layer=\${diff%/diff} layer=\${layer##*/}
    mv "$diff" "layers/$layer" && ln -s "${SEED_FOLDER}/layers/$layer" "$diff" || exit 1
  done
  sync -f .`;

export interface SeedRequest {
  /** Name of the image that the nodes are made of, which has its recipe's hash in it. */
  readonly node: string;
  readonly images: readonly ReadyImage[];
  /** Boots a node with a volume at SEED_FOLDER, for the time of the work. */
  readonly onNode: (volume: string, work: (node: DockerNode) => Promise<void>) => Promise<void>;
  readonly labels: Labels;
}

/** @returns name of the volume; undefined where there can be none, and every node has to load its images */
export async function seedFor(docker: Docker, request: SeedRequest): Promise<string | undefined> {
  const key = keyOf(request);
  const seed = (await finishedSeed(docker, key)) ?? (await makeSeed(docker, key, request));
  return seed === NONE ? undefined : seed;
}

/** Removes what was begun by processes that are gone. */
export async function reapSeeds(docker: Docker): Promise<void> {
  await onDaemon('looking for unfinished seeds', async () => {
    const { Volumes } = await docker.listVolumes({ filters: { label: [KEY] } });
    const finished = new Set(Volumes.map(({ Labels }) => Labels[DATA]));
    const orphans = Volumes.filter(
      ({ Name, Labels }) => !(DATA in Labels) && !finished.has(Name) && originOf(Labels)?.ownerState === 'gone',
    );
    await Promise.all(orphans.map(({ Name }) => removeVolume(docker, Name)));
  });
}

/** Loads an image into a node's own store. */
export async function loadImage(node: DockerNode, { name, archive }: ReadyImage): Promise<void> {
  const load = `id=$(docker load --quiet) && docker tag "\${id##* }" ${name}:latest && docker image ls --quiet --no-trunc ${name}`;
  const file = await archive();
  const { exit, errors } = await node.run(['bash', '-c', load], file);
  if (exit !== 0) {
    throw new SnippetsError(
      'node-not-ready',
      `image "${name}" could not be loaded into node "${node.name}": ${errors.trim()}`,
      `remove ${file} and run this again`,
    );
  }
}

/** The order of images is that of their loading, and so of nothing that could be seen. */
function keyOf({ node, images }: SeedRequest): string {
  const parts = images.map(({ name, facts }) => `${name} ${facts.id}`).sort();
  return createHash('sha256')
    .update([SCRIPT, node, ...parts].join('\n'))
    .digest('hex')
    .slice(0, 12);
}

async function finishedSeed(docker: Docker, key: string): Promise<string | undefined> {
  const data = (await volumeLabels(docker, `snippets-seed-${key}`))?.[DATA];
  if (data === undefined || data === NONE) return data;
  if (await volumeLabels(docker, data)) return data;
  // Somebody has removed the data alone.
  await removeVolume(docker, `snippets-seed-${key}`);
  return undefined;
}

async function makeSeed(docker: Docker, key: string, { images, onNode, labels }: SeedRequest): Promise<string> {
  const data = `snippets-seed-${key}-${randomBytes(4).toString('hex')}`;
  await onDaemon('making a volume', () => docker.createVolume({ Name: data, Labels: { ...labels, [KEY]: key } }));
  let isShareable = false;
  try {
    await onNode(data, async (node) => {
      for (const image of images) await loadImage(node, image);
      isShareable = await layOut(node);
    });
  } catch (error) {
    await removeVolume(docker, data).catch(() => undefined);
    throw error;
  }
  const finished = await onDaemon('making a volume', async () => {
    const marker = { [KEY]: key, [DATA]: isShareable ? data : NONE };
    await docker.createVolume({ Name: `snippets-seed-${key}`, Labels: marker });
    return (await volumeLabels(docker, `snippets-seed-${key}`))?.[DATA] ?? NONE;
  });
  if (finished !== data) await removeVolume(docker, data);
  return finished;
}

/** @returns false where the node's daemon keeps images in another way than overlay2 */
async function layOut(node: DockerNode): Promise<boolean> {
  const { exit, errors } = await node.run(['bash', '-c', SCRIPT]);
  if (exit !== 0 && exit !== NOT_SHAREABLE) {
    throw new SnippetsError(
      'node-not-ready',
      `the images of a lab could not be laid out for its nodes: ${errors.trim()}`,
      'see whether the engine has room left: `docker system df`',
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
