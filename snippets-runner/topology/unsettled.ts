/**
 * Finds the parts of a reading that will soon change: Docker still works on them after a command has ended. A container
 * that is about to be removed is no reason to wait: it is left out (`live.ts`).
 */
import { isDeepStrictEqual } from 'node:util';
import type { Network, Service, Task } from './engine-api.ts';
import { isRunningOn, liveContainers } from './live.ts';
import type { ContainerReading, NodeReading, Reading, SwarmReading } from './reading.ts';

/** A change that Docker has begun, and that is to be waited for. */
export interface Change {
  /** Stays the same in later readings. */
  readonly what: string;
  /** It is not waited for longer than this. On an idle machine, in milliseconds. */
  readonly withinMs: number;
}

/** A task may take 10 s to stop. All else in a swarm is faster. */
const WITHIN_MS = 15_000;
/** A manager gives a network its subnet in milliseconds, or never: if another network has the subnet, no answer says so. */
const SUBNET_WITHIN_MS = 3_000;

export function unsettled(reading: Reading): readonly Change[] {
  const { nodes, swarm } = reading;
  const changes = [
    ...nodes.flatMap((node) => unsettledOn(node, swarm)),
    ...nodes.flatMap((node) => networksBeingLeft(node, reading)),
    ...(swarm?.nodes ?? []).flatMap(({ ID, Description }) =>
      Description.Hostname === undefined ? [`swarm node ${ID} has no name yet`] : [],
    ),
    ...(!swarm && nodes.some(({ state }) => state === 'active/manager') ? ['no manager answers'] : []),
    ...(swarm?.services ?? []).flatMap((service) => unsettledService(service, swarm?.tasks ?? [])),
    ...(swarm?.tasks ?? []).flatMap((task) => unsettledTask(task, reading)),
  ];
  return [
    ...changes.map((what) => ({ what, withinMs: WITHIN_MS })),
    ...nodes.flatMap(({ networks }) =>
      networks
        .filter(lacksSubnet)
        .map(({ Id }) => ({ what: `network ${Id} has no subnet`, withinMs: SUBNET_WITHIN_MS })),
    ),
  ];
}

function lacksSubnet({ Scope, Driver }: Network): boolean {
  return Scope === 'swarm' && Driver === '';
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
    ...(networks.some(({ Name }) => Name === 'docker_gwbridge') ? [] : [`${name} has no docker_gwbridge`]),
  ];
}

/** Returns whether the list of containers is out of date. After `docker wait`, it may still say "running". */
function isChanging({ summary, details }: ContainerReading): boolean {
  return details?.State.Status !== summary.State;
}

/**
 * A swarm network that was removed still exists until the last task on it has stopped. Until then it looks like any
 * other network.
 */
function networksBeingLeft(node: NodeReading, reading: Reading): string[] {
  const swarmNetworks = new Set(node.networks.filter(isOfSwarm).map(({ Name }) => Name));
  const live = liveContainers(node, reading);
  const stopping = node.containers.filter(
    (container) => container.summary.State === 'running' && !live.includes(container),
  );
  const used = networksOf(reading.nodes.flatMap((each) => liveContainers(each, reading)));
  return [...networksOf(stopping)]
    .filter((name) => swarmNetworks.has(name) && !used.has(name))
    .map((name) => `${node.name} leaves ${name}`);
}

function isOfSwarm({ Scope, Ingress }: Network): boolean {
  return Scope === 'swarm' && !Ingress;
}

function networksOf(containers: readonly ContainerReading[]): Set<string> {
  return new Set(containers.flatMap(({ summary }) => Object.keys(summary.NetworkSettings.Networks)));
}

function unsettledService(service: Service, tasks: readonly Task[]): string[] {
  const { ID, Spec, UpdateStatus } = service;
  const replicas = Spec.Mode.Replicated?.Replicas;
  const desired = tasks.filter(({ ServiceID, DesiredState }) => ServiceID === ID && DesiredState === 'running');
  return [
    ...(replicas !== undefined && desired.length !== replicas ? [`${Spec.Name} has the wrong number of tasks`] : []),
    ...(Spec.Mode.Global && desired.length === 0 ? [`${Spec.Name} has no task`] : []),
    ...(/^(?:updating|rollback_started)$/u.test(UpdateStatus?.State ?? '') ? [`${Spec.Name} is being updated`] : []),
    ...(desired.length > 0 && isAboutToBeUpdated(service) ? [`${Spec.Name} is about to be updated`] : []),
  ];
}

/**
 * Returns whether an update has changed what the tasks are made from, and the swarm has not begun to replace them. It
 * keeps tasks of which only the placement has changed, if they may stay where they are. The restart policy is left out
 * because an answer shows defaults only in the newer of both specifications. So is the runtime.
 */
function isAboutToBeUpdated({ Spec, PreviousSpec, UpdateStatus }: Service): boolean {
  if (!PreviousSpec || UpdateStatus) return false;
  return !isDeepStrictEqual(replacing(Spec), replacing(PreviousSpec));
}

/** Returns what tasks are made from: if it changes, the swarm replaces them. */
function replacing({ TaskTemplate, EndpointSpec }: Pick<Service['Spec'], 'EndpointSpec' | 'TaskTemplate'>) {
  const { Placement: _placement, RestartPolicy: _policy, Runtime: _runtime, ...template } = TaskTemplate;
  return { template, endpoint: EndpointSpec };
}

/**
 * A task that no node can run stays pending, so it is not waited for. One whose network has no subnet waits for that
 * network, which is already in the list.
 */
function unsettledTask({ ID, ServiceID, DesiredState, Status, Spec }: Task, { nodes, swarm }: Reading): string[] {
  if (ServiceID === undefined || ServiceID === '') return [];
  // A manager removes a service at once, and says a moment later that its tasks are to go.
  const hasService = swarm?.services.some((service) => service.ID === ServiceID) ?? true;
  if (DesiredState === 'running' && !hasService) return [`task ${ID} is about to go`];
  const own = new Set(Spec?.Networks.map(({ Target }) => Target));
  if (nodes.some(({ networks }) => networks.some((network) => lacksSubnet(network) && own.has(network.Id)))) return [];
  if (DesiredState === 'ready') return [`task ${ID} is about to start`];
  if (DesiredState !== 'running' || (Status.State === 'pending' && Status.Err)) return [];
  const runs = Status.State === 'running' && nodes.some((node) => isRunningOn(node, ID));
  return runs || ENDED.has(Status.State) ? [] : [`task ${ID} is not running yet`];
}

const ENDED = new Set(['complete', 'shutdown', 'failed', 'rejected', 'remove', 'orphaned']);
