/** Numbers and dates of captures. They are computed, so no text on the site states them by hand. */
import type { Capture, CapturedSnippet, CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import { onceFor } from '../once-for.ts';

export interface CaptureFacts {
  readonly snippets: number;
  readonly commands: number;
  /** Snippets whose last command is expected to end with an exit code other than 0. */
  readonly failures: number;
  /** When the earliest snippet was captured. */
  readonly first: Date;
  /** When the latest snippet was captured. */
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

/** Returns the names of images that were built locally because no registry answered. */
export function standInImages(capture: Capture): readonly string[] {
  return Object.entries(capture.images)
    .filter(([, { origin }]) => origin === 'stand-in')
    .map(([name]) => name);
}

/** Returns the exit code of the last command that ended; undefined if none ended. */
export function lastExit(snippet: CapturedSnippet): number | undefined {
  return snippet.steps.findLast(({ exit }) => exit !== null)?.exit ?? undefined;
}

/** Returns whether a snippet was captured on the day of the capture's last snippet. */
export function isOfLastDay(snippet: Pick<CapturedSnippet, 'captured'>, capture: Capture): boolean {
  return dayOf(snippet.captured) === lastDayOf(capture);
}

const lastDayOf = onceFor((capture: Capture) => dayOf(captureFacts([capture]).last.toISOString()));

/** Such as `2026-11-24`, in UTC as all dates of the site. @param time as `toISOString` writes it */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** Returns milliseconds. */
export function totalDuration(snippet: CapturedSnippet): number {
  return snippet.steps.reduce((sum, { duration }) => sum + duration, 0);
}

/** Returns the keys that were pressed after the text. A step with neither text nor keys is Enter. */
export function pressedKeys({ text, keys = [] }: Pick<CapturedStep, 'text' | 'keys'>): readonly string[] {
  return text === '' && keys.length === 0 ? ['Enter'] : keys;
}

/** Returns a version without what a distribution adds to it: `28.5.2` of `28.5.2+dfsg4`. */
export function releaseOf(version: string): string {
  return version.replace(/\+.*$/u, '');
}
