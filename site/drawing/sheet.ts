/** What all parts of a drawing need: the step, the plan of its page, the words of a language, and the places of columns. */
import type { Strings } from '../i18n/strings.ts';
import type { PagePlan } from './plan.ts';
import type { Shape, Spot } from './scene.ts';
import type { Step } from './step.ts';

export type Words = Strings['drawing'];

export interface Sheet {
  readonly step: Step;
  readonly plan: PagePlan;
  readonly words: Words;
  readonly columns: Columns;
  readonly spacing: Spacing;
}

/** Distances that are larger where numbers stand between the parts. */
export interface Spacing {
  /** From the strip to the first wire. */
  readonly strip: number;
  /** Usual distance of two wires, and the most room for all of them. */
  readonly lane: number;
  readonly lanes: number;
  /** From the last wire to the boxes. */
  readonly stub: number;
  /** Between the lines of a box that is on several networks. */
  readonly line: number;
  /** Between two hosts. */
  readonly frames: number;
  /** Least height of a host. */
  readonly frame: number;
  /** From a host's top to the ports of services. */
  readonly ports: number;
  /** Whether a subnet gives way to the name of its network, where only one of them fits. */
  readonly isTight: boolean;
}

/** A part of a drawing, laid out from a given height on. */
export interface Part {
  readonly shapes: readonly Shape[];
  readonly height: number;
  /** How far down the wires of networks go, by key. */
  readonly reaches: readonly (readonly [key: string, y: number])[];
  readonly spots?: readonly Spot[];
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

export const USUAL: Spacing = {
  strip: 18,
  lane: 22,
  lanes: 66,
  stub: 20,
  line: LINE,
  frames: 14,
  frame: 0,
  ports: 34,
  isTight: false,
};

export function columnsOf({ nodes, lanes, hasStrip }: PagePlan, spacing: Spacing): Columns {
  const frame = isSingle({ nodes }) ? EDGE : 18.5;
  const left = frame + (hasStrip ? STRIP : 14) + spacing.strip;
  const gap = lanes > 1 ? Math.min(spacing.lane, spacing.lanes / (lanes - 1)) : 0;
  const right = left + Math.max(0, lanes - 1) * gap;
  return {
    frame,
    strip: frame + STRIP,
    wire: (lane) => right - lane * gap,
    content: lanes === 0 ? left + 4 : right + spacing.stub,
  };
}

/** Returns whether the page has one host. Its outside is drawn above it, that of several hosts beside them. */
export function isSingle({ nodes }: Pick<PagePlan, 'nodes'>): boolean {
  return nodes.length === 1;
}
