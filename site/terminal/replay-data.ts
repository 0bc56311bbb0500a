import type { CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';

/** Milliseconds. A replay needs no finer times, and their digits are bytes in each terminal of each page. */
const UNIT = 100;

/**
 * Returns what the replay of a terminal needs besides its text: for each step the time from the end of typing to the end
 * of the output, in tenths of a second: `19 19 9`.
 */
export function replayData({ steps }: Pick<CapturedSnippet, 'steps'>): string {
  return steps.map(({ duration }) => Math.round(duration / UNIT)).join(' ');
}
