/** Which containers and networks of a reading are there to stay, until a command changes that. */
import type { Network } from './engine-api.ts';
import type { ContainerReading, NodeReading, Reading } from './reading.ts';

const TASK_ID = 'com.docker.swarm.task.id';

export function liveContainers({ containers }: NodeReading, { swarm }: Reading): readonly ContainerReading[] {
  const meant = new Set(swarm?.tasks.filter(({ DesiredState }) => !GOING.has(DesiredState)).map(({ ID }) => ID));
  return containers.filter(({ summary: { State, Labels }, details }) => {
    if (!details || State === 'removing' || State === 'dead') return false;
    const task = Labels?.[TASK_ID];
    if (task !== undefined) return State === 'running' && (!swarm || meant.has(task));
    return State !== 'exited' || !details.HostConfig.AutoRemove;
  });
}

const GOING = new Set(['shutdown', 'remove', 'orphaned']);

/**
 * A node has a swarm's network while a container of its own is on it, and gives it up some time after;
 * managers have besides what the swarm knows of. Who has left a swarm, has none of its networks.
 */
export function liveNetworks(
  { state, networks }: NodeReading,
  containers: readonly ContainerReading[],
): readonly Network[] {
  const used = new Set(containers.flatMap(({ summary }) => Object.keys(summary.NetworkSettings.Networks)));
  return networks.filter(({ Name, Scope, Ingress, Containers }) => {
    if (Name === 'host' || Name === 'none') return used.has(Name);
    if (Scope !== 'swarm') return true;
    if (state === 'active/manager' && !Containers) return true;
    return state.startsWith('active/') && (Ingress || used.has(Name));
  });
}

export function isRunningOn({ containers }: NodeReading, task: string): boolean {
  return containers.some(({ summary: { State, Labels } }) => State === 'running' && Labels?.[TASK_ID] === task);
}
