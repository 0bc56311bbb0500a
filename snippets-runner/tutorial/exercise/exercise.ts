/**
 * An exercise: a network that is broken, and a task to mend it. `<Exercise>` on a page contains its parts.
 *
 * A run proves that it can be solved, and that it is not solved from the start. It plays, in this order:
 *
 * - set-up, check (must fail), solution, check (must pass), clean-up;
 * - for each wrong solution: set-up, the wrong solution, check (must fail with its message), clean-up.
 *
 * What is played more than once becomes a snippet with an id of its own each time, such as `check-solved`.
 */
import type { Position } from '../page.ts';

export interface Exercise {
  /** kebab-case, unique in the page, equal in all languages. */
  readonly id: string;
  /** The heading above it. */
  readonly title: string;
  /** What has happened, in the language of the page: paragraphs, without markup but `code` in backticks. */
  readonly story: readonly string[];
  /** What the reader has to do: the last paragraph before the first part. */
  readonly task: string;
  /** One text each, from the first that helps a little to the last that helps most. */
  readonly hints: readonly string[];
  /** Text of the solution, without its commands. */
  readonly explanation: readonly string[];
  /** Ids of the snippets that break the network. In a translation, as in its source. */
  readonly setUp: readonly string[];
  /** Id of the snippet with one command, which exits with 0 if and only if the task is done. */
  readonly check: string;
  readonly solution: readonly string[];
  readonly cleanUp: readonly string[];
  readonly wrong: readonly WrongSolution[];
  readonly position: Position;
}

/** Something that a reader may well try, and that does not solve the task. */
export interface WrongSolution {
  readonly snippets: readonly string[];
  /** What the check prints after it. */
  readonly message: string;
}

/** Whether a run of a check has to fail or to pass. */
export type CheckResult = 'fails' | 'passes';

/** Returns the id of the check's run after the solution. */
export function solvedCheckId({ check }: Pick<Exercise, 'check'>): string {
  return `${check}-solved`;
}

/** Returns the id of a snippet that is played again for the nth wrong solution, counted from 0. */
export function repeatedId(id: string, wrong: number): string {
  return `${id}-wrong-${wrong + 1}`;
}
