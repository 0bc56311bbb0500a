/** Figures of the captures, counted here so that no text has to state them. */
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';

export interface CaptureFacts {
  readonly snippets: number;
  readonly commands: number;
  /** Snippets whose last command has to end with an exit code other than 0. */
  readonly failures: number;
  /** When the first and the last of its snippets were captured. */
  readonly first: Date;
  readonly last: Date;
}

export function captureFacts(captures: readonly Capture[]): CaptureFacts {
  const snippets = captures.flatMap((capture) => capture.snippets);
  const times = snippets.map(({ captured }) => Date.parse(captured)).sort((a, b) => a - b);
  return {
    snippets: snippets.length,
    commands: snippets.reduce((sum, { steps }) => sum + steps.filter(({ text }) => text !== '').length, 0),
    failures: snippets.filter(({ exit }) => exit !== 0).length,
    first: new Date(times.at(0) ?? 0),
    last: new Date(times.at(-1) ?? 0),
  };
}

/** Names of the images that were built locally because no registry answered. */
export function standInImages(capture: Capture): readonly string[] {
  return Object.entries(capture.images)
    .filter(([, { origin }]) => origin === 'stand-in')
    .map(([name]) => name);
}

/** Exit code of the last command that ended; undefined when none did. */
export function lastExit(snippet: CapturedSnippet): number | undefined {
  return snippet.steps.findLast(({ exit }) => exit !== null)?.exit ?? undefined;
}

export function totalDuration(snippet: CapturedSnippet): number {
  return snippet.steps.reduce((sum, { duration }) => sum + duration, 0);
}
