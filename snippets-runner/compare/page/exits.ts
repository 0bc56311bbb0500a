/**
 * Compares exit codes with those that the page announces: `exit=N` for the last command, 0 for those before. Commands of
 * a snippet with `tries` may fail. Their exit codes are compared with the capture, as part of what was printed. So are
 * those of an exercise's check that has to fail.
 */
import type { Fault } from '../../model/outcome.ts';
import type { StepRecording } from '../../model/recording.ts';
import type { Snippet } from '../../tutorial/page.ts';
import { isNotStarted } from '../../tutorial/reach/command.ts';

export type WrongExit = Extract<Fault, { kind: 'wrong-exit' }>;

/**
 * Returns the wrong exit codes, with steps counted from 0. A command that still runs at the end of its snippet has no
 * exit code (`docker attach`, left with its detach keys). This is right, unless the page announces a failure.
 */
export function wrongExits(snippet: Snippet, steps: readonly StepRecording[], isComplete: boolean): WrongExit[] {
  if (snippet.tries) return notStarted(steps, 0);
  if (snippet.check === 'fails') return notStarted(steps, 1);
  const last = snippet.steps.findLastIndex(({ kind }) => kind === 'command');
  const before = steps.slice(0, Math.max(last, 0)).flatMap((step, index) => wrongExit(index, 0, step.exit, step) ?? []);
  const final = isComplete ? lastExit(snippet, steps, last) : undefined;
  return final ? [...before, final] : before;
}

/** Returns the fault of an exercise's check that passes where it has to fail. */
export function passedCheck({ check }: Snippet, steps: readonly StepRecording[]): Fault[] {
  const index = steps.length - 1;
  const last = steps[index];
  if (check !== 'fails' || last?.exit !== 0) return [];
  return [{ kind: 'check-passed', step: index, output: last.output }];
}

/** Returns the steps that may end with any exit code, but could not be started. @param expected the code to tell */
function notStarted(steps: readonly StepRecording[], expected: number): WrongExit[] {
  return steps.flatMap((step, index) => (wasStarted(step) ? [] : (wrongExit(index, expected, step.exit, step) ?? [])));
}

/** Returns whether a program ran. Docker and the shell have exit codes of their own for one that they could not start. */
function wasStarted({ exit }: StepRecording): boolean {
  return exit !== null && !isNotStarted(exit);
}

/** Checks the last exit code of the snippet. A program that was given input ends in a later step than its command. */
function lastExit(snippet: Snippet, steps: readonly StepRecording[], last: number): WrongExit | undefined {
  const ended = steps.findLastIndex(({ exit }, index) => index >= last && exit !== null);
  const index = ended === -1 ? last : ended;
  const step = steps[index];
  return step && wrongExit(index, snippet.exit, step.exit, step);
}

function wrongExit(
  index: number,
  expected: number,
  actual: number | null,
  { output }: StepRecording,
): WrongExit | undefined {
  if (actual === expected || (actual === null && expected === 0)) return undefined;
  return { kind: 'wrong-exit', step: index, expected, actual, output };
}
