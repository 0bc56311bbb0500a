/** Writes a drawing as SVG. Classes are short: a page has a drawing for each of its steps. */
import { escapeHtml } from '../html.ts';
import { nodeColour } from '../terminal/node-colour.ts';
import type { Mark, Scene, Shape, TextStyle } from './scene.ts';
import { WIDTH } from './scene.ts';

export interface Labels {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** @param classOf class of the shapes of a part, by the key of the part; default: none */
export function svgOf({ height, shapes }: Scene, { id, title, description }: Labels, classOf?: ClassOf): string {
  return [
    `<svg class="drawing-svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-t" aria-describedby="${id}-d">`,
    `<title id="${id}-t">${escapeHtml(title)}</title><desc id="${id}-d">${escapeHtml(description)}</desc>`,
    ...shapes.map((shape) => shapeOf(shape, { isTitled: true, classOf })),
    '</svg>',
  ].join('');
}

/**
 * Writes a drawing as a picture beside a text that says the same: without words for screen readers, and without the
 * outside, which is the same on most pages.
 */
export function pictureOf({ height, shapes }: Scene): string {
  const outside = shapes.find((shape) => shape.kind === 'rect' && shape.style === 'outside');
  const top = outside?.kind === 'rect' ? Math.ceil(outside.y + outside.height) : 0;
  const view = `0 ${top} ${WIDTH} ${height - top}`;
  const drawn = shapes
    .filter((shape) => !('y' in shape && shape.y < top))
    .map((shape) => shapeOf(shape, { isTitled: false }));
  return `<svg class="drawing-svg" viewBox="${view}" aria-hidden="true">${drawn.join('')}</svg>`;
}

export type ClassOf = (part: string) => string | undefined;

interface Writing {
  /** Whether groups have titles. */
  readonly isTitled: boolean;
  readonly classOf?: ClassOf | undefined;
}

function shapeOf(shape: Shape, writing: Writing): string {
  const own = shape.part === undefined ? undefined : writing.classOf?.(shape.part);
  switch (shape.kind) {
    case 'group': {
      const title = writing.isTitled && shape.title !== '' ? `<title>${escapeHtml(shape.title)}</title>` : '';
      const shapes = shape.shapes.map((each) => shapeOf(each, writing)).join('');
      return `<g${classOf([shape.mark, own])}>${title}${shapes}</g>`;
    }
    case 'text': {
      const { isEnd, isCentred, isStruck } = shape;
      const place = (isEnd && 'e') || (isCentred && 'mi');
      const names = [TEXT[shape.style], colourOf(shape.colour), place, isStruck && 'x', own];
      const kept = shape.style === 'note' ? '' : ' translate="no"';
      return `<text${classOf(names)} x="${short(shape.x)}" y="${short(shape.y)}"${kept}>${escapeHtml(shape.text)}</text>`;
    }
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      const names = [RECT[shape.style], colourOf(shape.colour), shape.isDashed && 'da', own];
      return `<rect${classOf(names)} x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${radius}"/>`;
    }
    case 'path':
      return `<path${classOf([PATH[shape.style], colourOf(shape.colour), own])} d="${rounded(shape.d)}"/>`;
    case 'dot':
      return `<circle${classOf(['do', colourOf(shape.colour)])} cx="${short(shape.x)}" cy="${short(shape.y)}" r="4.75"/>`;
    case 'diamond':
      return `<path${classOf(['di', colourOf(shape.colour)])} d="M${short(shape.x)} ${short(shape.y - 6)}l6 6l-6 6l-6 -6z"/>`;
    case 'sign':
      return `<path class="si" d="${signAt(shape)}"/>`;
    case 'number': {
      const { x, y, text, isBack } = shape;
      const circle = `<circle class="${isBack ? 'nu bk' : 'nu'}" cx="${short(x)}" cy="${short(y)}" r="8"/>`;
      return `${circle}<text class="nn mi${isBack ? ' bk' : ''}" x="${short(x)}" y="${short(y + 3.8)}" translate="no">${text}</text>`;
    }
    case 'mark':
      return markAt(shape);
  }
}

const TEXT = { name: 'na', address: 'ad', note: 'no' } satisfies Record<TextStyle, string>;
const RECT = {
  frame: 'fr',
  box: 'bo',
  port: 'po',
  switch: 'sw',
  outside: 'ou',
  published: 'pu',
  tunnel: 'tu',
  swatch: 'sq',
} as const;
const PATH = {
  wire: 'wi',
  stub: 'sb',
  dotted: 'dt',
  under: 'un',
  bar: 'ba',
  arrow: 'ar',
  strip: 'st',
  trail: 'tl',
} as const;

const HOST = 'host-';

/** Networks have classes of colours; a host has the one of its terminals. */
function colourOf(colour: string | undefined): string | undefined {
  if (colour === undefined) return undefined;
  return colour.startsWith(HOST) ? `h${nodeColour(colour.slice(HOST.length))}` : `c-${colour}`;
}

function classOf(names: readonly (string | false | undefined)[]): string {
  const given = names.filter(Boolean);
  return given.length > 0 ? ` class="${given.join(' ')}"` : '';
}

/** A diamond, a triangle or a square. */
function signAt({ x, y, sign }: Extract<Shape, { kind: 'sign' }>): string {
  const [left, top] = [short(x), short(y)];
  return [
    `M${left} ${short(y - 4.7)}l4.7 4.7l-4.7 4.7l-4.7 -4.7z`,
    `M${left} ${short(y - 4.4)}l4.7 8h-9.4z`,
    `M${short(x - 4)} ${short(Number(top) - 4)}h8v8h-8z`,
  ][sign % 3] as string;
}

/** A plus or a minus in a circle. */
function markAt({ x, y, mark }: { readonly x: number; readonly y: number; readonly mark: Mark }): string {
  const upright = mark === 'new' ? `M${short(x)} ${short(y - 3.5)}v7` : '';
  return `<circle class="m-${mark}" cx="${short(x)}" cy="${short(y)}" r="7"/><path class="ms" d="M${short(x - 3.5)} ${short(y)}h7${upright}"/>`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function rounded(path: string): string {
  return path.replace(/-?\d+\.\d+/gu, (number) => short(Number(number)));
}
