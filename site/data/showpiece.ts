/** The one terminal on the home page. */
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { readCapture } from './captures.ts';
import type { Tutorial } from './tutorials.ts';

export interface Showpiece {
  readonly tutorial: Tutorial;
  readonly capture: Capture;
  readonly snippet: CapturedSnippet;
}

/** A short session whose lines fit beside the text. */
const FITTING = { fewest: 5, most: 14, columns: 76 };

/**
 * Chosen from what there is, so that the home page never names a snippet that has gone: of the
 * fitting sessions one that needs no explaining, in which containers talk, and the longest of those.
 */
export function chooseShowpiece(tutorials: readonly Tutorial[]): Showpiece | undefined {
  const all = tutorials.flatMap((tutorial) => {
    const capture = readCapture(tutorial.slug);
    return (capture?.snippets ?? [])
      .filter(({ hidden, output }) => !hidden && output === 'show')
      .map((snippet) => ({ tutorial, capture: capture as Capture, snippet }));
  });
  return all.sort((a, b) => score(b.snippet) - score(a.snippet))[0];
}

function score(snippet: CapturedSnippet): number {
  const lines = snippet.steps.flatMap(({ prompt, text, output }) => [prompt + text, ...output.split('\n')]);
  const longest = Math.max(...lines.map((line) => line.length));
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
