/** From the node image to a daemon that answers. */
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import type { EngineFacts } from '../../model/lab.ts';
import { onDaemon } from '../daemon/failures.ts';
import type { Labels } from '../labels.ts';
import type { LabNetwork } from '../network.ts';
import { DockerNode } from './docker-node.ts';

export interface NodeBoot {
  readonly name: string;
  readonly image: string;
  readonly labels: Labels;
  /** Prefix of the container's name. */
  readonly labName: string;
  /** Undefined for a node that nobody is to reach. */
  readonly place: { readonly network: LabNetwork; readonly address: string } | undefined;
  readonly seed: NodeSeed | undefined;
  readonly signal: AbortSignal;
}

/** A volume with images, see `seeds.ts`. */
export interface NodeSeed {
  readonly volume: string;
  readonly isReadOnly: boolean;
}

export interface BootedNode {
  readonly node: DockerNode;
  readonly facts: EngineFacts;
}

/** Where a node finds its seed: `content/images/node/start` looks there. */
export const SEED_FOLDER = '/opt/node/seed';

/**
 * A node is ready in a second; three at once on an emulated processor take half a minute, and minutes
 * where that is busy. A daemon that ends is not waited for.
 */
const READY_WITHIN_MS = 480_000;

/** @throws SnippetsError `node-not-ready`, `docker-refused`, `engine-lost` */
export async function bootNode(docker: Docker, boot: NodeBoot): Promise<BootedNode> {
  const container = await onDaemon(`starting node ${boot.name}`, async () => {
    const created = await docker.createContainer(containerOf(boot));
    await created.start();
    return created;
  });
  const node = new DockerNode(docker, container, boot.name, boot.place?.address ?? '');
  return { node, facts: await waitForDaemon(node, container, boot.signal) };
}

function containerOf({ name, image, labels, labName, place, seed }: NodeBoot): Docker.ContainerCreateOptions {
  return {
    name: `${labName}-${name}`,
    Image: image,
    Hostname: name,
    Labels: labels,
    Volumes: { '/var/lib/docker': {} },
    HostConfig: {
      Privileged: true,
      NetworkMode: place?.network.name ?? 'none',
      ...(seed && {
        Mounts: [{ Type: 'volume', Source: seed.volume, Target: SEED_FOLDER, ReadOnly: seed.isReadOnly }],
      }),
    },
    ...(place && {
      NetworkingConfig: {
        EndpointsConfig: { [place.network.name]: { IPAMConfig: { IPv4Address: place.address }, Aliases: [name] } },
      },
    }),
  };
}

/** One exec that asks until the daemon answers, rather than one exec a question. */
async function waitForDaemon(node: DockerNode, container: Docker.Container, signal: AbortSignal): Promise<EngineFacts> {
  // dockerd listens early and answers late: once its socket is there, one question waits for the answer.
  // Asking again and again would take the processor from what is asked for, on a slow machine most of it.
  const ask = `SECONDS=0
    until [ -S /var/run/docker.sock ]; do
      [ $SECONDS -lt ${READY_WITHIN_MS / 1000} ] || exit 1
      read -rt 0.01 <> <(:)
    done
    until docker version --format '{{json .Server}}' 2>/dev/null; do
      [ $SECONDS -lt ${READY_WITHIN_MS / 1000} ] || exit 1
      sleep 0.2
    done | tail -n 1`;
  const { output, exit } = await node.run(['bash', '-c', ask]);
  signal.throwIfAborted();
  if (exit !== 0 || output.trim() === '') throw await notReady(node.name, container);
  const { Version, ApiVersion, KernelVersion, Os, Arch } = JSON.parse(output);
  return { version: Version, api: ApiVersion, kernel: KernelVersion, os: Os, arch: UNAME[Arch] ?? Arch };
}

/** Go's names of architectures, and the names `uname -m` has for them. */
const UNAME: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

async function notReady(name: string, container: Docker.Container): Promise<SnippetsError> {
  const logs = await container.logs({ stdout: true, stderr: true, tail: 10 }).then(withoutHeaders, () => '');
  const isRunning = await container.inspect().then(
    ({ State }) => State.Running,
    () => false,
  );
  const what = isRunning ? `was not ready within ${READY_WITHIN_MS / 1000} s` : 'has ended before it was ready';
  return new SnippetsError(
    'node-not-ready',
    `the daemon of node "${name}" ${what}${logs && `; its last words:\n${logs}`}`,
    'nodes are privileged containers with a daemon of their own: `snippets doctor` checks that this engine can run them',
  );
}

/** Logs come in frames, each with a header of eight bytes that ends with its length. */
function withoutHeaders(frames: Buffer): string {
  let text = '';
  for (let at = 0; at + 8 <= frames.length; at += 8 + frames.readUInt32BE(at + 4)) {
    text += frames.toString('utf8', at + 8, at + 8 + frames.readUInt32BE(at + 4));
  }
  return text.trim();
}
