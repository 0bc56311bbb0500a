/** A reading: the answers of all daemons of a lab at one moment, unchanged. */
import type { ZodType } from 'zod';
import { SnippetsError } from '../model/error.ts';
import type { Lab, LabNode, SwarmState } from '../model/lab.ts';
import {
  type ContainerDetails,
  type ContainerSummary,
  containerDetails,
  containerSummaries,
  type Network,
  networks,
  type Service,
  type SwarmNode,
  services,
  swarmNodes,
  type Task,
  tasks,
} from './engine-api.ts';

export interface Reading {
  readonly nodes: readonly NodeReading[];
  /** Undefined if no node is a manager, or no manager answers. */
  readonly swarm: SwarmReading | undefined;
}

export interface NodeReading {
  readonly name: string;
  readonly state: SwarmState;
  readonly containers: readonly ContainerReading[];
  readonly networks: readonly Network[];
}

export interface ContainerReading {
  readonly summary: ContainerSummary;
  /** Undefined if the container was removed before it could be inspected. */
  readonly details: ContainerDetails | undefined;
}

export interface SwarmReading {
  readonly nodes: readonly SwarmNode[];
  readonly services: readonly Service[];
  readonly tasks: readonly Task[];
}

/**
 * Asks all nodes at the same time. A request takes about a millisecond.
 * @throws SnippetsError `engine-lost`, `docker-refused`, `api-unknown`
 */
export async function readLab({ nodes }: Lab): Promise<Reading> {
  const readings = await Promise.all([...nodes.values()].map(readNode));
  return { nodes: readings, swarm: await readSwarm(readings, nodes) };
}

async function readNode(node: LabNode): Promise<NodeReading> {
  const [state, summaries, known] = await Promise.all([
    node.swarmState(),
    ask(node, '/containers/json?all=true', containerSummaries),
    ask(node, '/networks', networks),
  ]);
  const containers = await Promise.all(
    summaries.map(async (summary) => ({
      summary,
      details: await unlessRefused(() => ask(node, `/containers/${summary.Id}/json`, containerDetails)),
    })),
  );
  return { name: node.name, state, containers, networks: known };
}

/** Asks the first manager that answers. One that is being demoted, or has lost the majority, does not answer. */
async function readSwarm(readings: readonly NodeReading[], nodes: Lab['nodes']): Promise<SwarmReading | undefined> {
  for (const { name, state } of readings) {
    const manager = state === 'active/manager' ? nodes.get(name) : undefined;
    const answer = manager && (await unlessRefused(() => askManager(manager)));
    if (answer) return answer;
  }
  return undefined;
}

async function askManager(manager: LabNode): Promise<SwarmReading> {
  const answers = await Promise.all([
    ask(manager, '/nodes', swarmNodes),
    ask(manager, '/services', services),
    ask(manager, '/tasks', tasks),
  ]);
  return { nodes: answers[0], services: answers[1], tasks: answers[2] };
}

async function ask<T>(node: LabNode, path: string, schema: ZodType<T>): Promise<T> {
  const { data, error } = schema.safeParse(await node.ask(path));
  if (!error) return data;
  const [issue] = error.issues;
  throw new SnippetsError(
    'api-unknown',
    `the daemon of node ${node.name} gave an unexpected answer to ${path}: ${issue?.path.join('.')}: ${issue?.message}`,
    'its Engine API may be newer or older than the version that topology/engine-api.ts reads',
  );
}

async function unlessRefused<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof SnippetsError && error.code === 'docker-refused') return undefined;
    throw error;
  }
}
