/** What all parts of a drawing need: the step, the plan of its page, the words of a language, and the places of columns. */
import type { Strings } from '../i18n/strings.ts';
import type { PagePlan } from './plan.ts';
import type { Shape } from './scene.ts';
import type { Step } from './step.ts';

export type Words = Strings['drawing'];

export interface Sheet {
  readonly step: Step;
  readonly plan: PagePlan;
  readonly words: Words;
  readonly columns: Columns;
}

/** A part of a drawing, laid out from a given height on. */
export interface Part {
  readonly shapes: readonly Shape[];
  readonly height: number;
  /** How far down the wires of networks go, by key. */
  readonly reaches: readonly (readonly [key: string, y: number])[];
}

/** Places from left to right. They are the same in all steps of a page. */
export interface Columns {
  /** Left border of hosts. */
  readonly frame: number;
  /** Right end of the strip that stands for a host's own stack. */
  readonly strip: number;
  readonly wire: (lane: number) => number;
  /** Left border of containers, and where the names of networks begin. */
  readonly content: number;
}

/** Height of a line of text. */
export const LINE = 16;
/** Between two boxes. */
export const GAP = 8;
/** Left and right of the drawing. */
export const EDGE = 1.5;
export const STRIP = 28;
/** Right border of what is in a host's frame. */
export const INNER = 318;

/** Usual distance of two wires, and the most room for all of them. */
const LANE = 22;
const LANES = 66;
const BESIDE_STRIP = 18;

export function columnsOf({ nodes, lanes, hasStrip }: PagePlan): Columns {
  const frame = isSingle({ nodes }) ? EDGE : 18.5;
  const left = frame + (hasStrip ? STRIP : 14) + BESIDE_STRIP;
  const gap = lanes > 1 ? Math.min(LANE, LANES / (lanes - 1)) : 0;
  const right = left + Math.max(0, lanes - 1) * gap;
  return {
    frame,
    strip: frame + STRIP,
    wire: (lane) => right - lane * gap,
    content: lanes === 0 ? left + 4 : right + 20,
  };
}

/** Returns whether the page has one host. Its outside is drawn above it, that of several hosts beside them. */
export function isSingle({ nodes }: Pick<PagePlan, 'nodes'>): boolean {
  return nodes.length === 1;
}
