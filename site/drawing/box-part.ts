/** Lays out one box of a host: its border, its lines, and the stubs from them to the wires of networks. */
import type { Box, Row } from './boxes.ts';
import { fitted, type Shape, type Spot, widthOf } from './scene.ts';
import { GAP, INNER, LINE, type Part, type Sheet, STRIP } from './sheet.ts';

/** Between the border of a box and its text. */
const PADDING = { left: 11, right: 10, top: 5 };
const SIGN = 13;

/** @param host name of the host @param top where the box begins */
export function boxPart(box: Box, host: string, top: number, sheet: Sheet): Part {
  const { mark, stack } = box;
  const { content: x } = sheet.columns;
  const rows = rowsOf(box, x);
  const line = box.isShared ? sheet.spacing.line : LINE;
  const height = 2 * PADDING.top + rows.length * LINE + (rows.length - 1) * (line - LINE);
  const lines = rows.map((row, index) => rowPart(row, top + PADDING.top + LINE / 2 + index * line, box, host, sheet));
  const border: Shape = {
    kind: 'rect',
    x,
    y: top,
    width: INNER - x,
    height,
    radius: 6,
    style: 'box',
    isDashed: box.isIdle || mark === 'gone',
  };
  const shapes: readonly Shape[] = [
    border,
    ...(stack ? [stackShape(box, host, { top, height }, sheet)] : []),
    ...lines.flatMap((line) => line.shapes),
    ...(mark ? [{ kind: 'mark', x: INNER - 3, y: top + 1, mark } as const] : []),
  ];
  return {
    shapes: [{ kind: 'group', title: box.title, mark, part: box.part, shapes }],
    height: height + GAP,
    reaches: lines.flatMap(({ reaches }) => reaches),
    spots: lines.flatMap(({ spots = [] }) => spots),
  };
}

/** Room for the mark behind a text. */
const MARK = 10;

/** A name that does not fit beside the first text gets a line of its own. */
function rowsOf({ rows }: Box, x: number): readonly Row[] {
  const [first, ...others] = rows;
  if (!first) return rows;
  const { name = '', isNameGone = false, sign, text, isNote, mark } = first;
  const nameEnd = textLeft(x, sign) + widthOf(name, 'name');
  const textStart = INNER - PADDING.right - (mark ? MARK : 0) - widthOf(text, isNote ? 'note' : 'address');
  if (nameEnd + 6 <= textStart) return rows;
  return [{ name, isNameGone, sign, text: '' }, { ...first, name: undefined, sign: undefined }, ...others];
}

function textLeft(x: number, sign: number | undefined): number {
  return x + PADDING.left + (sign === undefined ? 0 : SIGN);
}

/** How a container that is on no network of its own is connected to its host. */
function stackShape(
  { stack }: Box,
  host: string,
  { top, height }: { readonly top: number; readonly height: number },
  { columns: { strip, content: x } }: Sheet,
): Shape {
  const middle = top + height / 2;
  if (stack === 'none') {
    return { kind: 'path', d: `M${x - 12} ${top + 7}v${height - 14}M${x - 12} ${middle}H${x}`, style: 'under' };
  }
  // An interface of the host is on a network as well, in its first line.
  const y = stack === 'own' ? top + PADDING.top + LINE * 1.5 : middle;
  return { kind: 'path', d: `M${strip} ${y}H${x}`, style: 'bar', colour: `host-${host}` };
}

function rowPart(row: Row, y: number, box: Box, node: string, sheet: Sheet): Omit<Part, 'height'> {
  const { network, text, isIdle = false, mark } = row;
  const isStruck = box.mark === 'gone' || mark === 'gone';
  const isJoined = network && !row.isFurther && (text !== '' || isIdle);
  const shapes: readonly Shape[] = [
    ...textShapes(row, y, isStruck),
    ...(mark ? [{ kind: 'mark', x: INNER - PADDING.right, y, mark } as const] : []),
    ...(isJoined ? stubShapes(network, y, isIdle || isStruck, sheet) : []),
    ...(row.published === undefined ? [] : publishedShapes(row.published, y, sheet)),
  ];
  const name = nameShapes(row, y, box.mark === 'gone', sheet);
  // The player hides what is gone, once it shows the next step. A container may stay where an address has gone.
  const gone = (those: readonly Shape[]): Shape => ({ kind: 'group', title: '', mark: 'gone', shapes: those });
  return {
    shapes:
      mark !== 'gone' ? [...name, ...shapes] : row.isNameGone ? [gone([...name, ...shapes])] : [...name, gone(shapes)],
    reaches: isJoined ? [[network.key, y]] : [],
    spots: isJoined ? [stubSpot(network, row.container ?? '', y, node, sheet)] : [],
  };
}

function stubSpot(
  { key, lane }: NonNullable<Row['network']>,
  container: string,
  y: number,
  node: string,
  { columns: { wire, content } }: Sheet,
): Spot {
  return { kind: 'stub', network: key, node, container, wire: wire(lane), box: content, y };
}

function nameShapes(
  { name, isNameGone = false, sign }: Row,
  y: number,
  isGone: boolean,
  { columns: { content: x } }: Sheet,
): Shape[] {
  const left = textLeft(x, sign);
  const shown = name === undefined ? '' : fitted(name, 'name', INNER - PADDING.right - left);
  const isStruck = isGone || isNameGone;
  return [
    ...(sign === undefined ? [] : [{ kind: 'sign', x: x + 14, y, sign } as const]),
    ...(shown === '' ? [] : [{ kind: 'text', x: left, y: y + 4.3, text: shown, style: 'name', isStruck } as const]),
  ];
}

function textShapes({ text, isNote, network, mark }: Row, y: number, isStruck: boolean): Shape[] {
  if (text === '') return [];
  const right = INNER - PADDING.right;
  return [
    {
      kind: 'text',
      x: mark ? right - MARK : right,
      y: y + 4,
      text,
      style: isNote ? 'note' : 'address',
      isEnd: true,
      isStruck,
      ...(network && !isNote ? { colour: network.colour } : {}),
    },
  ];
}

function stubShapes(
  { lane, colour }: NonNullable<Row['network']>,
  y: number,
  isDotted: boolean,
  { columns: { wire, content } }: Sheet,
): Shape[] {
  const x = wire(lane);
  const stub: Shape = { kind: 'path', d: `M${x} ${y}H${content}`, style: isDotted ? 'dotted' : 'stub', colour };
  return isDotted ? [stub] : [stub, { kind: 'dot', x, y, colour }];
}

/** A port of the host, and an arrow from it to the box. */
function publishedShapes(port: number, y: number, sheet: Sheet): Shape[] {
  const { strip, content: x } = sheet.columns;
  return [
    ...portPill(port, y, sheet),
    { kind: 'path', d: `M${strip + 4} ${y}H${x - 4}`, style: 'arrow' },
    { kind: 'path', d: `M${x - 6} ${y - 3}l4 3l-4 3`, style: 'under' },
  ];
}

/** The number of a published port, in the middle of the strip. */
export function portPill(port: number, y: number, { columns: { frame } }: Sheet): Shape[] {
  const text = String(port);
  const width = widthOf(text, 'note') + 10;
  const x = frame + STRIP / 2;
  return [
    { kind: 'rect', x: x - width / 2, y: y - 8, width, height: 16, radius: 8, style: 'published' },
    // Digits of some fonts are wider than `widthOf` takes them to be.
    { kind: 'text', x, y: y + 4, text, style: 'note', isCentred: true },
  ];
}
