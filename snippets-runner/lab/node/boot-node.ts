/** Boots a node: starts its container and waits until its daemon answers. */
import type Docker from 'dockerode';
import { awakeNow } from '../../base/awake-clock.ts';
import { COMMAND } from '../../base/installation.ts';
import { Pauses } from '../../base/pauses.ts';
import { SnippetsError } from '../../model/error.ts';
import type { EngineFacts, NodeCondition } from '../../model/lab.ts';
import type { LabLimits, LabSpec } from '../../tutorial/page.ts';
import { onDaemon } from '../daemon/failures.ts';
import { IMAGE_STORE_FOLDER } from '../images/image-store-files.ts';
import type { ImageStore } from '../images/image-stores.ts';
import type { Labels } from '../labels.ts';
import type { LabNetwork } from '../network.ts';
import { confinement, createConfined } from './confinement.ts';
import { DockerNode } from './docker-node.ts';

export interface NodeBoot {
  readonly name: string;
  readonly image: string;
  readonly labels: Labels;
  /** Prefix of the container's name. */
  readonly labName: string;
  /** The lab's network, and the node's address on it. Undefined for a node without network. */
  readonly attachment: { readonly network: LabNetwork; readonly address: string } | undefined;
  /** Undefined for a node without images, or if nodes cannot share images. */
  readonly imageStore: ImageStore | undefined;
  /** Undefined for the usual limits. */
  readonly limits?: LabLimits | undefined;
  /** Options of the node's daemon, as in `daemon.json`. Undefined for none but those that all nodes have. */
  readonly daemon?: LabSpec['daemon'] | undefined;
  /** Parent of the node's cgroup. Undefined for the parent of all containers of the engine. */
  readonly cgroup?: string | undefined;
  readonly signal: AbortSignal;
  /** Called while the daemon of the node starts. Dispose of the node when its container is removed. */
  readonly onStart: (node: DockerNode) => Promise<void>;
}

export interface BootedNode {
  readonly node: DockerNode;
  readonly facts: EngineFacts;
}

/**
 * A node is usually ready in one second. Three nodes at once in a virtual machine take half a minute, and several minutes
 * if the computer is busy. If the daemon ends, the wait ends too.
 */
const READY_WITHIN_MS = 480_000;

/** @throws SnippetsError `node-not-ready`, `docker-refused`, `engine-lost`; the signal's reason if it is aborted */
export async function bootNode(docker: Docker, boot: NodeBoot): Promise<BootedNode> {
  const container = await onDaemon(`starting node ${boot.name}`, async () => {
    const created = await createConfined(docker, containerOf(boot));
    await created.start();
    return created;
  });
  const node = new DockerNode(docker, container, boot.name, boot.attachment?.address ?? '', boot.signal);
  const waiting = waitForDaemon(node, container, boot.signal);
  const [facts, started] = await Promise.allSettled([waiting, boot.onStart(node)]);
  boot.signal.throwIfAborted();
  if (facts.status === 'fulfilled' && started.status === 'fulfilled') return { node, facts: facts.value };
  // If the node has ended, the first error says so. The second one is what follows from it.
  throw facts.status === 'rejected' ? facts.reason : (started as PromiseRejectedResult).reason;
}

function containerOf(boot: NodeBoot): Docker.ContainerCreateOptions {
  const { name, image, labels, labName, attachment, imageStore, limits, daemon, cgroup } = boot;
  return {
    name: `${labName}-${name}`,
    Image: image,
    Hostname: name,
    Labels: labels,
    ...(daemon && { Env: [`DAEMON_OPTIONS=${JSON.stringify(daemon)}`] }),
    Volumes: { '/var/lib/docker': {} },
    HostConfig: {
      ...confinement(limits),
      ...(cgroup !== undefined && limits?.devices !== 'all' && { CgroupParent: cgroup }),
      NetworkMode: attachment?.network.name ?? 'none',
      ...(imageStore && {
        Mounts: [
          {
            Type: 'volume',
            Source: imageStore.volume,
            Target: IMAGE_STORE_FOLDER,
            ReadOnly: imageStore.isReadOnly,
          },
        ],
      }),
    },
    ...(attachment && {
      NetworkingConfig: {
        EndpointsConfig: {
          [attachment.network.name]: { IPAMConfig: { IPv4Address: attachment.address }, Aliases: [name] },
        },
      },
    }),
  };
}

/** Waits with one request, because each costs processor time, and the daemon needs that for its start. */
async function waitForDaemon(node: DockerNode, container: Docker.Container, signal: AbortSignal): Promise<EngineFacts> {
  const deadline = awakeNow() + READY_WITHIN_MS;
  const pauses = new Pauses({ firstMs: 100, mostMs: 1_000 });
  for (;;) {
    try {
      const { Version, ApiVersion, KernelVersion, Os, Arch } = await node.version(READY_WITHIN_MS);
      signal.throwIfAborted();
      return { version: Version, api: ApiVersion, kernel: KernelVersion, os: Os, arch: UNAME.get(Arch) ?? Arch };
    } catch (error) {
      signal.throwIfAborted();
      const condition = await node.condition();
      if (condition.kind !== 'running' || awakeNow() >= deadline) {
        throw await notReady(node.name, container, { condition, cause: error });
      }
    }
    await pauses.pause();
  }
}

/** From Go's name of an architecture to the name of `uname -m`. */
const UNAME: ReadonlyMap<string, string> = new Map([
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
]);

async function notReady(
  name: string,
  container: Docker.Container,
  { condition, cause }: { readonly condition: NodeCondition; readonly cause: unknown },
): Promise<SnippetsError> {
  const logs = await container.logs({ stdout: true, stderr: true, tail: 10 }).then(withoutHeaders, () => '');
  const isRunning = condition.kind === 'running';
  const what = isRunning ? `was not ready within ${READY_WITHIN_MS / 1000} s` : 'ended before it was ready';
  return new SnippetsError(
    'node-not-ready',
    `the daemon of node "${name}" ${what}${logs && `; the end of its log:\n${logs}`}`,
    `nodes are containers with a Docker daemon inside, and nearly all rights: \`${COMMAND} doctor\` checks that this engine can run them`,
    { cause },
  );
}

/** Docker sends logs in frames. Each has a header of 8 bytes; its last 4 are the length of the frame. */
function withoutHeaders(frames: Buffer): string {
  let text = '';
  for (let at = 0; at + 8 <= frames.length; at += 8 + frames.readUInt32BE(at + 4)) {
    text += frames.toString('utf8', at + 8, at + 8 + frames.readUInt32BE(at + 4));
  }
  return text.trim();
}
