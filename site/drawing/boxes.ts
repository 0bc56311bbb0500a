/** What stands in the boxes of a host: its containers, the tasks of services, and interfaces that the page has made. */
import {
  type Topology,
  type TopologyContainer,
  type TopologyEndpoint,
  type TopologyHost,
  withoutPrefix,
} from '../../snippets-runner/tutorial/capture/topology.ts';
import { partyKey } from '../../snippets-runner/tutorial/reach/party.ts';
import { hostPart } from './parts.ts';
import type { PagePlan, PlannedNetwork } from './plan.ts';
import type { Mark } from './scene.ts';
import type { Sheet, Words } from './sheet.ts';
import { addressesOf, endpointsOf, isTask, keyOf, networkKey, type Step, servicesOf, shownName } from './step.ts';

export interface Box {
  /** Whose box it is: the key of a party. */
  readonly part: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly mark: Mark | undefined;
  readonly isIdle: boolean;
  /** `host`: it uses the host's own stack. `none`: it has no network. `own`: it is an interface of the host itself. */
  readonly stack?: Stack | undefined;
  /** Index of its last network in the plan; -1 for none. */
  readonly last: number;
  /** Whether it is on several networks. */
  readonly isShared: boolean;
}

export type Stack = 'host' | 'none' | 'own';

/** A line in a box. */
export interface Row {
  readonly name?: string | undefined;
  /** Of a task that has gone from a box that stays. */
  readonly isNameGone?: boolean;
  /** Tells the tasks of one service from those of another. */
  readonly sign?: number | undefined;
  readonly text: string;
  readonly isNote?: boolean;
  /** Name of the container that the line is about. */
  readonly container?: string;
  /** A stub leads there, unless it is a further address of the endpoint. */
  readonly network?: PlannedNetwork | undefined;
  readonly isFurther?: boolean;
  readonly mark?: Mark | undefined;
  /** The stub does not reach its network now. */
  readonly isIdle?: boolean;
  /** A port of the host, from which an arrow leads here. */
  readonly published?: number;
}

/** Returns the boxes of a host in the order of their last networks. Those without a network come first. */
export function boxesOn(host: TopologyHost, sheet: Sheet): readonly Box[] {
  const { topology, before } = sheet.step;
  const now = topology.containers.filter(({ node }) => node === host.name);
  const there = new Set(now.map(keyOf));
  const gone = (before?.containers ?? []).filter((each) => each.node === host.name && !there.has(keyOf(each)));
  const services = [...new Set([...now, ...gone].flatMap(({ service }) => service ?? []))];
  const isOf = (service: string) => (each: TopologyContainer) => each.service === service;
  const boxes: readonly Box[] = [
    ...now.filter((each) => !isTask(each)).map((each) => containerBox(each, undefined, sheet)),
    ...gone.filter((each) => !isTask(each)).map((each) => containerBox(each, 'gone', sheet)),
    ...services.map((service) => taskBox(service, now.filter(isOf(service)), gone.filter(isOf(service)), sheet)),
    ...interfaceBoxes(host, sheet),
  ];
  return boxes.toSorted((one, other) => one.last - other.last);
}

function containerBox(container: TopologyContainer, gone: 'gone' | undefined, sheet: Sheet): Box {
  const { step, plan, words } = sheet;
  const mark = gone ?? (isKnown(container, sheet) ? undefined : 'new');
  const from = gone ? (step.before ?? step.topology) : step.topology;
  const rows = endpointRows(container, from, mark, sheet);
  const stack = stackOf(container, from);
  const isIdle = container.state !== 'running';
  const said = isIdle
    ? [{ text: words.state(container.state), isNote: true, network: rows[0]?.network, isIdle }]
    : rows.length > 0
      ? rows
      : [{ text: stackText(container, from, words), isNote: true }];
  const { name, node } = container;
  return {
    part: partyKey({ kind: 'container', name, node }),
    title: words.containerTitle(
      container,
      rows.flatMap(({ text, network }) => (network ? { address: text, network: network.name } : [])),
    ),
    rows: named([...said, ...(mark ? portRows(container, from) : portRowsBeside(container, sheet.step))], name),
    mark,
    isIdle,
    stack,
    last: lastOf(rows, plan),
    isShared: new Set(rows.flatMap(({ network }) => network?.key ?? [])).size > 1,
  };
}

function isKnown(container: TopologyContainer, { step: { before } }: Sheet): boolean {
  return (before?.containers ?? []).some((each) => keyOf(each) === keyOf(container));
}

function named(rows: readonly Row[], name: string, more: Pick<Row, 'sign' | 'isNameGone'> = {}): readonly Row[] {
  return rows.map((row, index) => (index === 0 ? { ...row, name, ...more } : row));
}

function lastOf(rows: readonly Row[], plan: PagePlan): number {
  return Math.max(-1, ...rows.map(({ network }) => indexIn(plan, network)));
}

function indexIn({ networks }: PagePlan, network: PlannedNetwork | undefined): number {
  return network ? networks.indexOf(network) : -1;
}

function stackOf(container: TopologyContainer, topology: Topology): Stack | undefined {
  const networks = endpointsOf(container, topology).map(({ network }) => network);
  if (networks.includes('host')) return 'host';
  return networks.includes('none') ? 'none' : undefined;
}

/** Says what a container has in place of a network of its own. Empty if it has one. */
export function stackText(container: TopologyContainer, topology: Topology, words: Words): string {
  if (container.shares !== undefined) return words.sharesWith(container.shares);
  const stack = stackOf(container, topology);
  if (stack === 'host') return words.hostsOwn;
  return stack === 'none' ? words.loopbackOnly : '';
}

/** IPv6 publishes the same ports once more, and a container that has only IPv6 has no others. */
function portRows(container: TopologyContainer, topology: Topology): readonly Row[] {
  const { ports = [] } = container;
  const hasIpv6 = endpointsOf(container, topology).some(({ ipv6 }) => ipv6 !== undefined);
  const overIpv4 = ports.filter(({ address }) => !address.includes(':'));
  return (overIpv4.length > 0 || !hasIpv6 ? overIpv4 : ports).map(({ address, published, target }) => ({
    text: `${EVERY_ADDRESS.has(address) ? '' : `${address} `}→ ${target}`,
    isNote: true,
    published,
  }));
}

/** Those of a container that stays. One that was made anew under its name may publish others. */
function portRowsBeside(container: TopologyContainer, { topology, before }: Step): readonly Row[] {
  const now = portRows(container, topology);
  const former = before?.containers.find((each) => keyOf(each) === keyOf(container));
  if (!before || ![container, former].every((each) => each?.state === 'running')) return now;
  const old = former ? portRows(former, before) : [];
  const isIn = (rows: readonly Row[], row: Row) =>
    rows.some(({ published, text }) => published === row.published && text === row.text);
  return [
    ...now.map((row): Row => (isIn(old, row) ? row : { ...row, mark: 'new' })),
    ...old.filter((row) => !isIn(now, row)).map((row): Row => ({ ...row, mark: 'gone' })),
  ];
}

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['', '0.0.0.0', '::']);

/**
 * Returns one row for each address of each endpoint. Where a step has changed the address of a container that stays, there
 * is one for the old address, too.
 * @param from where the endpoints are: the topology after the step, or before it
 */
function endpointRows(
  container: TopologyContainer,
  from: Topology,
  mark: Mark | undefined,
  { step: { before }, plan }: Sheet,
): readonly Row[] {
  const known = before?.containers.find((each) => keyOf(each) === keyOf(container));
  const old = known && before ? endpointsOf(known, before) : [];
  const now = endpointsOf(container, from);
  const rowsOf = ({ network, texts }: Addresses, markOf: (text: string) => Mark | undefined): Row[] => {
    const planned = (change: Mark | undefined) => {
      const key = networkKey(network, container.node, change === 'gone' && before ? before : from);
      return plan.networks.find((each) => each.key === key);
    };
    return texts.flatMap((text, index) => {
      const change = markOf(text);
      const to = planned(change);
      return to ? [{ text, container: container.name, network: to, isFurther: index > 0, mark: change }] : [];
    });
  };
  const stays = mark === undefined && container.state === 'running';
  const isIn = (endpoints: typeof now, network: string, text: string) =>
    endpoints.some((each) => each.network === network && textsOf(each).includes(text));
  const left = stays
    ? old.map((each) => ({
        ...each,
        texts: textsOf(each).filter((text) => text !== '' && !isIn(now, each.network, text)),
      }))
    : [];
  return [
    ...now.flatMap((each) =>
      rowsOf({ ...each, texts: textsOf(each) }, (text) =>
        stays && !isIn(old, each.network, text) ? 'new' : undefined,
      ),
    ),
    ...left.flatMap((each) => rowsOf(each, () => 'gone')),
  ].toSorted((one, other) => indexIn(plan, one.network) - indexIn(plan, other.network));
}

interface Addresses {
  readonly network: string;
  readonly texts: readonly string[];
}

/** An endpoint without an address has a row, too. */
function textsOf(endpoint: TopologyEndpoint): readonly string[] {
  const addresses = addressesOf(endpoint);
  return addresses.length > 0 ? addresses : [''];
}

/** The tasks of one service on one host are one box. Within a box that stays, each task has its own mark. */
function taskBox(
  service: string,
  now: readonly TopologyContainer[],
  gone: readonly TopologyContainer[],
  sheet: Sheet,
): Box {
  const { step, plan, words } = sheet;
  const sign = servicesOf(step).findIndex(({ name }) => name === service);
  const node = (now[0] ?? gone[0])?.node;
  const wasThere = (step.before?.containers ?? []).some((each) => each.service === service && each.node === node);
  const mark = now.length === 0 ? 'gone' : wasThere ? undefined : 'new';
  const rowsOf = (task: TopologyContainer, from: Topology, own: Mark | undefined): readonly Row[] => {
    const endpoints = endpointRows(task, from, mark === undefined ? own : mark, sheet);
    const said = endpoints.length > 0 ? endpoints : [{ text: words.state(task.state), isNote: true }];
    // A task has ports of its own if its service publishes them with `mode=host`.
    const rows: readonly Row[] = [...said, ...portRows(task, from)];
    return named(
      rows.map((row) => ({ ...row, mark: mark === undefined ? (own ?? row.mark) : undefined })),
      shownName(task.name),
      { sign, isNameGone: own === 'gone' },
    );
  };
  const rows = [
    ...now.flatMap((task) => rowsOf(task, step.topology, isKnown(task, sheet) ? undefined : 'new')),
    ...gone.flatMap((task) => rowsOf(task, step.before ?? step.topology, 'gone')),
  ];
  const title = words.taskTitle(service, now.length);
  const part = partyKey({ kind: 'service', name: service });
  return { part, title, rows, mark, isIdle: false, last: lastOf(rows, plan), isShared: false };
}

type Interface = NonNullable<TopologyHost['interfaces']>[number];

/** Interfaces that the page has made on a host, and those that the step has removed. */
function interfaceBoxes({ name: host, interfaces: now = [] }: TopologyHost, sheet: Sheet): readonly Box[] {
  const { topology, before } = sheet.step;
  const old = before?.hosts.find(({ name }) => name === host)?.interfaces ?? [];
  const isIn = (those: readonly Interface[], { name }: Interface) => those.some((each) => each.name === name);
  return [
    ...now.map((each) =>
      interfaceBox(host, each, { from: topology, mark: isIn(old, each) ? undefined : 'new' }, sheet),
    ),
    ...old
      .filter((each) => !isIn(now, each))
      .map((each) => interfaceBox(host, each, { from: before ?? topology, mark: 'gone' }, sheet)),
  ];
}

function interfaceBox(
  host: string,
  { name, parent, driver, ipv4 }: Interface,
  { from, mark }: { readonly from: Topology; readonly mark: Mark | undefined },
  { plan, words }: Sheet,
): Box {
  const below = from.networks.find(
    (each) => each.driver === driver && each.parent === parent && each.nodes.includes(host),
  );
  const network = below && plan.networks.find(({ key }) => key === networkKey(below.name, host, from));
  const rows = [
    { name, text: withoutPrefix(ipv4[0] ?? ''), network },
    { text: words.hostsOwn, isNote: true },
  ];
  return {
    part: hostPart(host),
    title: words.interfaceTitle(name, host),
    rows,
    mark,
    isIdle: false,
    stack: 'own',
    last: lastOf(rows, plan),
    isShared: false,
  };
}
