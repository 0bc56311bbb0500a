/**
 * When what appears in a replayed terminal. All times are milliseconds from the start of the replay. A wait is as long
 * as it was in the capture, unless it is capped.
 */
const TYPING = { eachCharacter: 35, most: 1200 };
const MOST_WAIT = 1500;
/** Before typing, so that a reader sees the prompt first. */
const PAUSE = 350;

export interface Timing {
  readonly characters: number;
  /** Milliseconds from the end of typing to the end of the output, in the capture. */
  readonly wait: number;
}

export interface Cue {
  /** The prompt appears. */
  readonly prompted: number;
  /** Typing starts, and ends. */
  readonly typing: number;
  readonly typed: number;
  /** The output appears. */
  readonly printed: number;
}

export function timelineOf(steps: readonly Timing[]): readonly Cue[] {
  let at = 0;
  return steps.map(({ characters, wait }) => {
    const typing = at + PAUSE;
    const typed = typing + Math.min(characters * TYPING.eachCharacter, TYPING.most);
    const cue = { prompted: at, typing, typed, printed: typed + Math.min(wait, MOST_WAIT) };
    at = cue.printed;
    return cue;
  });
}

export function isCapped(wait: number): boolean {
  return wait > MOST_WAIT;
}

/** Returns how many of the characters have been typed. */
export function typedAt({ typing, typed }: Cue, characters: number, at: number): number {
  if (at >= typed) return characters;
  return Math.max(0, Math.floor((characters * (at - typing)) / (typed - typing)));
}
