/** The drawings of a page, computed once for all of its snippets and languages. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { capturedTopologies } from '../../snippets-runner/tutorial/capture/topologies.ts';
import { exerciseSnippetIds } from '../../snippets-runner/tutorial/exercise/play-order.ts';
import type { Exercise } from '../../snippets-runner/tutorial/page.ts';
import { exercisesOf, repeatsOn } from '../data/exercises.ts';
import { onceFor } from '../once-for.ts';
import { drawStep } from './draw.ts';
import { type PagePlan, planOf } from './plan.ts';
import type { Words } from './sheet.ts';
import { type Step, stepsOf } from './step.ts';
import { type ClassOf, pictureOf, svgOf } from './svg.ts';
import { descriptionOf } from './words.ts';

export interface PageDrawings {
  /** By id of the snippet. */
  readonly steps: ReadonlyMap<string, Step>;
  /** Of the steps outside of exercises. */
  readonly plan: PagePlan;
  /** By id of a snippet in an exercise: the plan of that exercise, whose network has nothing to do with the others. */
  readonly exercisePlans: ReadonlyMap<string, PagePlan>;
  /** Ids of the snippets in exercises that come after the set-up: what they show, a reader has to find. */
  readonly sought: ReadonlySet<string>;
}

export const drawingsOf = onceFor((capture: Capture): PageDrawings => {
  const exercises = exercisesOf(capture.slug);
  const steps = stepsOf(capture, repeatsOn(capture.slug));
  const exercisePlans = new Map(exercises.flatMap((exercise) => planned(exercise, capture)));
  const setUp = new Set(exercises.flatMap((exercise) => exercise.setUp));
  return {
    steps: new Map(steps.map((step) => [step.id, step])),
    plan: planOf([...(capture.begins ? [capture.begins] : []), ...steps.filter(({ id }) => !exercisePlans.has(id))]),
    exercisePlans,
    sought: new Set([...exercisePlans.keys()].filter((id) => !setUp.has(id))),
  };
});

function planned(exercise: Exercise, capture: Capture): readonly (readonly [id: string, plan: PagePlan])[] {
  const topologies = capturedTopologies(capture);
  const ids = exerciseSnippetIds(exercise);
  const cleaned = new Set(exercise.cleanUp);
  const plan = planOf(
    ids.flatMap((id) => {
      const topology = cleaned.has(id) ? undefined : topologies.get(id);
      return topology ? [{ topology }] : [];
    }),
  );
  return ids.map((id) => [id, plan]);
}

/**
 * Returns the step with the most endpoints, as a state: nothing in it is new. Undefined if it has hardly anything.
 * Exercises do not count: their readers mend a network, and see how when they have done it.
 * @param aside ids of snippets whose steps are left out, such as those of questions
 */
export function fullestStep(drawings: PageDrawings, aside?: ReadonlySet<string>): Step | undefined {
  const steps = [...drawings.steps.values()].filter(({ id }) => !drawings.exercisePlans.has(id));
  const full = largestOf(steps, aside);
  return full && full.topology.endpoints.length > 1 ? full : undefined;
}

/** Returns whether there is a drawing that stands for a page. */
export function hasPicture(capture: Capture): boolean {
  return drawingsOf(capture).steps.size > 0;
}

/**
 * Returns the drawing that stands for a page, as a picture. Undefined if the page does not change the network. It shows
 * no solution of an exercise.
 * @param aside ids of snippets whose steps are left out if there are others
 */
export function pagePicture(drawings: PageDrawings, words: Words, aside?: ReadonlySet<string>): string | undefined {
  const steps = [...drawings.steps.values()].filter(({ id }) => !drawings.sought.has(id));
  const step = largestOf(steps, aside) ?? largestOf(steps);
  return step && pictureOf(drawStep(step, planFor(step, drawings), words));
}

function largestOf(steps: readonly Step[], aside: ReadonlySet<string> = new Set()): Step | undefined {
  const sizeOf = ({ topology: { endpoints, networks, swarm = {} } }: Step) =>
    endpoints.length + networks.length / 100 + Object.keys(swarm).length / 1_000;
  const shown = steps.filter(({ id }) => !aside.has(id));
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

export function planFor({ id }: Step, { plan, exercisePlans }: PageDrawings): PagePlan {
  return exercisePlans.get(id) ?? plan;
}

/** Returns the drawing of a step as SVG. @param id unique on the page @param classOf as in `svgOf` */
export function stepSvg(
  step: Step,
  drawings: PageDrawings,
  { id, title, words }: { readonly id: string; readonly title: string; readonly words: Words },
  classOf?: ClassOf,
): string {
  return svgOf(
    drawStep(step, planFor(step, drawings), words),
    { id, title, description: descriptionOf(step, words) },
    classOf,
  );
}

/** Returns the network with which a page begins, as SVG. Undefined if that is a fresh lab. */
export function beginningSvg(
  { begins }: Capture,
  { plan }: PageDrawings,
  { title, words }: { readonly title: string; readonly words: Words },
): string | undefined {
  if (!begins) return undefined;
  const state = { id: '', topology: begins.topology, before: begins.topology };
  const labels = { id: 'network-at-the-beginning', title, description: descriptionOf(state, words) };
  return svgOf(drawStep(state, plan, words), labels);
}
