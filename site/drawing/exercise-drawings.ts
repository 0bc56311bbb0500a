/** The network of an exercise: as its set-up leaves it, and as its solution does. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { capturedTopologies } from '../../snippets-runner/tutorial/capture/topologies.ts';
import type { Exercise } from '../../snippets-runner/tutorial/page.ts';
import type { Step } from './step.ts';

export interface ExerciseSteps {
  /** A state: nothing in it is new. */
  readonly broken: Step;
  /** What is new in it is what the solution has changed. Undefined if that cannot be seen in a drawing. */
  readonly mended: Step | undefined;
}

/** Returns undefined if there is no network to draw, or if nothing has run yet. */
export function exerciseSteps(capture: Capture, { setUp, solution }: Exercise): ExerciseSteps | undefined {
  const topologies = capturedTopologies(capture);
  const stateAfter = (id = '') => ({ id, topology: topologies.get(id) });
  const [{ id, topology: before }, { id: solved, topology: after }] = [setUp, solution].map((ids) =>
    stateAfter(ids.at(-1)),
  ) as [ReturnType<typeof stateAfter>, ReturnType<typeof stateAfter>];
  if (!before || before.containers.length + before.networks.length === 0) return undefined;
  return {
    broken: { id, topology: before, before },
    mended: after && after !== before ? { id: solved, topology: after, before } : undefined,
  };
}
