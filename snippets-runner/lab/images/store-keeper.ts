/**
 * Finds image stores for the labs of one engine, and notices when one was changed. A store that nodes cannot change is
 * checked once, any other before each lab. A changed store is replaced, once in a run. If it changes again, or other labs
 * still use it, nodes load their images themselves until the end of this run.
 */
import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { labelsFor } from '../labels.ts';
import type { DockerNode } from '../node/docker-node.ts';
import { withNode } from '../node/with-node.ts';
import { manifestOf } from './image-store-files.ts';
import { type CompleteImageStore, type ImageStoreRequest, imageStoreFor, removeImageStore } from './image-stores.ts';
import type { Images, ReadyImage } from './images.ts';

/** Thrown if the files of an image store are not those that were written when it was made. */
export class ImageStoreChanged extends Error {
  override readonly name = 'ImageStoreChanged';
}

export class StoreKeeper {
  readonly #docker: Docker;
  readonly #images: Pick<Images, 'signal' | 'tell'>;
  /** Image stores by node image and names of the images. Undefined: nodes cannot share images. */
  readonly #stores = new Map<string, Promise<CompleteImageStore | undefined>>();
  readonly #checked = new Set<string>();
  readonly #replaced = new Set<string>();

  constructor(docker: Docker, images: Pick<Images, 'signal' | 'tell'>) {
    this.#docker = docker;
    this.#images = images;
  }

  /**
   * The first lab with a set of images makes its image store. Other labs with this set wait for it.
   * @param nodeImage name of the image of the nodes
   * @throws as `imageStoreFor` does
   */
  async storeFor(nodeImage: string, images: readonly ReadyImage[]): Promise<CompleteImageStore | undefined> {
    if (images.length === 0) return undefined;
    const key = keyOf(nodeImage, images);
    const store = this.#stores.get(key) ?? this.#find(nodeImage, images);
    this.#stores.set(key, store);
    try {
      return await store;
    } catch (error) {
      this.#stores.delete(key);
      throw error;
    }
  }

  /**
   * Compares the store with its hash. Call it before a page runs on the node.
   * @throws ImageStoreChanged
   */
  async check(store: CompleteImageStore, node: DockerNode): Promise<void> {
    if (store.isProtected && this.#checked.has(store.data)) return;
    if ((await manifestOf(node)) !== store.manifest) throw new ImageStoreChanged(store.data);
    this.#checked.add(store.data);
  }

  /** Takes a changed store out of use. Labs that use it must be removed before. */
  async discard(store: CompleteImageStore, nodeImage: string, images: readonly ReadyImage[]): Promise<void> {
    const key = keyOf(nodeImage, images);
    // Another lab may have replaced it meanwhile.
    if ((await this.#stores.get(key))?.data !== store.data) return;
    const names = images.map(({ name }) => name).join(', ');
    this.#images.tell(`the files of ${names} for labs were changed, perhaps by a page: they are made again`);
    const isRemoved = await removeImageStore(this.#docker, store);
    if (isRemoved && !this.#replaced.has(key)) this.#stores.delete(key);
    else this.#stores.set(key, Promise.resolve(undefined));
    this.#replaced.add(key);
  }

  #find(nodeImage: string, images: readonly ReadyImage[]): Promise<CompleteImageStore | undefined> {
    const label = `(images: ${images.map(({ name }) => name).join(', ')})`;
    const labels = labelsFor(randomBytes(4).toString('hex'), label);
    const onNode: ImageStoreRequest['onNode'] = (imageStore, work) =>
      withNode(this.#docker, { image: nodeImage, label, imageStore, signal: this.#images.signal }, work);
    return imageStoreFor(this.#docker, { node: nodeImage, images, labels, onNode });
  }
}

function keyOf(nodeImage: string, images: readonly ReadyImage[]): string {
  return [nodeImage, ...images.map(({ name }) => name).sort()].join(' ');
}
