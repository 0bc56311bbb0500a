/** Selects the live containers and networks of a reading: those that Docker is not about to remove. */
import type { Network } from './engine-api.ts';
import type { ContainerReading, NodeReading, Reading } from './reading.ts';

const TASK_ID = 'com.docker.swarm.task.id';

export function liveContainers({ containers }: NodeReading, { swarm }: Reading): readonly ContainerReading[] {
  const lasting = new Set(swarm?.tasks.filter(({ DesiredState }) => !STOPPING.has(DesiredState)).map(({ ID }) => ID));
  return containers.filter(({ summary: { State, Labels }, details }) => {
    if (!details || State === 'removing' || State === 'dead') return false;
    const task = Labels?.[TASK_ID];
    if (task !== undefined) return State === 'running' && (!swarm || lasting.has(task));
    return State !== 'exited' || !details.HostConfig.AutoRemove;
  });
}

/** Desired states of tasks that Docker is about to remove. */
const STOPPING = new Set(['shutdown', 'remove', 'orphaned']);

/**
 * Returns the networks that a node really has. It has a swarm network while one of its containers is on it, and
 * removes it some time after. A manager has all networks of the swarm. A node that has left the swarm has none.
 */
export function liveNetworks(
  { state, networks }: NodeReading,
  containers: readonly ContainerReading[],
): readonly Network[] {
  const used = new Set(containers.flatMap(({ summary }) => Object.keys(summary.NetworkSettings.Networks)));
  return networks.filter((network) => {
    const { Name, Scope, Ingress } = network;
    if (Name === 'host' || Name === 'none') return used.has(Name);
    if (Scope !== 'swarm') return true;
    if (state === 'active/manager' && !isOfNode(network)) return true;
    return state.startsWith('active/') && (Ingress || used.has(Name));
  });
}

/**
 * Returns whether a network in a manager's list is the one of its own node. A manager lists what the swarm knows of each
 * of its networks, and then the networks of its node that the swarm does not know.
 */
function isOfNode({ Containers, Peers }: Network): boolean {
  return Boolean(Containers) || (Peers ?? []).length > 0;
}

export function isRunningOn({ containers }: NodeReading, task: string): boolean {
  return containers.some(({ summary: { State, Labels } }) => State === 'running' && Labels?.[TASK_ID] === task);
}
