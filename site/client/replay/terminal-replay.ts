/**
 * A terminal at any moment of its replay. Nothing is taken out of it: what comes later is transparent. So the terminal
 * keeps its size, its text can be copied whole, and at the end it is as it was.
 */
import { type Command, commandOf } from './command.ts';
import { type Cue, isCapped, timelineOf, typedAt } from './timeline.ts';
import { waited } from './words.ts';

interface Step {
  readonly typed: HTMLElement;
  readonly command: Command;
  readonly outputs: readonly Element[];
  readonly wait: number;
}

export interface TerminalReplay {
  /** Milliseconds. */
  readonly length: number;
  /** Moments at which a command is complete, or its output. For readers who want no motion. */
  readonly stops: readonly number[];
  /** @param at milliseconds; from `length` on, the terminal is as it was */
  readonly show: (at: number) => void;
  /** Returns the lowest part that is visible. */
  readonly lastShown: () => Element | undefined;
}

/** @param waits of each step, in milliseconds */
export function replayOf(terminal: HTMLElement, waits: readonly number[]): TerminalReplay {
  const steps = stepsIn(terminal, waits);
  const cues = timelineOf(steps.map(({ command, wait }) => ({ characters: command.characters, wait })));
  return {
    length: cues.at(-1)?.printed ?? 0,
    stops: cues.flatMap(({ typed, printed }, index) =>
      steps[index]?.outputs.length === 0 ? [printed] : [typed, printed],
    ),
    show: (at) => {
      for (const [index, cue] of cues.entries()) showStep(steps[index] as Step, cue, at);
    },
    lastShown: () =>
      steps.flatMap(({ typed, outputs }) => [typed, ...outputs]).findLast((part) => !part.hasAttribute(LATER)),
  };
}

const LATER = 'data-later';

function stepsIn(terminal: HTMLElement, waits: readonly number[]): readonly Step[] {
  const parts = [...(terminal.querySelector('.screen')?.children ?? [])];
  const starts = parts.flatMap((part, index) => (part.matches('.typed') ? [index] : []));
  return starts.map((start, index) => {
    const typed = parts[start] as HTMLElement;
    const outputs = parts.slice(start + 1, starts[index + 1]);
    return { typed, command: commandOf(typed), outputs, wait: waits[index] ?? 0 };
  });
}

function showStep({ typed, command, outputs, wait }: Step, cue: Cue, at: number): void {
  typed.toggleAttribute(LATER, at < cue.prompted);
  for (const output of outputs) output.toggleAttribute(LATER, at < cue.printed);
  if (at >= cue.prompted) command.show(typedAt(cue, command.characters, at));
  if (at >= cue.typed && at < cue.printed) typed.dataset.wait = isCapped(wait) ? waited(wait) : '';
  else delete typed.dataset.wait;
}
