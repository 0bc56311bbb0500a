/**
 * Labs on a real Docker daemon: a private network and a privileged docker-in-docker container a
 * node, all labelled. A lab that cannot be made whole is taken down before the failure is told.
 */
import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { SnippetsError } from '../model/error.ts';
import type { Engine, EngineFacts, ImageFacts, Lab, LabRequest } from '../model/lab.ts';
import { nodePlaceholder, OUTSIDE_PLACEHOLDER } from '../model/placeholder.ts';
import { DockerNode } from './docker-node.ts';
import { onDaemon } from './failures.ts';
import type { Images, ReadyImage } from './images.ts';
import { type Labels, labelsFor } from './labels.ts';
import { createLabNetwork, type LabNetwork } from './network.ts';
import { removeLab } from './removal.ts';

const READY_WITHIN_MS = 60_000;
/** What stands beyond the nodes is made from the node image, which has a web server in its busybox. */
const OUTSIDE_COMMAND = [
  'sh',
  '-c',
  'mkdir -p /www && echo "Hello from the outside" >/www/index.html && exec busybox httpd -f -h /www',
];

export class DockerEngine implements Engine {
  readonly #docker: Docker;
  readonly #images: Images;

  constructor(docker: Docker, images: Images) {
    this.#docker = docker;
    this.#images = images;
  }

  async createLab({ page, spec, signal }: LabRequest): Promise<Lab> {
    const nodeImage = await this.#images.node();
    const images = await Promise.all(spec.images.map((name) => this.#images.ready(name)));
    if (signal.aborted) throw interrupted();

    const id = randomBytes(4).toString('hex');
    const labels = labelsFor(id, page);
    try {
      const network = await createLabNetwork(this.#docker, id, labels);
      const boots = spec.nodes.map((name, index) =>
        this.#bootNode({ name, image: nodeImage, address: network.address(index), network, labels, images, signal }),
      );
      const outside = spec.outside ? this.#startOutside(nodeImage, network, spec.nodes.length, labels) : undefined;
      // All of them to their end, so that nothing is still being made while the lab is taken down.
      const settled = await Promise.allSettled([...boots, outside]);
      const failure = settled.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
      return this.#lab(id, await Promise.all(boots), await outside, images);
    } catch (error) {
      await removeLab(this.#docker, id).catch(() => undefined);
      throw signal.aborted ? interrupted() : error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #lab(id: string, booted: readonly BootedNode[], outside: string | undefined, images: readonly ReadyImage[]): Lab {
    const [first] = booted;
    if (!first)
      throw new SnippetsError('node-not-ready', 'a lab needs a node', 'name one in the front matter: lab.nodes');
    const docker = this.#docker;
    return {
      id,
      facts: first.facts,
      nodes: new Map(booted.map(({ node }) => [node.name, node])),
      images: new Map(images.map(({ name, facts }): [string, ImageFacts] => [name, facts])),
      placeholders: new Map([
        ...booted.map(({ node }): [string, string] => [nodePlaceholder(node.name), node.address]),
        ...(outside === undefined ? [] : [[OUTSIDE_PLACEHOLDER, outside] as const]),
      ]),
      [Symbol.asyncDispose]: () => removeLab(docker, id),
    };
  }

  async #bootNode(boot: NodeBoot): Promise<BootedNode> {
    const { name, address, network, labels, images, signal } = boot;
    const container = await onDaemon(`starting node ${name}`, async () => {
      const created = await this.#docker.createContainer({
        name: `${network.name}-${name}`,
        Image: boot.image,
        Hostname: name,
        Labels: labels,
        Volumes: { '/var/lib/docker': {} },
        HostConfig: { Privileged: true, NetworkMode: network.name },
        NetworkingConfig: {
          EndpointsConfig: { [network.name]: { IPAMConfig: { IPv4Address: address }, Aliases: [name] } },
        },
      });
      await created.start();
      return created;
    });
    const node = new DockerNode(this.#docker, container, name, address);
    const facts = await waitForDaemon(node, container, signal);
    for (const image of images) await loadImage(node, image);
    return { node, facts };
  }

  /** @returns its address */
  async #startOutside(image: string, network: LabNetwork, index: number, labels: Labels): Promise<string> {
    const address = network.address(index);
    await onDaemon("starting the lab's outside", async () => {
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

function interrupted(): SnippetsError {
  return new SnippetsError('interrupted', 'interrupted while a lab was starting', '');
}

interface NodeBoot {
  readonly name: string;
  readonly image: string;
  readonly address: string;
  readonly network: LabNetwork;
  readonly labels: Labels;
  readonly images: readonly ReadyImage[];
  readonly signal: AbortSignal;
}

interface BootedNode {
  readonly node: DockerNode;
  readonly facts: EngineFacts;
}

/** One exec that asks until the daemon answers, rather than one exec a question. */
async function waitForDaemon(node: DockerNode, container: Docker.Container, signal: AbortSignal): Promise<EngineFacts> {
  const tries = READY_WITHIN_MS / 20;
  const ask = `for i in $(seq ${tries}); do
    facts=$(docker version --format '{{json .Server}}' 2>/dev/null) && echo "$facts" && exit
    sleep 0.02
  done; exit 1`;
  const { output, exit } = await node.run(['bash', '-c', ask]);
  signal.throwIfAborted();
  if (exit !== 0) throw await notReady(node.name, container);
  const { Version, ApiVersion, KernelVersion, Os, Arch } = JSON.parse(output);
  return { version: Version, api: ApiVersion, kernel: KernelVersion, os: Os, arch: UNAME[Arch] ?? Arch };
}

/** Go's names of architectures, and the names `uname -m` has for them. */
const UNAME: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

async function notReady(name: string, container: Docker.Container): Promise<SnippetsError> {
  const logs = await container.logs({ stdout: true, stderr: true, tail: 10 }).then(String, () => '');
  return new SnippetsError(
    'node-not-ready',
    `the daemon of node "${name}" was not ready within ${READY_WITHIN_MS / 1000} s${logs && `; its last words:\n${logs}`}`,
    'nodes are privileged containers with a daemon of their own: `snippets doctor` checks that this engine can run them',
  );
}

async function loadImage(node: DockerNode, { name, archive }: ReadyImage): Promise<void> {
  const load = `id=$(docker load --quiet) && docker tag "\${id##* }" ${name}:latest && docker image ls --quiet --no-trunc ${name}`;
  const { exit, errors } = await node.run(['bash', '-c', load], archive);
  if (exit !== 0) {
    throw new SnippetsError(
      'node-not-ready',
      `image "${name}" could not be loaded into node "${node.name}": ${errors.trim()}`,
      `remove ${archive} and run this again`,
    );
  }
}
