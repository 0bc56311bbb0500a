/** The drawings of a page, computed once for all of its snippets and languages. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { onceFor } from '../once-for.ts';
import { drawStep } from './draw.ts';
import { type PagePlan, planOf } from './plan.ts';
import type { Words } from './sheet.ts';
import { type Step, stepsOf } from './step.ts';
import { type ClassOf, pictureOf, svgOf } from './svg.ts';
import { descriptionOf } from './words.ts';

export interface PageDrawings {
  readonly plan: PagePlan;
  /** By id of the snippet. */
  readonly steps: ReadonlyMap<string, Step>;
}

export const drawingsOf = onceFor((capture: Capture): PageDrawings => {
  const steps = stepsOf(capture);
  return { plan: planOf(steps), steps: new Map(steps.map((step) => [step.id, step])) };
});

/**
 * Returns the step with the most endpoints, as a state: nothing in it is new. Undefined if it has hardly anything.
 * @param aside ids of snippets whose steps are left out, such as those of questions
 */
export function fullestStep(drawings: PageDrawings, aside?: ReadonlySet<string>): Step | undefined {
  const full = largestStep(drawings, aside);
  return full && full.topology.endpoints.length > 1 ? full : undefined;
}

/** Returns whether there is a drawing that stands for a page. */
export function hasPicture(capture: Capture): boolean {
  return drawingsOf(capture).steps.size > 0;
}

/**
 * Returns the drawing that stands for a page, as a picture. Undefined if the page does not change the network.
 * @param aside ids of snippets whose steps are left out if there are others
 */
export function pagePicture(drawings: PageDrawings, words: Words, aside?: ReadonlySet<string>): string | undefined {
  const step = largestStep(drawings, aside) ?? largestStep(drawings);
  return step && pictureOf(drawStep(step, drawings.plan, words));
}

function largestStep({ steps }: PageDrawings, aside: ReadonlySet<string> = new Set()): Step | undefined {
  const sizeOf = ({ topology: { endpoints, networks, swarm = {} } }: Step) =>
    endpoints.length + networks.length / 100 + Object.keys(swarm).length / 1_000;
  const shown = [...steps.values()].filter(({ id }) => !aside.has(id));
  const [largest] = shown.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  return largest && asState(largest);
}

/** Returns the network after a snippet as a state: nothing in it is new. Undefined if the snippet has no drawing. */
export function stateAfter(id: string, { steps }: PageDrawings): Step | undefined {
  const step = steps.get(id);
  return step && asState(step);
}

function asState(step: Step): Step {
  return { ...step, before: step.topology };
}

/** Returns the drawing of a step as SVG. @param id unique on the page @param classOf as in `svgOf` */
export function stepSvg(
  step: Step,
  { plan }: PageDrawings,
  { id, title, words }: { readonly id: string; readonly title: string; readonly words: Words },
  classOf?: ClassOf,
): string {
  return svgOf(drawStep(step, plan, words), { id, title, description: descriptionOf(step, words) }, classOf);
}
