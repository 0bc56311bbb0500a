/** A reading: the answers of all daemons of a lab at one moment, unchanged. */
import type { ZodType } from 'zod';
import { SnippetsError } from '../model/error.ts';
import type { Lab, LabNode, NodeInterface, SwarmState } from '../model/lab.ts';
import { OUTSIDE_PLACEHOLDER } from '../tutorial/snippet/placeholder.ts';
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
  /** Address of the host outside of the nodes. */
  readonly outside: string | undefined;
  /** Undefined if no node is a manager, or no manager answers. */
  readonly swarm: SwarmReading | undefined;
}

export interface NodeReading {
  readonly name: string;
  /** IPv4 address on the lab's network. */
  readonly address: string;
  readonly state: SwarmState;
  readonly containers: readonly ContainerReading[];
  readonly networks: readonly Network[];
  /** Only asked for while the node has a network of macvlan or ipvlan, or such an interface: it takes an exec. */
  readonly interfaces: readonly NodeInterface[];
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
 * Asks all nodes at the same time. A request takes about a millisecond, most of it on its way to the node and back. So
 * the requests of a node are sent at once, if possible.
 * @param last the last reading of this lab; the containers in it are expected to be there still
 * @throws SnippetsError `engine-lost`, `docker-refused`, `api-unknown`
 */
export async function readLab({ nodes, placeholders }: Lab, last?: Reading): Promise<Reading> {
  const readings = await Promise.all(
    [...nodes.values()].map((node) =>
      readNode(
        node,
        last?.nodes.find(({ name }) => name === node.name),
      ),
    ),
  );
  return { nodes: readings, outside: placeholders.get(OUTSIDE_PLACEHOLDER), swarm: await readSwarm(readings, nodes) };
}

async function readNode(node: LabNode, last: NodeReading | undefined): Promise<NodeReading> {
  // A node answers in the order of the requests, so details are never older than the list.
  const [state, summaries, known, ...expected] = await Promise.all([
    node.swarmState(),
    ask(node, '/containers/json?all=true', containerSummaries),
    ask(node, '/networks', networks),
    ...(last?.containers ?? []).map(async ({ summary: { Id } }) => [Id, await inspect(node, Id)] as const),
  ]);
  const inspected = new Map(expected);
  const hasInterfaces = known.some(({ Driver }) => OF_PARENT.has(Driver)) || (last?.interfaces ?? []).length > 0;
  const [interfaces, ...containers] = await Promise.all([
    hasInterfaces ? node.interfaces() : [],
    ...summaries.map(async (summary) => {
      const { Id } = summary;
      return { summary, details: inspected.has(Id) ? inspected.get(Id) : await inspect(node, Id) };
    }),
  ]);
  const { name, address } = node;
  return { name, address, state, containers, networks: known, interfaces };
}

/** Drivers whose networks use an interface of their host. */
const OF_PARENT: ReadonlySet<string> = new Set(['macvlan', 'ipvlan']);

/** Returns undefined if there is no such container. */
function inspect(node: LabNode, id: string): Promise<ContainerDetails | undefined> {
  return unlessRefused(() => ask(node, `/containers/${id}/json`, containerDetails));
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
