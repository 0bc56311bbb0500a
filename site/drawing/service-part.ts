/** Lays out a service: a pill above the hosts, because no host owns it, and its virtual addresses on the wires. */
import { type TopologyService, withoutPrefix } from '../../snippets-runner/tutorial/capture/topology.ts';
import { partyKey } from '../../snippets-runner/tutorial/reach/party.ts';
import { markOf } from './network-part.ts';
import { fitted, type Mark, type Shape, widthOf } from './scene.ts';
import { GAP, INNER, LINE, type Part, type Sheet } from './sheet.ts';

/** Between two texts of a line. */
const BETWEEN = 8;

/** @param sign tells its tasks from those of other services */
export function servicePart(service: TopologyService, sign: number, top: number, sheet: Sheet): Part {
  const { step, plan, columns, words } = sheet;
  const { name, addresses = [] } = service;
  const isIn = (services: readonly TopologyService[] = []) => services.some((each) => each.name === name);
  const mark = markOf(isIn(step.topology.services), isIn(step.before?.services));
  const { content: x } = columns;
  const height = 24 + Math.max(1, addresses.length) * LINE;
  const places = addresses.flatMap(({ network, ipv4 }, index) => {
    const planned = plan.networks.find(({ key }) => key === network);
    return planned ? [{ planned, address: withoutPrefix(ipv4), y: top + 14 + index * LINE }] : [];
  });
  const border: Shape = {
    kind: 'rect',
    x,
    y: top,
    width: INNER - x,
    height,
    radius: 18,
    style: 'box',
    isDashed: mark === 'gone',
  };
  const shapes: readonly Shape[] = [
    border,
    ...places.flatMap(({ planned: { lane, colour }, address, y }): Shape[] => [
      { kind: 'path', d: `M${columns.wire(lane) + 5} ${y}H${x + 8}`, style: 'dotted', colour },
      { kind: 'diamond', x: columns.wire(lane), y, colour },
      {
        kind: 'text',
        x: END,
        y: y + 4,
        text: address,
        style: 'address',
        isEnd: true,
        isStruck: mark === 'gone',
        colour,
      },
    ]),
    ...textShapes(service, { sign, top, height, mark }, sheet),
    ...(mark ? [{ kind: 'mark', x: INNER - 6, y: top + 3, mark } as const] : []),
  ];
  return {
    shapes: [
      { kind: 'group', title: words.serviceTitle(service), mark, part: partyKey({ kind: 'service', name }), shapes },
    ],
    height: height + GAP,
    reaches: places.map(({ planned, y }) => [planned.key, y]),
  };
}

/** Right end of the texts in a pill. */
const END = INNER - 12;

function textShapes(
  { name, addresses = [], endpoint, tasks }: TopologyService,
  place: { readonly sign: number; readonly top: number; readonly height: number; readonly mark: Mark | undefined },
  { words, columns: { content: x } }: Sheet,
): Shape[] {
  const { sign, top, height, mark } = place;
  const taken = Math.max(
    addresses.length === 0 ? widthOf(words.noAddress, 'note') : 0,
    ...addresses.map(({ ipv4 }) => widthOf(withoutPrefix(ipv4), 'address')),
  );
  const shown = fitted(name, 'name', END - taken - BETWEEN - x - 26);
  const count = Object.values(tasks).reduce((sum, own) => sum + own, 0);
  const bottom = top + height - 7;
  const kind = endpoint === 'vip' ? words.virtualAddress : endpoint;
  // A service whose ports are all its tasks' own is on no network, so it has no virtual address to speak of.
  const isSaid = endpoint !== 'vip' || addresses.length > 0;
  const isFitting = x + 26 + widthOf(words.tasks(count), 'note') + BETWEEN <= END - widthOf(kind, 'note');
  return [
    { kind: 'sign', x: x + 16, y: top + 14, sign },
    { kind: 'text', x: x + 26, y: top + 18, text: shown, style: 'name', isStruck: mark === 'gone' },
    ...(addresses.length === 0
      ? [{ kind: 'text', x: END, y: top + 18, text: words.noAddress, style: 'note', isEnd: true } as const]
      : []),
    { kind: 'text', x: x + 26, y: bottom, text: words.tasks(count), style: 'note' },
    ...(isSaid && isFitting
      ? [{ kind: 'text', x: END, y: bottom, text: kind, style: 'note', isEnd: true } as const]
      : []),
  ];
}
