/** Answers of a daemon about containers and networks: those of Docker 28, with only the fields that the runner reads. */
import { createHash } from 'node:crypto';

export type Answers = Readonly<Record<string, unknown>>;

export interface FakeContainer {
  readonly name: string;
  readonly state?: string;
  /** Addresses with prefix length, by network. Undefined if it has no address there. */
  readonly networks?: Readonly<Record<string, string | undefined>>;
  readonly aliases?: readonly string[];
  readonly mode?: string;
  readonly ports?: readonly Readonly<Record<string, unknown>>[];
  readonly autoRemove?: boolean;
  /** Service and task, by name and id. */
  readonly task?: readonly [service: string, id: string];
}

export interface FakeNetwork {
  readonly name: string;
  readonly driver?: string;
  readonly scope?: string;
  readonly subnet?: string;
  readonly gateway?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export const BRIDGE: FakeNetwork = { name: 'bridge', subnet: '172.17.0.0/16', gateway: '172.17.0.1' };
export const GWBRIDGE: FakeNetwork = { name: 'docker_gwbridge', subnet: '172.18.0.0/16', gateway: '172.18.0.1' };
export const INGRESS: FakeNetwork = {
  name: 'ingress',
  driver: 'overlay',
  scope: 'swarm',
  subnet: '10.0.0.0/24',
  more: { Ingress: true },
};

/** Returns 64 hex digits, the same for the same name. */
export function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

export function shortOf(name: string): string {
  return idOf(name).slice(0, 12);
}

/** Returns the answers, by path. */
export function answersOf(containers: readonly FakeContainer[], networks: readonly FakeNetwork[] = [BRIDGE]): Answers {
  return {
    '/containers/json?all=true': containers.map(summaryOf),
    '/networks': [...networks.map(networkOf), predefined('host', 'host'), predefined('none', 'null')],
    ...Object.fromEntries(containers.map((each) => [`/containers/${idOf(each.name)}/json`, detailsOf(each)])),
  };
}

function summaryOf(container: FakeContainer) {
  const { name, state = 'running', ports = [], task, mode = 'default' } = container;
  return {
    Id: idOf(name),
    Names: [`/${name}`],
    Image: 'alpine',
    State: state,
    Status: `Up ${Math.round(performance.now())} ms`,
    Ports: ports,
    Labels: task ? { 'com.docker.swarm.service.name': task[0], 'com.docker.swarm.task.id': task[1] } : {},
    HostConfig: { NetworkMode: mode },
    NetworkSettings: { Networks: endpointsOf(container, false) },
  };
}

function detailsOf(container: FakeContainer) {
  const { autoRemove = false, state = 'running' } = container;
  return {
    State: { Status: state },
    HostConfig: { AutoRemove: autoRemove },
    NetworkSettings: { Networks: endpointsOf(container, true) },
  };
}

/** @param hasNames whether to include DNS names, which only the inspection of a container returns */
function endpointsOf({ name, networks = {}, aliases = [], state = 'running' }: FakeContainer, hasNames: boolean) {
  const names = hasNames ? [name, ...aliases, shortOf(name)] : null;
  return Object.fromEntries(
    Object.entries(networks).map(([network, text]) => {
      const [address = '', prefix = '0'] = state === 'running' ? (text?.split('/') ?? []) : [];
      return [
        network,
        {
          EndpointID: idOf(`${name} ${network}`),
          MacAddress:
            address &&
            `02:42:${idOf(name + network)
              .slice(0, 8)
              .match(/../gu)
              ?.join(':')}`,
          IPAddress: address,
          IPPrefixLen: Number(prefix),
          GlobalIPv6Address: '',
          GlobalIPv6PrefixLen: 0,
          Aliases: hasNames ? [...aliases] : null,
          DNSNames: names,
        },
      ];
    }),
  );
}

function networkOf({ name, driver = 'bridge', scope = 'local', subnet, gateway, more }: FakeNetwork) {
  return {
    Name: name,
    Id: idOf(name),
    Driver: driver,
    Scope: scope,
    Internal: false,
    Attachable: false,
    Ingress: false,
    IPAM: { Config: subnet ? [{ Subnet: subnet, Gateway: gateway }] : null },
    Options: {},
    ...more,
  };
}

function predefined(name: string, driver: string) {
  return networkOf({ name, driver });
}

export function swarmNodeOf(name: string, role = 'worker', state = 'ready') {
  return { ID: `node-${name}`, Spec: { Role: role }, Description: { Hostname: name }, Status: { State: state } };
}

export function serviceOf(name: string, mode: Readonly<Record<string, unknown>>, endpoint = {}) {
  return {
    ID: idOf(name),
    Spec: { Name: name, TaskTemplate: { ContainerSpec: { Image: 'nginx:latest@sha256:1' } }, Mode: mode },
    Endpoint: { Spec: { Mode: 'vip' }, ...endpoint },
  };
}

export function taskOf(id: string, service: string, node: string, desired = 'running', status = {}, network = 'ov') {
  return {
    ID: id,
    ServiceID: idOf(service),
    NodeID: `node-${node}`,
    Spec: { Networks: [{ Target: idOf(network) }] },
    DesiredState: desired,
    Status: { State: 'running', ...status },
  };
}
