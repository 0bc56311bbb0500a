/**
 * What labs cost beside what they are made of. Every round measures each thing once, so that what else
 * the machine does meanwhile falls on all of them alike.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Connection, connect } from '../snippets-runner/lab/connect.ts';
import { labelsFor } from '../snippets-runner/lab/labels.ts';
import { imagesOf, openEngine } from '../snippets-runner/lab/open.ts';
import { removeLab } from '../snippets-runner/lab/removal.ts';
import type { Engine, Lab, LabNode } from '../snippets-runner/model/lab.ts';
import { TERMINAL_SIZE } from '../snippets-runner/terminal/shell-session.ts';
import { withResource } from '../snippets-runner/with-resource.ts';

const HOME = join(import.meta.dirname, '..');
const IMAGES = ['alpine', 'nginx'];
const SWARM = ['manager', 'worker-1', 'worker-2'];
const BARE = 'bare docker-in-docker start';
const ROUNDS = Number(process.argv[2] ?? 10);

/** Seconds, one a round. */
type Series = Map<string, number[]>;

if (!Number.isInteger(ROUNDS) || ROUNDS < 1) {
  say(`error: "${process.argv[2]}" is no number of rounds`);
  process.exit(2);
}
await main();

async function main(): Promise<void> {
  const options = { env: process.env, home: HOME, imagesFolder: join(HOME, 'content/images'), onProgress: say };
  const connection = await connect(options);
  const { engine } = await openEngine(connection, options);
  say(`engine: ${connection.host} (${connection.source}), Docker ${connection.version}; ${ROUNDS} rounds`);
  const images = await imagesOf(connection, options);
  const node = await images.node();
  const series: Series = new Map();
  const measure = async (name: string, act: () => Promise<number>) => {
    series.set(name, [...(series.get(name) ?? []), (await act()) / 1000]);
  };
  // What is made once, images and what nodes share of them, is no cost of a lab.
  await labStart(engine, ['host'], IMAGES);
  for (let round = 1; round <= ROUNDS; round++) {
    say(`round ${round}`);
    await measure(BARE, () => bareStart(connection.docker, node));
    await measure('lab of one node, no images', () => labStart(engine, ['host'], []));
    await measure('lab of one node, alpine and nginx', () => labStart(engine, ['host'], IMAGES));
    await measure('lab of three nodes, alpine and nginx', () => labStart(engine, SWARM, IMAGES));
    await measure('the same, joined to a swarm', () => labStart(engine, SWARM, IMAGES, joinSwarm));
  }
  print(series);
}

/** `docker run` of the node image until `docker version` answers in it, by the API and nothing else. */
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
    return performance.now() - start;
  } finally {
    await removeLab(docker, id);
  }
}

async function labStart(
  engine: Engine,
  nodes: readonly string[],
  images: readonly string[],
  andThen: (lab: Lab) => Promise<void> = async () => {},
): Promise<number> {
  const start = performance.now();
  const spec = { nodes, images, needs: [], outside: false, leaves: [] };
  const created = await engine.createLab({ page: 'bench', spec, signal: new AbortController().signal });
  return withResource(created, async (lab) => {
    await andThen(lab);
    return performance.now() - start;
  });
}

async function joinSwarm({ nodes }: Lab): Promise<void> {
  const [manager, ...workers] = [...nodes.values()];
  if (!manager) return;
  await output(manager, ['docker', 'swarm', 'init', '--advertise-addr', manager.address]);
  const token = (await output(manager, ['docker', 'swarm', 'join-token', '--quiet', 'worker'])).trim();
  await Promise.all(
    workers.map((worker) => output(worker, ['docker', 'swarm', 'join', '--token', token, `${manager.address}:2377`])),
  );
}

async function output(node: LabNode, command: readonly string[]): Promise<string> {
  return withResource(await node.openPty(command, TERMINAL_SIZE), ({ output: printed }) => text(printed));
}

function print(series: Series): void {
  const bare = median(series.get(BARE) ?? []);
  for (const [name, values] of series) {
    const middle = median(values);
    const ratio = name === BARE ? '' : `  ${(middle / bare).toFixed(2)} times bare`;
    const range = `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
    process.stdout.write(`${name.padEnd(38)} ${middle.toFixed(2)} s  (${range})${ratio}\n`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
