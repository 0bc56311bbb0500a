/** Chooses the terminal that the home page shows. */
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { readCapture } from './captures.ts';
import { exerciseWith } from './exercises.ts';
import type { Tutorial } from './tutorials.ts';

export interface FeaturedSnippet {
  readonly tutorial: Tutorial;
  readonly capture: Capture;
  readonly snippet: CapturedSnippet;
}

/** Number of lines, and their longest width: what fits beside the home page's text. */
const FITTING = { fewest: 5, most: 14, columns: 76 };

/**
 * Returns the best snippet of all captures, so the home page never names a snippet that was removed. Prefers snippets
 * that fit, then those without placeholders, then those with a ping, then the longest.
 */
export function chooseFeaturedSnippet(tutorials: readonly Tutorial[]): FeaturedSnippet | undefined {
  const all = tutorials.flatMap((tutorial) => {
    const capture = readCapture(tutorial.slug);
    return (capture?.snippets ?? [])
      .filter(({ id, hidden, output }) => !hidden && output === 'show' && !exerciseWith(id, tutorial.slug))
      .map((snippet) => ({ tutorial, capture: capture as Capture, snippet, score: scoreOf(snippet) }));
  });
  return all.sort((a, b) => b.score - a.score)[0];
}

function scoreOf(snippet: CapturedSnippet): number {
  const lines = snippet.steps.flatMap(({ prompt, text, output }) => [prompt + text, ...output.split('\n')]);
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const fits = longest <= FITTING.columns && lines.length >= FITTING.fewest && lines.length <= FITTING.most;
  const plain = Object.keys(snippet.values ?? {}).length === 0;
  const talks = snippet.steps.some(({ text }) => text.includes('ping'));
  return (
    (fits ? 100 : 0) +
    (plain ? 30 : 0) +
    (talks ? 20 : 0) +
    Math.min(lines.length, FITTING.most) -
    Math.max(0, longest - FITTING.columns)
  );
}
