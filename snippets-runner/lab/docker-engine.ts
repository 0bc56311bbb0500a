/**
 * Makes labs on a real Docker daemon. A lab has a private network, and each node is a docker-in-docker container.
 * Everything is labelled. If a part of a lab fails, the rest is removed before the
 * error is thrown.
 */

import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { awakeNow } from '../base/awake-clock.ts';
import { SnippetsError } from '../model/error.ts';
import type { Engine, ImageFacts, Lab, LabRequest } from '../model/lab.ts';
import type { KernelFeature } from '../tutorial/page.ts';
import { nodePlaceholder, OUTSIDE_PLACEHOLDER } from '../tutorial/snippet/placeholder.ts';
import { onDaemon } from './daemon/failures.ts';
import { loadModules, probeFeatures } from './features.ts';
import { copyFiles } from './files.ts';
import type { CompleteImageStore } from './images/image-stores.ts';
import { loadImage } from './images/image-stores.ts';
import type { Images, ReadyImage } from './images/images.ts';
import { ImageStoreChanged, StoreKeeper } from './images/store-keeper.ts';
import { type Labels, labelsFor } from './labels.ts';
import { createLabNetwork, type LabNetwork } from './network.ts';
import { type BootedNode, bootNode, type NodeBoot } from './node/boot-node.ts';
import type { DockerNode } from './node/docker-node.ts';
import { removeLab } from './removal.ts';

/** Command of the host outside of the nodes. It uses the node image, whose busybox has a web server. */
const OUTSIDE_COMMAND = [
  'sh',
  '-c',
  'mkdir -p /www && echo "Hello from the outside" >/www/index.html && exec busybox httpd -f -h /www',
];

interface LabParts {
  readonly id: string;
  readonly slowdown: number;
  readonly booted: readonly BootedNode[];
  readonly outside: string | undefined;
  readonly images: readonly ReadyImage[];
  readonly remove: () => Promise<void>;
}

export class DockerEngine implements Engine {
  readonly #docker: Docker;
  readonly #images: Images;
  readonly #nodeCgroup: string | undefined;
  readonly #stores: StoreKeeper;
  readonly #onLeft: ((labId: string, error: SnippetsError) => void) | undefined;
  #modules: Promise<void> | undefined;
  #features: Promise<ReadonlySet<KernelFeature>> | undefined;

  /**
   * @param nodeCgroup parent of the cgroups of nodes; undefined for that of all containers
   * @param onLeft called if a lab cannot be removed; the error is thrown as well, but often another one is reported
   */
  constructor(
    docker: Docker,
    images: Images,
    nodeCgroup?: string,
    onLeft?: (labId: string, error: SnippetsError) => void,
  ) {
    this.#docker = docker;
    this.#nodeCgroup = nodeCgroup;
    this.#images = images;
    this.#onLeft = onLeft;
    this.#stores = new StoreKeeper(docker, images);
  }

  features(): Promise<ReadonlySet<KernelFeature>> {
    this.#features ??= this.#probe();
    return this.#features;
  }

  async createLab(request: LabRequest): Promise<Lab> {
    try {
      return await this.#withImages(request);
    } catch (error) {
      throw request.signal.aborted ? interrupted() : error;
    }
  }

  /** Gets the images of a lab, and makes it. */
  async #withImages(request: LabRequest): Promise<Lab> {
    const nodeImage = await this.#images.node();
    const { images: names, references = [] } = request.spec;
    const own = names.map((name) => this.#images.ready(name));
    const pulled = references.map((reference) => this.#images.pulled(reference));
    const images = (await Promise.all([...own, ...pulled])).filter((image) => image !== undefined);
    for (;;) {
      const store = await this.#stores.storeFor(nodeImage, images);
      try {
        return await this.#createLab(request, nodeImage, images, store);
      } catch (error) {
        if (!(error instanceof ImageStoreChanged && store)) throw error;
        await this.#stores.discard(store, nodeImage, images);
      }
    }
  }

  async #createLab(
    { page, spec, signal }: LabRequest,
    nodeImage: string,
    images: readonly ReadyImage[],
    store: CompleteImageStore | undefined,
  ): Promise<Lab> {
    if (signal.aborted) throw interrupted();
    this.#modules ??= this.#loadModules(nodeImage);
    const modules = this.#modules;
    // If the lab's network cannot be made, nobody waits for it.
    modules.catch(() => undefined);

    const id = randomBytes(4).toString('hex');
    const labels = labelsFor(id, page);
    const boot = {
      image: nodeImage,
      labels,
      imageStore: store?.mount,
      limits: spec.limits,
      daemon: spec.daemon,
      cgroup: this.#nodeCgroup,
      signal,
    };
    const start = awakeNow();
    const nodes: DockerNode[] = [];
    const remove = async () => {
      try {
        await removeLab(this.#docker, id);
      } catch (error) {
        this.#onLeft?.(id, error as SnippetsError);
        throw error;
      } finally {
        for (const node of nodes) node[Symbol.dispose]();
      }
    };
    try {
      const network = await createLabNetwork(this.#docker, id, labels);
      const boots = spec.nodes.map((name, index) =>
        this.#bootNode(
          {
            ...boot,
            name,
            labName: network.name,
            attachment: { network, address: network.address(index) },
            onStart: async (node) => {
              nodes.push(node);
              if (index === 0 && store) await this.#stores.check(store, node);
            },
          },
          images,
        ),
      );
      const outside = spec.outside ? this.#startOutside(nodeImage, network, spec.nodes.length, labels) : undefined;
      // Waits for all of them, also after a failure: nothing may still be made while the lab is removed.
      const settled = await Promise.allSettled([...boots, outside, modules]);
      const failure = settled.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
      const slowdown = slowdownOf(awakeNow() - start);
      if (spec.files) await copyFiles(spec.files, nodes);
      return lab({ id, slowdown, booted: await Promise.all(boots), outside: await outside, images, remove });
    } catch (error) {
      await remove().catch(() => undefined);
      throw error;
    }
  }

  async #probe(): Promise<ReadonlySet<KernelFeature>> {
    const labels = labelsFor(randomBytes(4).toString('hex'), '(kernel features)');
    try {
      return await probeFeatures(this.#docker, await this.#images.node(), labels);
    } catch (error) {
      this.#features = undefined;
      throw error;
    }
  }

  /** Boots one node, and loads its images if nodes cannot share them. */
  async #bootNode(boot: NodeBoot, images: readonly ReadyImage[]): Promise<BootedNode> {
    const booted = await bootNode(this.#docker, boot);
    if (!boot.imageStore) for (const image of images) await loadImage(booted.node, image);
    return booted;
  }

  async #loadModules(nodeImage: string): Promise<void> {
    try {
      await loadModules(this.#docker, nodeImage, labelsFor(randomBytes(4).toString('hex'), '(kernel modules)'));
    } catch (error) {
      this.#modules = undefined;
      throw error;
    }
  }

  /** Starts the host outside of the nodes. @returns its IPv4 address */
  async #startOutside(image: string, network: LabNetwork, index: number, labels: Labels): Promise<string> {
    const address = network.address(index);
    await onDaemon('starting the host outside of the nodes', async () => {
      const container = await this.#docker.createContainer({
        name: `${network.name}-outside`,
        Image: image,
        Hostname: 'outside',
        Cmd: OUTSIDE_COMMAND,
        Labels: labels,
        HostConfig: { NetworkMode: network.name, Init: true },
        NetworkingConfig: {
          EndpointsConfig: { [network.name]: { IPAMConfig: { IPv4Address: address }, Aliases: ['outside'] } },
        },
      });
      await container.start();
    });
    return address;
  }
}

function lab({ id, slowdown, booted, outside, images, remove }: LabParts): Lab {
  const [first] = booted;
  if (!first)
    throw new SnippetsError('node-not-ready', 'a lab needs a node', 'name one in the front matter: lab.nodes');
  return {
    id,
    facts: first.facts,
    slowdown,
    nodes: new Map(booted.map(({ node }) => [node.name, node])),
    images: new Map(images.map(({ name, facts }): [string, ImageFacts] => [name, facts])),
    placeholders: new Map([
      ...booted.map(({ node }): [string, string] => [nodePlaceholder(node.name), node.address]),
      ...(outside === undefined ? [] : [[OUTSIDE_PLACEHOLDER, outside] as const]),
    ]),
    [Symbol.asyncDispose]: remove,
  };
}

/** On an idle machine, a lab of one to three nodes boots in 0.6 to 1.5 s. */
const USUAL_BOOT_MS = 1_500;
/** If a lab boots even slower, the reason is not the speed of its machine. */
const MOST_SLOWDOWN = 12;

function slowdownOf(bootMs: number): number {
  return Math.min(Math.max(bootMs / USUAL_BOOT_MS, 1), MOST_SLOWDOWN);
}

function interrupted(): SnippetsError {
  return new SnippetsError('interrupted', 'interrupted while a lab was starting', '');
}
