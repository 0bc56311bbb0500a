/** Draws the network after a step: lays out hosts, networks, containers and services from top to bottom. */
import type {
  Topology,
  TopologyContainer,
  TopologyHost,
  TopologyNetwork,
  TopologyService,
} from '../../snippets-runner/tutorial/capture/topology.ts';
import type { Strings } from '../i18n/strings.ts';
import { withoutPrefix } from './changes.ts';
import { isDrawn, type PagePlan, type PlannedNetwork } from './plan.ts';
import { fitted, type Mark, type Scene, type Shape, WIDTH, widthOf } from './scene.ts';
import { endpointsOf, keyOf, networkKey, OWN_NETWORKS, type Step, shownName } from './step.ts';

type Words = Strings['drawing'];

const LINE = 16;
const GAP = 8;
const LANE = 22;
const EDGE = 1.5;
const STRIP = 28;
/** Right end of what is in a host's frame. */
const INNER = 318;

export function drawStep(step: Step, plan: PagePlan, words: Words): Scene {
  return new Drawing(step, plan, words).scene();
}

/** A line in a box: what it says, and the network that its stub leads to. */
interface Row {
  readonly name?: string | undefined;
  readonly sign?: number | undefined;
  readonly text: string;
  readonly isNote?: boolean;
  readonly network?: PlannedNetwork | undefined;
  readonly mark?: Mark | undefined;
  /** A stub that does not reach its network now. */
  readonly isIdle?: boolean;
  /** A port that is published: it leads from the host's own stack. */
  readonly published?: number;
}

interface Box {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly mark: Mark | undefined;
  readonly isIdle: boolean;
  /** `host`: it uses the host's own stack. `none`: it has no network. `own`: an interface of the host itself. */
  readonly stack?: 'host' | 'none' | 'own' | undefined;
  /** Index of its last network in the plan; -1 for none. */
  readonly last: number;
  /** Whether it also is on an earlier network. */
  readonly isShared: boolean;
}

class Drawing {
  readonly #step: Step;
  readonly #plan: PagePlan;
  readonly #words: Words;
  readonly #isSingle: boolean;
  readonly #frameX: number;
  readonly #contentX: number;
  readonly #laneX: (lane: number) => number;
  readonly #networks: ReadonlyMap<string, PlannedNetwork>;
  readonly #signs: ReadonlyMap<string, number>;
  readonly #wires = new Map<string, { top: number; bottom: number }>();
  readonly #back: Shape[] = [];
  readonly #front: Shape[] = [];
  readonly #frames: { readonly top: number; readonly bottom: number }[] = [];
  #y = 0;

  constructor(step: Step, plan: PagePlan, words: Words) {
    this.#step = step;
    this.#plan = plan;
    this.#words = words;
    this.#isSingle = plan.nodes.length === 1;
    this.#frameX = this.#isSingle ? EDGE : 18.5;
    const left = this.#frameX + (plan.hasStrip ? STRIP : 14) + 18;
    const gap = plan.lanes > 1 ? Math.min(LANE, 66 / (plan.lanes - 1)) : 0;
    const right = left + Math.max(0, plan.lanes - 1) * gap;
    this.#laneX = (lane) => right - lane * gap;
    this.#contentX = plan.lanes === 0 ? left + 4 : right + 20;
    this.#networks = new Map(plan.networks.map((network) => [network.key, network]));
    this.#signs = new Map(servicesOf(step).map(({ name }, index) => [name, index]));
  }

  scene(): Scene {
    const { topology } = this.#step;
    if (this.#isSingle) this.#outsideBand(topology);
    this.#swarmHeaders();
    this.#services();
    for (const host of topology.hosts) this.#host(host);
    this.#drawWires();
    if (!this.#isSingle) this.#outsideLine(topology);
    return { height: Math.ceil(this.#y + 2), shapes: [...this.#back, ...this.#front] };
  }

  /** The outside of a single host: a band above it. */
  #outsideBand({ outside }: Topology): void {
    this.#back.push({ kind: 'rect', x: EDGE, y: EDGE, width: WIDTH - 3, height: 28, radius: 14, style: 'outside' });
    this.#note(16, 20, outside === undefined ? this.#words.hostsNetwork : this.#words.outside);
    if (outside !== undefined) this.#address(314, 20, outside, undefined);
    this.#back.push({ kind: 'path', d: 'M16 29.5V56', style: 'under' });
    this.#y = 56;
  }

  /** The network of several hosts: a line left of their frames. */
  #outsideLine({ outside }: Topology): void {
    const [first, last] = [this.#frames[0], this.#frames.at(-1)];
    if (!first || !last) return;
    const bottom = last.top + 16;
    this.#back.push({ kind: 'path', d: `M6 ${first.top + 16}V${Math.max(bottom, this.#y + 4)}`, style: 'under' });
    this.#note(4, this.#y + 15, this.#words.hostsNetwork);
    if (outside !== undefined) this.#address(INNER, this.#y + 15, `${this.#words.outside} ${outside}`, undefined);
    this.#y += 18;
  }

  /** Networks that go through several hosts are named above the frames. */
  #swarmHeaders(): void {
    for (const network of this.#plan.networks.filter(({ node }) => node === undefined)) this.#header(network);
    if (this.#y > 0) this.#y += 4;
  }

  #header(planned: PlannedNetwork): void {
    const now = this.#networkIn(planned, this.#step.topology);
    const before = this.#step.before && this.#networkIn(planned, this.#step.before);
    const network = now ?? before;
    if (!network) return;
    const isOwn = OWN_NETWORKS.has(planned.name);
    const mark: Mark | undefined = isOwn ? undefined : now ? (before ? undefined : 'new') : 'gone';
    const [x, top, wireX] = [this.#contentX, this.#y, this.#laneX(planned.lane)];
    const { colour } = planned;
    const subnet = network.subnets?.[0]?.subnet ?? '';
    const name = fitted(network.name, 'name', INNER - x - widthOf(subnet, 'address') - 26);
    const shapes: Shape[] = [
      ...(mark === 'gone' ? [] : this.#feeds(network, wireX, top + 17)),
      { kind: 'rect', x: wireX - 7, y: top + 10, width: 14, height: 14, radius: 4, style: 'switch', colour },
      { kind: 'text', x, y: top + 14, text: name, style: 'name', colour, isStruck: mark === 'gone' },
      { kind: 'text', x: INNER - 1, y: top + 14, text: subnet, style: 'address', isEnd: true, colour },
      { kind: 'text', x, y: top + 28, text: fitted(this.#kindOf(network), 'note', 120), style: 'note' },
      { kind: 'text', x: INNER - 1, y: top + 28, text: this.#wayOf(network), style: 'note', isEnd: true },
    ];
    if (mark) shapes.push({ kind: 'mark', x: x + widthOf(name, 'name') + 11, y: top + 10, mark });
    this.#front.push({ kind: 'group', title: this.#words.networkTitle(network), mark, shapes });
    if (mark !== 'gone') this.#wires.set(planned.key, { top: top + 24, bottom: top + 24 });
    this.#y += 36;
  }

  /** How a network leads out of its host. */
  #feeds(network: TopologyNetwork, x: number, y: number): Shape[] {
    const { driver, internal, scope, mode, nodes } = network;
    if (scope === 'swarm' || internal) return [];
    const edge = this.#frameX + STRIP;
    const colour = `host-${nodes[0] ?? ''}`;
    const port = (at: number): Shape => ({
      kind: 'rect',
      x: at - 5,
      y: y - 5,
      width: 10,
      height: 10,
      radius: 2.5,
      style: 'port',
      colour,
    });
    const isBeside = driver === 'macvlan' || (driver === 'ipvlan' && !mode?.startsWith('l3'));
    const from = isBeside ? this.#frameX : edge;
    const stub: Shape = { kind: 'path', d: `M${from} ${y}H${x}`, style: 'stub', colour: this.#colourOf(network) };
    return [stub, port(from)];
  }

  #colourOf({ name, nodes }: TopologyNetwork): string {
    return (this.#networks.get(name) ?? this.#networks.get(`${nodes[0]}/${name}`))?.colour ?? 'own';
  }

  #kindOf({ driver, name, attachable, encrypted, ingress }: TopologyNetwork): string {
    const kind = name === 'bridge' ? this.#words.defaultBridge : driver || this.#words.noDriver;
    const flags = [
      attachable && this.#words.attachable,
      encrypted && this.#words.encrypted,
      ingress && this.#words.ingress,
    ];
    return [kind, ...flags.filter((flag) => flag !== undefined)].join(', ');
  }

  #wayOf({ driver, internal, scope, nodes, parent, mode, subnets }: TopologyNetwork): string {
    if (internal) return this.#words.internal;
    if (scope === 'swarm') return this.#words.onHosts(nodes.length);
    if (driver === 'macvlan' || driver === 'ipvlan') {
      return mode?.startsWith('l3') ? this.#words.routed(mode) : this.#words.pastHost(parent ?? '');
    }
    const gateway = subnets?.[0]?.gateway;
    return gateway === undefined ? '' : this.#words.gateway(gateway);
  }

  /** Services are above the hosts: no host owns them. */
  #services(): void {
    const { topology, before } = this.#step;
    for (const service of servicesOf(this.#step)) {
      const isNow = topology.services?.some(({ name }) => name === service.name) ?? false;
      const isOld = before?.services?.some(({ name }) => name === service.name) ?? false;
      this.#service(service, isNow ? (isOld ? undefined : 'new') : 'gone');
    }
  }

  #service(service: TopologyService, mark: Mark | undefined): void {
    const { name, addresses = [], endpoint } = service;
    const [x, top] = [this.#contentX, this.#y];
    const rows = Math.max(1, addresses.length);
    const height = 26 + rows * LINE - 2;
    const shapes: Shape[] = [];
    const right = INNER - 12;
    for (const [index, { network, ipv4 }] of addresses.entries()) {
      const planned = this.#networks.get(network);
      if (!planned) continue;
      const y = top + 14 + index * LINE;
      shapes.push(
        { kind: 'path', d: `M${this.#laneX(planned.lane) + 5} ${y}H${x + 8}`, style: 'dotted', colour: planned.colour },
        { kind: 'diamond', x: this.#laneX(planned.lane), y, colour: planned.colour },
      );
      this.#reach(planned.key, y);
      shapes.push({
        kind: 'text',
        x: right,
        y: y + 4,
        text: withoutPrefix(ipv4),
        isStruck: mark === 'gone',
        style: 'address',
        isEnd: true,
        colour: planned.colour,
      });
    }
    shapes.unshift({
      kind: 'rect',
      x,
      y: top,
      width: INNER - x,
      height,
      radius: 18,
      style: 'box',
      isDashed: mark === 'gone',
    });
    if (addresses.length === 0) {
      shapes.push({ kind: 'text', x: right, y: top + 18, text: this.#words.noAddress, style: 'note', isEnd: true });
    }
    const shown = fitted(name, 'name', INNER - x - 120);
    const isVirtual = endpoint === 'vip' && addresses.length > 0;
    shapes.push(
      { kind: 'sign', x: x + 16, y: top + 14, sign: this.#signs.get(name) ?? 0 },
      { kind: 'text', x: x + 26, y: top + 18, text: shown, style: 'name', isStruck: mark === 'gone' },
      { kind: 'text', x: x + 26, y: top + height - 7, text: this.#words.tasks(tasksOf(service)), style: 'note' },
      {
        kind: 'text',
        x: right,
        y: top + height - 7,
        text: isVirtual ? this.#words.virtualAddress : endpoint,
        style: 'note',
        isEnd: true,
      },
    );
    if (mark) shapes.push({ kind: 'mark', x: INNER - 6, y: top + 3, mark });
    this.#front.push({ kind: 'group', title: this.#words.serviceTitle(service), mark, shapes });
    this.#y += height + GAP;
  }

  #host(host: TopologyHost): void {
    const { topology, before } = this.#step;
    const top = this.#y + (this.#frames.length > 0 ? 14 : 2);
    this.#y = top + 10;
    const colour = `host-${host.name}`;
    const role = topology.swarm?.[host.name];
    const title = this.#y;
    this.#front.push(
      { kind: 'rect', x: this.#contentX, y: title + 3, width: 9, height: 9, radius: 2.4, style: 'swatch', colour },
      { kind: 'text', x: this.#contentX + 14, y: title + 12, text: host.name, style: 'name', colour },
    );
    this.#address(INNER - 1, title + 12, host.ipv4, undefined);
    this.#y += 22;
    if (role !== undefined) {
      const isNew = before?.swarm?.[host.name] !== role;
      this.#note(this.#contentX, this.#y + 5, this.#words.role(role));
      if (isNew)
        this.#front.push({
          kind: 'mark',
          x: this.#contentX + widthOf(this.#words.role(role), 'note') + 11,
          y: this.#y + 1,
          mark: 'new',
        });
      this.#y += LINE;
    }
    const local = this.#plan.networks.filter(({ node }) => node === host.name);
    const boxes = this.#boxesOn(host);
    const below = (index: number) => boxes.filter(({ last }) => last === index);
    const indexOf = (planned: PlannedNetwork) => this.#plan.networks.indexOf(planned);
    for (const box of boxes.filter(({ last }) => !local.some((planned) => indexOf(planned) === last)))
      this.#box(box, host);
    for (const planned of local) {
      this.#header(planned);
      for (const box of below(indexOf(planned)).toSorted(
        (one, other) => Number(other.isShared) - Number(one.isShared),
      )) {
        this.#box(box, host);
      }
      this.#y += 4;
    }
    const bottom = this.#y + 4;
    this.#frame(host, top, bottom);
    this.#frames.push({ top, bottom });
    this.#y = bottom;
  }

  #frame({ name }: TopologyHost, top: number, bottom: number): void {
    const [x, height, colour] = [this.#frameX, bottom - top, `host-${name}`];
    const frame: Shape = {
      kind: 'rect',
      x,
      y: top,
      width: WIDTH - EDGE - x,
      height,
      radius: 10,
      style: 'frame',
      colour,
    };
    const strip: Shape = {
      kind: 'rect',
      x: x + 0.75,
      y: top + 0.75,
      width: STRIP - 0.75,
      height: height - 1.5,
      radius: 9,
      style: 'strip',
      colour,
    };
    const portY = this.#isSingle ? top : top + 16;
    const portX = this.#isSingle ? 16 : x;
    const port: Shape = {
      kind: 'rect',
      x: portX - 5.5,
      y: portY - 5.5,
      width: 11,
      height: 11,
      radius: 2.5,
      style: 'port',
      colour,
    };
    const lead: Shape[] = this.#isSingle ? [] : [{ kind: 'path', d: `M6 ${portY}H${x}`, style: 'under' }];
    this.#back.push(frame, ...(this.#plan.hasStrip ? [strip] : []), ...lead);
    this.#front.push(port, ...this.#servicePorts(top));
  }

  /** Every host of a swarm publishes the ports of its services. */
  #servicePorts(top: number): Shape[] {
    const ports = (this.#step.topology.services ?? []).flatMap(({ ports: own = [] }) =>
      own.filter(({ mode }) => mode === 'ingress'),
    );
    return ports.slice(0, 2).flatMap(({ published }, index) => this.#pill(published, top + 34 + index * 18));
  }

  #pill(published: number, y: number): Shape[] {
    const text = String(published);
    const width = widthOf(text, 'address') * 0.88 + 8;
    const x = this.#frameX + STRIP / 2 - width / 2;
    return [
      { kind: 'rect', x, y: y - 8, width, height: 16, radius: 8, style: 'published' },
      { kind: 'text', x: x + 4, y: y + 4, text, style: 'note' },
    ];
  }

  /** What is on a host, in order: without network of its own, on networks of the swarm, on local networks. */
  #boxesOn(host: TopologyHost): readonly Box[] {
    const { topology, before } = this.#step;
    const now = topology.containers.filter(({ node }) => node === host.name);
    const there = new Set(now.map(keyOf));
    const old = (before?.containers ?? []).filter(({ node }) => node === host.name);
    const gone = old.filter((each) => !there.has(keyOf(each)));
    const plain = now.filter(({ service }) => service === undefined);
    const services = [...new Set([...now, ...gone].flatMap(({ service }) => service ?? []))];
    return [
      ...plain.map((each) => this.#containerBox(each, undefined)),
      ...gone.filter(({ service }) => service === undefined).map((each) => this.#containerBox(each, 'gone')),
      ...services.map((service) =>
        this.#taskBox(
          service,
          now.filter((each) => each.service === service),
          gone.filter((each) => each.service === service),
        ),
      ),
      ...(host.interfaces ?? []).map((each) => this.#interfaceBox(host, each)),
    ].toSorted((one, other) => one.last - other.last);
  }

  #containerBox(container: TopologyContainer, gone: 'gone' | undefined): Box {
    const { topology, before } = this.#step;
    const known = before?.containers.find((each) => keyOf(each) === keyOf(container));
    const mark: Mark | undefined = gone ?? (known ? undefined : 'new');
    const name = container.name;
    const from = gone ? (before ?? topology) : topology;
    const rows = this.#rowsOf(container, from, mark);
    const isIdle = container.state !== 'running';
    const stack = stackOf(container, from);
    const last = Math.max(-1, ...rows.map(({ network }) => this.#indexOf(network)));
    const said: readonly Row[] = isIdle
      ? [{ text: this.#words.state(container.state), isNote: true, network: rows[0]?.network, isIdle: true }]
      : rows.length > 0
        ? rows
        : [{ text: this.#stackText(container, stack), isNote: true }];
    const ports: readonly Row[] = (container.ports ?? [])
      .filter(({ address }) => !address.includes(':'))
      .map(({ address, published, target }) => ({
        text: `${address === '0.0.0.0' || address === '' ? '' : `${address} `}→ ${target}`,
        isNote: true,
        published,
      }));
    return {
      title: this.#words.containerTitle(
        container,
        rows.map(({ text, network }) => ({ address: text, network: network?.name ?? '' })),
      ),
      rows: [...said, ...ports].map((row, index) => (index === 0 ? { ...row, name } : row)),
      mark,
      isIdle,
      stack,
      last,
      isShared: new Set(rows.map(({ network }) => network?.key)).size > 1,
    };
  }

  #stackText({ shares }: TopologyContainer, stack: Box['stack']): string {
    if (shares !== undefined) return this.#words.sharesWith(shares);
    if (stack === 'host') return this.#words.hostsOwn;
    return stack === 'none' ? this.#words.loopbackOnly : '';
  }

  /** One row for each endpoint; in a step that changes an address, one for the old address, too. */
  #rowsOf(container: TopologyContainer, from: Topology, mark: Mark | undefined): readonly Row[] {
    const { before } = this.#step;
    const known = before?.containers.find((each) => keyOf(each) === keyOf(container));
    const old = known && before ? endpointsOf(known, before) : [];
    const now = endpointsOf(container, from);
    const row = (network: string, ipv4: string | undefined, change: Mark | undefined): Row[] => {
      const planned = this.#networks.get(
        networkKey(network, container.node, change === 'gone' && before ? before : from),
      );
      return planned ? [{ text: ipv4 === undefined ? '' : withoutPrefix(ipv4), network: planned, mark: change }] : [];
    };
    const isRunning = container.state === 'running';
    return [
      ...now.flatMap(({ network, ipv4 }) => {
        const same = old.find((each) => each.network === network);
        const isNew = mark === undefined && isRunning && (!same || same.ipv4 !== ipv4);
        return row(network, ipv4, isNew ? 'new' : undefined);
      }),
      ...(mark === undefined && isRunning
        ? old.filter(
            ({ network, ipv4 }) =>
              ipv4 !== undefined && !now.some((each) => each.network === network && each.ipv4 === ipv4),
          )
        : []
      ).flatMap(({ network, ipv4 }) => row(network, ipv4, 'gone')),
    ].toSorted((one, other) => this.#indexOf(one.network) - this.#indexOf(other.network));
  }

  #indexOf(network: PlannedNetwork | undefined): number {
    return network ? this.#plan.networks.indexOf(network) : -1;
  }

  /** The tasks of one service on one host are one box. */
  #taskBox(service: string, now: readonly TopologyContainer[], gone: readonly TopologyContainer[]): Box {
    const { topology, before } = this.#step;
    const sign = this.#signs.get(service);
    const isKnown = (before?.containers ?? []).some(
      (each) => each.service === service && each.node === (now[0] ?? gone[0])?.node,
    );
    const mark: Mark | undefined = now.length === 0 ? 'gone' : isKnown ? undefined : 'new';
    const rowsOf = (task: TopologyContainer, from: Topology, change: Mark | undefined): Row[] => {
      const known = before?.containers.find((each) => keyOf(each) === keyOf(task));
      const isNew = change === undefined && mark === undefined && known === undefined;
      const rows = this.#rowsOf(task, from, isNew ? 'new' : change);
      const marked = rows.map(
        (row) => ({ ...row, mark: mark === undefined ? (isNew ? 'new' : (change ?? row.mark)) : undefined }) as Row,
      );
      const named =
        marked.length > 0
          ? marked
          : [{ text: this.#words.state(task.state), isNote: true, mark: isNew ? 'new' : change } as Row];
      return named.map((row, index) => (index === 0 ? { ...row, name: shownName(task.name), sign } : row));
    };
    const rows = [
      ...now.flatMap((task) => rowsOf(task, topology, undefined)),
      ...gone.flatMap((task) => rowsOf(task, before ?? topology, 'gone')),
    ];
    const networks = rows.flatMap(({ network }) => network ?? []);
    return {
      title: this.#words.taskTitle(service, now.length),
      rows,
      mark,
      isIdle: false,
      last: Math.max(-1, ...networks.map((network) => this.#indexOf(network))),
      isShared: false,
    };
  }

  #interfaceBox(
    host: TopologyHost,
    { name, parent, driver, ipv4 }: NonNullable<TopologyHost['interfaces']>[number],
  ): Box {
    const { topology, before } = this.#step;
    const below = topology.networks.find(
      (each) => each.driver === driver && each.parent === parent && each.nodes.includes(host.name),
    );
    const network = below && this.#networks.get(networkKey(below.name, host.name, topology));
    const isKnown = before?.hosts.some(
      (each) => each.name === host.name && each.interfaces?.some((own) => own.name === name),
    );
    return {
      title: this.#words.interfaceTitle(name, host.name),
      rows: [
        { name, text: withoutPrefix(ipv4[0] ?? ''), network },
        { text: this.#words.hostsOwn, isNote: true },
      ],
      mark: isKnown ? undefined : 'new',
      isIdle: false,
      stack: 'own',
      last: this.#indexOf(network),
      isShared: false,
    };
  }

  #box(box: Box, host: TopologyHost): void {
    const { mark, isIdle, stack } = box;
    const [x, top] = [this.#contentX, this.#y];
    const [first] = box.rows;
    const nameRight = x + 11 + (first?.sign === undefined ? 0 : 13) + widthOf(first?.name ?? '', 'name');
    const textLeft = INNER - 10 - widthOf(first?.text ?? '', first?.isNote ? 'note' : 'address');
    // A long name gets a line of its own.
    const isLong = nameRight + 6 > textLeft;
    const rows =
      isLong && first
        ? [
            { name: first.name, sign: first.sign, text: '' },
            { ...first, name: undefined, sign: undefined },
            ...box.rows.slice(1),
          ]
        : box.rows;
    const height = 10 + rows.length * LINE;
    const shapes: Shape[] = [];
    for (const [index, row] of rows.entries())
      shapes.push(...this.#row(row, top + 5 + index * LINE + LINE / 2, { mark, isIdle, host }));
    if (stack === 'host' || stack === 'own') {
      // An interface of the host is on a network as well, in its first row.
      const y = stack === 'own' ? top + 5 + LINE * 1.5 : top + height / 2;
      shapes.unshift({
        kind: 'path',
        d: `M${this.#frameX + STRIP} ${y}H${x}`,
        style: 'bar',
        colour: `host-${host.name}`,
      });
    }
    if (stack === 'none')
      shapes.unshift({
        kind: 'path',
        d: `M${x - 12} ${top + 7}v${height - 14}M${x - 12} ${top + height / 2}H${x}`,
        style: 'under',
      });
    const rect: Shape = {
      kind: 'rect',
      x,
      y: top,
      width: INNER - x,
      height,
      radius: 6,
      style: 'box',
      isDashed: isIdle || mark === 'gone',
    };
    const all = [rect, ...shapes, ...(mark ? [{ kind: 'mark', x: INNER - 3, y: top + 1, mark } as const] : [])];
    this.#front.push({ kind: 'group', title: box.title, mark, shapes: all });
    this.#y += height + GAP;
  }

  #row(
    { name, sign, text, isNote = false, network, mark, isIdle = false, published }: Row,
    y: number,
    box: { readonly mark: Mark | undefined; readonly isIdle: boolean; readonly host: TopologyHost },
  ): Shape[] {
    const x = this.#contentX;
    const isStruck = box.mark === 'gone' || mark === 'gone';
    const shapes: Shape[] = [];
    if (sign !== undefined) shapes.push({ kind: 'sign', x: x + 14, y, sign });
    if (name !== undefined) {
      const left = x + 11 + (sign === undefined ? 0 : 13);
      shapes.push({
        kind: 'text',
        x: left,
        y: y + 4.3,
        text: fitted(name, 'name', INNER - 10 - left),
        style: 'name',
        isStruck,
      });
    }
    const right = mark ? INNER - 20 : INNER - 10;
    if (text !== '') {
      const colour = network && !isNote ? { colour: network.colour } : {};
      shapes.push({
        kind: 'text',
        x: right,
        y: y + 4,
        text,
        style: isNote ? 'note' : 'address',
        isEnd: true,
        isStruck,
        ...colour,
      });
    }
    if (mark) shapes.push({ kind: 'mark', x: INNER - 10, y, mark });
    if (network && (text !== '' || isIdle)) {
      const wireX = this.#laneX(network.lane);
      const style = isIdle || isStruck ? 'dotted' : 'stub';
      shapes.push({ kind: 'path', d: `M${wireX} ${y}H${x}`, style, colour: network.colour });
      if (style === 'stub') shapes.push({ kind: 'dot', x: wireX, y, colour: network.colour });
      this.#reach(network.key, y);
    }
    if (published !== undefined) {
      shapes.push(...this.#pill(published, y), {
        kind: 'path',
        d: `M${this.#frameX + STRIP + 4} ${y}H${x - 4}`,
        style: 'arrow',
      });
      shapes.push({ kind: 'path', d: `M${x - 6} ${y - 3}l4 3l-4 3`, style: 'under' });
    }
    return shapes;
  }

  /** Makes the wire of a network go on to a height. */
  #reach(key: string, y: number): void {
    const wire = this.#wires.get(key);
    if (wire) wire.bottom = Math.max(wire.bottom, y);
  }

  /** Wires are behind all boxes. Between two hosts, they are in a tunnel. */
  #drawWires(): void {
    for (const planned of this.#plan.networks) {
      const wire = this.#wires.get(planned.key);
      if (!wire || wire.bottom <= wire.top) continue;
      const x = this.#laneX(planned.lane);
      this.#back.push({ kind: 'path', d: `M${x} ${wire.top}V${wire.bottom}`, style: 'wire', colour: planned.colour });
      if (planned.node !== undefined || planned.driver !== 'overlay') continue;
      for (const [index, { bottom }] of this.#frames.entries()) {
        const next = this.#frames[index + 1];
        if (!next || wire.bottom < next.top) continue;
        this.#back.push({
          kind: 'rect',
          x: x - 5,
          y: bottom - 3,
          width: 10,
          height: next.top - bottom + 6,
          radius: 5,
          style: 'tunnel',
        });
      }
    }
  }

  #networkIn({ name, node }: PlannedNetwork, topology: Topology): TopologyNetwork | undefined {
    return topology.networks.find(
      (each) =>
        each.name === name &&
        (node === undefined ? each.scope === 'swarm' : each.nodes.includes(node)) &&
        isDrawn(each, topology),
    );
  }

  #note(x: number, y: number, text: string): void {
    this.#front.push({ kind: 'text', x, y, text, style: 'note' });
  }

  #address(x: number, y: number, text: string, colour: string | undefined): void {
    this.#front.push({
      kind: 'text',
      x,
      y,
      text,
      style: 'address',
      isEnd: true,
      ...(colour !== undefined && { colour }),
    });
  }
}

/** The services of a step, and those that it has removed, in the order of their names. */
function servicesOf({ topology, before }: Step): readonly TopologyService[] {
  const now = topology.services ?? [];
  const gone = (before?.services ?? []).filter(({ name }) => !now.some((each) => each.name === name));
  return [...now, ...gone].toSorted(({ name: one }, { name: other }) => (one < other ? -1 : 1));
}

function tasksOf({ tasks }: TopologyService): number {
  return Object.values(tasks).reduce((sum, count) => sum + count, 0);
}

function stackOf(container: TopologyContainer, topology: Topology): Box['stack'] {
  const networks = endpointsOf(container, topology).map(({ network }) => network);
  if (networks.includes('host')) return 'host';
  return networks.includes('none') ? 'none' : undefined;
}
