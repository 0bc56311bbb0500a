/** Times the boot of labs, and of a bare docker-in-docker container for comparison. */
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { withResource } from '../../snippets-runner/base/with-resource.ts';
import type { Connection } from '../../snippets-runner/lab/daemon/connection.ts';
import { labelsFor } from '../../snippets-runner/lab/labels.ts';
import { removeLab } from '../../snippets-runner/lab/removal.ts';
import type { Engine, Lab, LabNode } from '../../snippets-runner/model/lab.ts';
import { prepared } from '../../snippets-runner/run/prepared-lab.ts';
import { TERMINAL_SIZE } from '../../snippets-runner/terminal/shell-session.ts';
import { type BenchEngine, createLab, say } from './bench-engine.ts';
import { Series, type Table } from './figures.ts';

const IMAGES = ['alpine', 'nginx'];
export const SWARM = ['manager', 'worker-1', 'worker-2'];
const BARE = 'a bare start';

export async function measureLabs(
  { connection, engine, node }: BenchEngine,
  rounds: number,
): Promise<readonly Table[]> {
  const series = new Series();
  // Makes the images and their image store first. They are made once, so their time is not part of a lab's.
  await labStart(engine, ['host'], IMAGES);
  for (let round = 1; round <= rounds; round++) {
    say(`labs: round ${round} of ${rounds}`);
    await series.measure(BARE, () => bareStart(connection.docker, node));
    await series.measure('lab of one node, no images', () => labStart(engine, ['host'], []));
    await series.measure('lab of one node, alpine and nginx', () => labStart(engine, ['host'], IMAGES));
    await series.measure('lab of three nodes, alpine and nginx', () => labStart(engine, SWARM, IMAGES));
    await series.measure('the same, joined to a swarm', () => labStart(engine, SWARM, IMAGES, joinSwarm));
  }
  return [
    {
      title: 'Labs',
      note: NOTE,
      base: BARE,
      commands: undefined,
      rows: series.rows,
    },
  ];
}

const NOTE = `Time until a page can start: every daemon answers, the first terminal is open, the networks are read. \
A bare start is ${'`docker run`'} of docker-in-docker until its daemon answers. It has no network and no images of its own.`;

/** Times `docker run` of the node image until `docker version` answers in it. Uses only the API. */
async function bareStart(docker: Connection['docker'], image: string): Promise<number> {
  const id = randomBytes(4).toString('hex');
  const start = performance.now();
  const container = await docker.createContainer({
    Image: image,
    Labels: labelsFor(id, 'bench'),
    Volumes: { '/var/lib/docker': {} },
    HostConfig: { Privileged: true },
  });
  try {
    await container.start();
    const Cmd = ['bash', '-c', 'until docker version; do sleep 0.02; done'];
    const exec = await container.exec({ Cmd, AttachStdout: true });
    const stream = await exec.start({});
    await new Promise((resolve) => stream.resume().once('end', resolve));
    return (performance.now() - start) / 1000;
  } finally {
    await removeLab(docker, id);
  }
}

export async function labStart(
  engine: Engine,
  nodes: readonly string[],
  images: readonly string[],
  andThen: (lab: Lab) => Promise<void> = async () => {},
): Promise<number> {
  const start = performance.now();
  const lab = await createLab(engine, nodes, images);
  return withResource(await prepared(lab, nodes[0], new AbortController().signal), async () => {
    await andThen(lab);
    return (performance.now() - start) / 1000;
  });
}

/** @throws Error if a node did not join */
export async function joinSwarm({ nodes }: Lab): Promise<void> {
  const [manager, ...workers] = [...nodes.values()];
  if (!manager) return;
  await output(manager, ['docker', 'swarm', 'init', '--advertise-addr', manager.address]);
  const token = (await output(manager, ['docker', 'swarm', 'join-token', '--quiet', 'worker'])).trim();
  const joined = await Promise.all(
    workers.map((worker) => output(worker, ['docker', 'swarm', 'join', '--token', token, `${manager.address}:2377`])),
  );
  const failed = joined.find((printed) => !printed.includes('joined a swarm'));
  if (failed !== undefined) throw new Error(`a node did not join: ${failed}`);
}

async function output(node: LabNode, command: readonly string[]): Promise<string> {
  return withResource(await node.openPty(command, TERMINAL_SIZE), ({ output: printed }) => text(printed));
}
