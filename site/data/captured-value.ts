/** Looks up the values that prose takes from captures, each once for all places and languages that show it. */

import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import {
  type CapturedRequest,
  type CapturedResult,
  resolveCaptured,
} from '../../snippets-runner/tutorial/capture/captured-value.ts';
import { keptInProcess } from '../kept-in-process.ts';
import { onceFor } from '../once-for.ts';

/** What was looked up in a capture, by what was asked. */
const resultsIn = keptInProcess('captured values', () => onceFor((_: Capture) => new Map<string, CapturedResult>()));

export function capturedValue(capture: Capture, { of, step, path, match }: CapturedRequest): CapturedResult {
  const results = resultsIn(capture);
  const asked = JSON.stringify([of, step, path, match]);
  const result = results.get(asked) ?? resolveCaptured(capture, { of, step, path, match });
  results.set(asked, result);
  return result;
}
