import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../../lab/daemon/connect.ts';
import type { Connection } from '../../../lab/daemon/connection.ts';
import { imagesOf, labelsOf } from '../../../lab/engines/open.ts';
import { manifestOf } from '../../../lab/images/image-store-files.ts';
import {
  type CompleteImageStore,
  type ImageStore,
  type ImageStoreRequest,
  imageStoreFor,
  loadImage,
  reapImageStores,
  removeImageStore,
} from '../../../lab/images/image-stores.ts';
import type { ReadyImage } from '../../../lab/images/images.ts';
import { labelsFor } from '../../../lab/labels.ts';
import type { DockerNode } from '../../../lab/node/docker-node.ts';
import { withNode as withWorkNode } from '../../../lab/node/with-node.ts';
import { ENGINE_OPTIONS } from '../../engine-options.ts';
import { skipNow } from '../../skip.ts';

const OWNER = 'snippets.lab.owner';

/** Its last layer removes a folder, the contents of a folder, and a file, and replaces a file by a folder. */
const DOCKERFILE = `
ARG BASE
FROM \${BASE}
RUN mkdir /gone /emptied /kept && touch /gone/1 /emptied/1 /kept/1 /kept/2 /file && ln /kept/1 /kept/linked
RUN rm -r /gone /emptied /kept/2 /file && mkdir /emptied /file && touch /emptied/2 && chown 7:8 /emptied && chmod 1777 /file
`;
const LIST =
  'ls -ln /emptied /kept /file; stat -c "%n %a %u %g %h" /emptied /emptied/* /kept/* /file; test ! -e /gone && echo gone';

describe('an image store', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'image-stores-'));
  const tag = `snippets-test-${randomBytes(4).toString('hex')}`;
  const volumes = new Set<string>();
  let docker: Connection['docker'];
  let nodeImage: string;
  let image: ReadyImage;
  /** Its last layer deletes nothing. */
  let plain: ReadyImage;
  let store: CompleteImageStore;

  beforeAll(async () => {
    const connection = await connect(ENGINE_OPTIONS);
    docker = connection.docker;
    const images = await imagesOf(connection, ENGINE_OPTIONS);
    nodeImage = await images.node();
    plain = await images.ready('alpine');
    image = await layered(plain.facts.id);
    store = await makeStore();
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await docker.getImage(tag).remove({ force: true });
    await Promise.allSettled([...volumes].map((name) => docker.getVolume(name).remove()));
  });

  async function layered(base: string): Promise<ReadyImage> {
    writeFileSync(join(scratch, 'Dockerfile'), DOCKERFILE);
    const context = { context: scratch, src: ['Dockerfile'] };
    const building = await docker.buildImage(context, { t: tag, buildargs: { BASE: base }, forcerm: true });
    await new Promise((resolve) => docker.modem.followProgress(building, resolve));
    const { Id: id } = await docker.getImage(tag).inspect();
    const archive = join(scratch, 'image.tar');
    await pipeline(await docker.getImage(id).get(), createWriteStream(archive));
    return {
      name: 'layered',
      tag: 'layered:latest',
      facts: { reference: 'layered:1', id, origin: 'stand-in' },
      archive: async () => archive,
    };
  }

  async function makeStore(request: Partial<ImageStoreRequest> = {}): Promise<CompleteImageStore> {
    const labels = labelsFor(randomBytes(4).toString('hex'), 'image-stores');
    const onNode: ImageStoreRequest['onNode'] = (mounted, work) => withNode(mounted, work);
    const made = await imageStoreFor(docker, { node: nodeImage, images: [image], labels, onNode, ...request });
    if (made === undefined) throw new TypeError('nodes of this engine cannot share images');
    volumes.add(markerOf(made)).add(made.data);
    return made;
  }

  const { signal } = new AbortController();
  const withNode = <T>(mounted: ImageStore | undefined, work: (node: DockerNode) => Promise<T>) =>
    withWorkNode(docker, { image: nodeImage, label: 'image-stores', imageStore: mounted, signal }, work);

  const withStore = <T>(work: (node: DockerNode) => Promise<T>) => withNode(store.mount, work);

  test('gives a node the same files as loading the image, without those that layers delete', async () => {
    const look = `docker run --rm --network none layered sh -c '${LIST}'; docker image inspect layered`;
    const [loaded, shared] = await Promise.all([
      withNode(undefined, async (node) => {
        await loadImage(node, image);
        return sh(node, look);
      }),
      withStore((node) => sh(node, look)),
    ]);
    expect(shared).toContain('\ngone\n');
    expect(withoutTimes(shared)).toBe(withoutTimes(loaded));
  });

  test('leaves a node an identity of its own', async () => {
    const id = (node: DockerNode) =>
      sh(node, 'docker info --format "{{.ID}} {{.Swarm.LocalNodeState}}"; docker network ls -q');
    const [one, other] = await Promise.all([withStore(id), withStore(id)]);
    expect(one).toMatch(/^[0-9a-f-]{36} inactive\n(?:[0-9a-f]{12}\n){3}$/u);
    expect(one.split(/\s/u).filter((word) => word !== '' && other.includes(word))).toEqual(['inactive']);
  });

  test('has images like any other: run, changed, saved, built on and removed; later nodes have them complete', async () => {
    const use = `
      docker run --name box --network none layered sh -c "echo new >/kept/3; rm /kept/1" && docker diff box | sort
      docker commit box changed >/dev/null && docker run --rm --network none changed ls /kept
      printf "FROM layered\\nRUN ls /emptied\\n" | DOCKER_BUILDKIT=0 docker build --network none -q - >/dev/null 2>&1 && echo built
      docker save layered >/tmp/saved && docker rm box && docker image prune -af >/dev/null && docker image ls -q && ls /var/lib/docker/overlay2/l
      docker load -qi /tmp/saved && docker run --rm --network none layered ls /kept`;
    const used = await withStore((node) => sh(node, use));
    expect(used).toMatch(
      /^A \/kept\/3\nC \/kept\nD \/kept\/1\n3\nlinked\nbuilt\nbox\nLoaded image: layered:latest\n1\nlinked\n$/u,
    );
    expect(await withStore((node) => sh(node, 'docker run --rm --network none layered ls /kept'))).toBe('1\nlinked\n');
  });

  // Docker would mount the last layer of an image for changes, until something is made of it.
  test('has images that can be saved before anything else is done with them', async () => {
    const other = await makeStore({ images: [plain] });
    const saved = await withNode(other.mount, (node) => sh(node, `docker save ${plain.tag} | tar -t`));
    expect(saved).toContain('manifest.json\n');
    expect(await removeImageStore(docker, other)).toBe(true);
  });

  test('is made once', async () => {
    const onNode = () => Promise.reject(new RangeError('made again'));
    expect(await makeStore({ onNode })).toEqual(store);
    await expect(makeStore({ onNode, node: `${nodeImage}-other` })).rejects.toThrow('made again');
    const { Volumes } = await docker.listVolumes({ filters: { label: ['snippets.image-store.key'] } });
    const mine = labelsFor('', '')[OWNER];
    expect(Volumes.filter(({ Labels }) => Labels[OWNER] === mine).map(({ Name }) => Name)).toEqual([store.data]);
  });

  test('is made again if its data has been removed', async () => {
    await docker.getVolume(store.data).remove();
    const again = await makeStore();
    expect(again.data).not.toBe(store.data);
    expect(markerOf(again)).toBe(markerOf(store));
    store = again;
  });

  /** Makes every mount of the store writable, and writes, by every path that leads to it. */
  const ATTACK = `
    cd /opt/node/images; file=$(find layers -type f -size +0 | head -n 1)
    busybox mount -o remount,rw /opt/node/images; busybox mount -o remount,bind,rw /opt/node/images
    busybox mount --bind /opt/node/images /mnt; busybox mount -o remount,bind,rw /mnt
    for at in . /mnt /proc/1/root/opt/node/images /proc/$$/cwd; do
      echo written >>$at/$file; touch $at/layers/new
    done
    exit 0`;
  const attack = async (node: DockerNode) => void (await node.run(['bash', '-c', ATTACK]));

  test('cannot be written to, whatever a node does with its mount', async (context) => {
    const isOurs = (await labelsOf(docker)).get('snippets.engine') === 'embedded';
    const cannot = 'it needs an engine that can mount the store without a folder for changes';
    if (!isOurs) skipNow(context, store.isProtected ? undefined : cannot);
    expect(store.isProtected).toBe(true);
    expect(await withStore(manifestOf)).toBe(store.manifest);
    await withStore(attack);
    expect(await withStore(manifestOf)).toBe(store.manifest);
  });

  test('has another hash after every change, also where the engine cannot protect it', async () => {
    const original = await makeStore({ images: [{ ...image, tag: 'hashed:latest' }] });
    await withNode({ volume: original.data, isReadOnly: true }, attack);
    const writable = { volume: original.data, isReadOnly: false };
    const hashes = await withNode(writable, async (node) => {
      const found = [original.manifest, await manifestOf(node)];
      for (const change of [
        // The hash has the second of the last change, and the attack may have changed the same file in this one.
        'sleep 1.1; printf x | dd of=$file bs=1 conv=notrunc && touch -d @1 $file',
        'touch layers/added',
        'mkdir layers/folder',
        'chmod 4777 $file',
        'rm $file',
        'echo >>state.tar',
      ]) {
        await node.run([
          'bash',
          '-c',
          `cd /opt/node/images; file=$(find layers -type f -size +0 | sort | head -n 1); ${change}`,
        ]);
        found.push(await manifestOf(node));
      }
      return found;
    });
    expect(new Set(hashes).size).toBe(8);
    await withNode(original.mount, async () => expect(await removeImageStore(docker, original)).toBe(false));
    expect(await removeImageStore(docker, original)).toBe(true);
  });

  test('is only one if two processes make it at once', async () => {
    const images = [{ ...image, tag: 'other:latest' }];
    const [one, other] = await Promise.all([makeStore({ images }), makeStore({ images })]);
    expect(one).toEqual(other);
    expect(await namesOf(markerOf(one))).toEqual([markerOf(one), one.data]);
  });

  test('that is incomplete is removed when its maker is gone, and not before', async () => {
    const mine = labelsFor('00000000', 'image-stores');
    const gone = { ...mine, [OWNER]: String(mine[OWNER]).replace(`/${process.pid}/`, '/999999999/') };
    const unfinished = async (labels: Readonly<Record<string, string>>) => {
      const Name = `snippets-images-test-${randomBytes(4).toString('hex')}`;
      volumes.add(Name);
      await docker.createVolume({ Name, Labels: { ...labels, 'snippets.image-store.key': 'test' } });
      return Name;
    };
    const [kept, reaped] = [await unfinished(mine), await unfinished(gone)];
    await reapImageStores(docker);
    const names = await namesOf('snippets-images-');
    expect([kept, reaped, store.data, markerOf(store)].map((name) => names.includes(name))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  async function namesOf(prefix: string): Promise<readonly string[]> {
    const { Volumes } = await docker.listVolumes({ filters: { label: ['snippets.image-store.key'] } });
    return Volumes.map(({ Name }) => Name)
      .filter((name) => name.startsWith(prefix))
      .sort();
  }
});

/** Returns the marker of a data volume: `snippets-images-KEY` for `snippets-images-KEY-RANDOM`. */
function markerOf({ data }: CompleteImageStore): string {
  return data.slice(0, data.lastIndexOf('-'));
}

async function sh(node: DockerNode, script: string): Promise<string> {
  const { output, errors, exit } = await node.run(['bash', '-c', script]);
  expect({ exit, errors }).toEqual({ exit: 0, errors: '' });
  return output;
}

/** Removes the load time and the folder names of layers, which differ in each store. */
function withoutTimes(text: string): string {
  return text.replace(/"LastTagTime": "[^"]*"/u, '').replace(/overlay2\/[0-9a-f]{64}/gu, 'overlay2/LAYER');
}
