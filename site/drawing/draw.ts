/** Draws the network after a step, from top to bottom: networks of a swarm, services, hosts, and wires behind all. */
import type { Topology, TopologyHost } from '../../snippets-runner/tutorial/capture/topology.ts';
import { boxPart, portPill } from './box-part.ts';
import { boxesOn } from './boxes.ts';
import { networkPart } from './network-part.ts';
import { hostPart, networkPartKey, OUTSIDE_PART } from './parts.ts';
import type { PagePlan, PlannedNetwork } from './plan.ts';
import { type Scene, type Shape, type Spot, WIDTH, widthOf } from './scene.ts';
import { servicePart } from './service-part.ts';
import {
  columnsOf,
  EDGE,
  INNER,
  isSingle,
  LINE,
  type Part,
  type Sheet,
  type Spacing,
  STRIP,
  USUAL,
  type Words,
} from './sheet.ts';
import { type Step, servicesOf } from './step.ts';

export function drawStep(step: Step, plan: PagePlan, words: Words, spacing: Spacing = USUAL): Scene {
  return new Drawing({ step, plan, words, columns: columnsOf(plan, spacing), spacing }).scene();
}

/** Left end of the line that stands for the network of several hosts. */
const OUTSIDE = 6;
/** Most published ports of services that fit beside a host's title. */
const PORTS = 2;
/** From the middle of one such port to that of the next. */
const PILL = 18;

class Drawing {
  readonly #sheet: Sheet;
  readonly #wires = new Map<string, { readonly top: number; bottom: number }>();
  readonly #back: Shape[] = [];
  readonly #front: Shape[] = [];
  readonly #spots: Spot[] = [];
  readonly #frames: { readonly top: number; readonly bottom: number }[] = [];
  /** Where the next part begins. */
  #y = 0;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
  }

  scene(): Scene {
    const { step, plan } = this.#sheet;
    const { topology } = step;
    if (isSingle(plan)) this.#outsideBand(topology);
    for (const network of plan.networks.filter(({ node }) => node === undefined)) this.#network(network);
    if (this.#y > 0) this.#y += 4;
    for (const [sign, service] of servicesOf(step).entries())
      this.#add(servicePart(service, sign, this.#y, this.#sheet));
    for (const host of topology.hosts) this.#host(host);
    for (const network of plan.networks) this.#wire(network);
    if (!isSingle(plan)) this.#outsideLine(topology);
    return { height: Math.ceil(this.#y + 2), shapes: [...this.#back, ...this.#front], spots: this.#spots };
  }

  #add({ shapes, height, reaches, spots = [] }: Part): void {
    this.#front.push(...shapes);
    this.#spots.push(...spots);
    this.#y += height;
    for (const [key, y] of reaches) {
      const wire = this.#wires.get(key);
      if (wire) wire.bottom = Math.max(wire.bottom, y);
    }
  }

  #network(planned: PlannedNetwork): void {
    const part = networkPart(planned, this.#y, this.#sheet);
    if (!part) return;
    this.#add(part);
    if (part.wireTop !== undefined) this.#wires.set(planned.key, { top: part.wireTop, bottom: part.wireTop });
  }

  /** The outside of a single host. */
  #outsideBand({ outside }: Topology): void {
    const { words } = this.#sheet;
    const part = OUTSIDE_PART;
    this.#back.push({
      kind: 'rect',
      x: EDGE,
      y: EDGE,
      width: WIDTH - 3,
      height: 28,
      radius: 14,
      style: 'outside',
      part,
    });
    this.#note(16, 20, outside === undefined ? words.hostsNetwork : words.outside, part);
    if (outside !== undefined) this.#address(314, 20, outside, part);
    this.#back.push({ kind: 'path', d: 'M16 29.5V56', style: 'under' });
    this.#y = 56;
  }

  #outsideLine({ outside }: Topology): void {
    const { words } = this.#sheet;
    const [first] = this.#frames;
    if (!first) return;
    this.#back.push({ kind: 'path', d: `M${OUTSIDE} ${first.top + 16}V${this.#y + 4}`, style: 'under' });
    this.#note(OUTSIDE - 2, this.#y + 15, words.hostsNetwork);
    if (outside !== undefined) this.#address(INNER, this.#y + 15, `${words.outside} ${outside}`, OUTSIDE_PART);
    this.#y += 18;
  }

  #host(host: TopologyHost): void {
    const { plan, spacing } = this.#sheet;
    const top = this.#y + (this.#frames.length > 0 ? spacing.frames : 2);
    this.#y = top + 10;
    this.#title(host);
    const local = plan.networks.filter(({ node }) => node === host.name);
    const boxes = boxesOn(host, this.#sheet);
    const add = (box: (typeof boxes)[number]) => this.#add(boxPart(box, host.name, this.#y, this.#sheet));
    const isBelow = (network: PlannedNetwork) => (box: (typeof boxes)[number]) => plan.networks[box.last] === network;
    for (const box of boxes) if (!local.some((network) => isBelow(network)(box))) add(box);
    for (const network of local) {
      this.#network(network);
      const own = boxes.filter(isBelow(network));
      for (const box of own.toSorted((one, other) => Number(other.isShared) - Number(one.isShared))) add(box);
      this.#y += 4;
    }
    const ports = this.#servicePorts(host.name);
    const lowest = ports.length === 0 ? 0 : spacing.ports + (ports.length - 1) * PILL + PILL / 2;
    const bottom = Math.max(this.#y + 4, top + Math.max(spacing.frame, lowest + 4));
    this.#frame(host, { top, bottom });
    this.#front.push(
      ...ports.flatMap((port, index) => portPill(port, top + spacing.ports + index * PILL, this.#sheet)),
    );
    this.#y = bottom;
  }

  #title({ name, ipv4 }: TopologyHost): void {
    const { step, words, columns } = this.#sheet;
    const { content: x } = columns;
    const colour = `host-${name}`;
    const part = hostPart(name);
    this.#front.push(
      { kind: 'rect', x, y: this.#y + 3, width: 9, height: 9, radius: 2.4, style: 'swatch', colour, part },
      { kind: 'text', x: x + 14, y: this.#y + 12, text: name, style: 'name', colour, part },
    );
    this.#address(INNER - 1, this.#y + 12, ipv4, part);
    this.#y += 22;
    const role = step.topology.swarm?.[name];
    if (role === undefined) return;
    const text = words.role(role);
    this.#note(x, this.#y + 5, text);
    if (step.before?.swarm?.[name] !== role) {
      this.#front.push({ kind: 'mark', x: x + widthOf(text, 'note') + 11, y: this.#y + 1, mark: 'new' });
    }
    this.#y += LINE;
  }

  #frame({ name }: TopologyHost, frame: { readonly top: number; readonly bottom: number }): void {
    const { plan, columns } = this.#sheet;
    const { frame: x } = columns;
    const { top, bottom } = frame;
    const colour = `host-${name}`;
    const port = isSingle(plan) ? { x: 16, y: top } : { x, y: top + 16 };
    this.#frames.push(frame);
    this.#spots.push({ kind: 'host', node: name, ...port, ...frame });
    this.#back.push({
      kind: 'rect',
      x,
      y: top,
      width: WIDTH - EDGE - x,
      height: bottom - top,
      radius: 10,
      style: 'frame',
      colour,
      part: hostPart(name),
    });
    if (plan.hasStrip) this.#back.push({ kind: 'path', d: stripIn(x, frame), style: 'strip', colour });
    if (!isSingle(plan)) this.#back.push({ kind: 'path', d: `M${OUTSIDE} ${port.y}H${x}`, style: 'under' });
    this.#front.push({
      kind: 'rect',
      x: port.x - 5.5,
      y: port.y - 5.5,
      width: 11,
      height: 11,
      radius: 2.5,
      style: 'port',
      colour,
    });
  }

  /** Returns the numbers of the ports that a host publishes for services: those of all, if it is in the swarm. */
  #servicePorts(node: string): readonly number[] {
    const { swarm, services = [] } = this.#sheet.step.topology;
    if (swarm && !Object.hasOwn(swarm, node)) return [];
    return services
      .flatMap(({ ports = [] }) => ports)
      .filter(({ mode }) => mode === 'ingress')
      .slice(0, PORTS)
      .map(({ published }) => published);
  }

  /** Wires are behind all boxes. Between two hosts, that of an overlay is in a tunnel. */
  #wire({ key, node, driver, lane, colour }: PlannedNetwork): void {
    const wire = this.#wires.get(key);
    if (!wire || wire.bottom <= wire.top) return;
    const x = this.#sheet.columns.wire(lane);
    this.#back.push({
      kind: 'path',
      d: `M${x} ${wire.top}V${wire.bottom}`,
      style: 'wire',
      colour,
      part: networkPartKey(key),
    });
    if (node !== undefined || driver !== 'overlay') return;
    for (const [index, { bottom }] of this.#frames.entries()) {
      const next = this.#frames[index + 1];
      if (!next || wire.bottom < next.top) continue;
      const height = next.top - bottom + 6;
      this.#back.push({ kind: 'rect', x: x - 5, y: bottom - 3, width: 10, height, radius: 5, style: 'tunnel' });
    }
  }

  #note(x: number, y: number, text: string, part?: string): void {
    this.#front.push({ kind: 'text', x, y, text, style: 'note', part });
  }

  #address(x: number, y: number, text: string, part?: string): void {
    this.#front.push({ kind: 'text', x, y, text, style: 'address', isEnd: true, part });
  }
}

/** Returns the outline of the strip: it has the round corners of its frame on the left, and none on the right. */
function stripIn(frame: number, { top, bottom }: { readonly top: number; readonly bottom: number }): string {
  const [left, first, last] = [frame + 0.75, top + 0.75, bottom - 0.75];
  const corner = 9.25;
  const curve = `A${corner} ${corner} 0 0 1`;
  return [
    `M${frame + STRIP} ${first}V${last}H${left + corner}`,
    `${curve} ${left} ${last - corner}V${first + corner}`,
    `${curve} ${left + corner} ${first}Z`,
  ].join('');
}
