/**
 * What in a reading will soon be otherwise, because Docker still works on it after a command has ended.
 * A container that is about to go is not waited for: it is left out (`live.ts`).
 */
import type { Network, Service, Task } from './engine-api.ts';
import { isRunningOn, liveContainers } from './live.ts';
import type { ContainerReading, NodeReading, Reading, SwarmReading } from './reading.ts';

/** One text for each, the same as long as it is the same thing. */
export function unsettled(reading: Reading): readonly string[] {
  const { nodes, swarm } = reading;
  return [
    ...nodes.flatMap((node) => unsettledOn(node, swarm)),
    ...nodes.flatMap((node) => networksBeingLeft(node, reading)),
    ...(!swarm && nodes.some(({ state }) => state === 'active/manager') ? ['no manager answers'] : []),
    ...(swarm?.services ?? []).flatMap((service) => unsettledService(service, swarm?.tasks ?? [])),
    ...(swarm?.tasks ?? []).flatMap((task) => unsettledTask(task, reading)),
  ];
}

function unsettledOn({ name, state, containers, networks }: NodeReading, swarm: SwarmReading | undefined): string[] {
  const changing = containers.filter(isChanging).map(({ summary: { Id } }) => `container ${Id} changes`);
  if (!state.startsWith('active/')) return state === 'pending' ? [...changing, `${name} is joining`] : changing;
  const role = swarm?.nodes.find(({ Description, Status }) => Description.Hostname === name && Status.State === 'ready')
    ?.Spec.Role;
  return [
    ...changing,
    ...(role !== undefined && state !== `active/${role}` ? [`${name} becomes a ${role}`] : []),
    ...(networks.some(({ Ingress }) => Ingress) ? [] : [`${name} has no ingress network`]),
    ...networks.flatMap(({ Id, Scope, Driver }) =>
      Scope === 'swarm' && Driver === '' ? [`network ${Id} has no subnet`] : [],
    ),
    ...(networks.some(({ Name }) => Name === 'docker_gwbridge') ? [] : [`${name} has no docker_gwbridge`]),
  ];
}

/** A command that has waited for a container's end knows of it before the list of containers does. */
function isChanging({ summary, details }: ContainerReading): boolean {
  return details?.State.Status !== summary.State;
}

/**
 * A network of the swarm that was removed, is there until the last task on it has stopped, and until then
 * nothing tells it from one that was not.
 */
function networksBeingLeft(node: NodeReading, reading: Reading): string[] {
  const swarmNetworks = new Set(node.networks.filter(isOfSwarm).map(({ Name }) => Name));
  const live = liveContainers(node, reading);
  const going = node.containers.filter(
    (container) => container.summary.State === 'running' && !live.includes(container),
  );
  const used = networksOf(reading.nodes.flatMap((each) => liveContainers(each, reading)));
  return [...networksOf(going)]
    .filter((name) => swarmNetworks.has(name) && !used.has(name))
    .map((name) => `${node.name} leaves ${name}`);
}

function isOfSwarm({ Scope, Ingress }: Network): boolean {
  return Scope === 'swarm' && !Ingress;
}

function networksOf(containers: readonly ContainerReading[]): Set<string> {
  return new Set(containers.flatMap(({ summary }) => Object.keys(summary.NetworkSettings.Networks)));
}

function unsettledService({ ID, Spec, UpdateStatus }: Service, tasks: readonly Task[]): string[] {
  const wanted = Spec.Mode.Replicated?.Replicas;
  const meant = tasks.filter(({ ServiceID, DesiredState }) => ServiceID === ID && DesiredState === 'running');
  return [
    ...(wanted !== undefined && meant.length !== wanted ? [`${Spec.Name} has not as many tasks as it should`] : []),
    ...(Spec.Mode.Global && meant.length === 0 ? [`${Spec.Name} has no task`] : []),
    ...(/^(?:updating|rollback_started)$/u.test(UpdateStatus?.State ?? '') ? [`${Spec.Name} is being updated`] : []),
  ];
}

/** A task that no node can take is pending for good. */
function unsettledTask({ ID, ServiceID, DesiredState, Status }: Task, { nodes }: Reading): string[] {
  if (ServiceID === undefined || ServiceID === '') return [];
  if (DesiredState === 'ready') return [`task ${ID} is about to start`];
  if (DesiredState !== 'running' || (Status.State === 'pending' && Status.Err)) return [];
  const runs = Status.State === 'running' && nodes.some((node) => isRunningOn(node, ID));
  return runs || ENDED.has(Status.State) ? [] : [`task ${ID} does not run yet`];
}

const ENDED = new Set(['complete', 'shutdown', 'failed', 'rejected', 'remove', 'orphaned']);
