/** When the tutorials were captured last, for the feed. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { Locale } from '../i18n/locales.ts';
import { captureFacts, isOfLastDay } from './capture-facts.ts';
import { readCapture } from './captures.ts';
import { type Tutorial, tutorialsOf } from './tutorials.ts';

export interface Recapture {
  readonly tutorial: Tutorial;
  readonly engine: Capture['engine'];
  /** When the latest snippet was captured. */
  readonly at: Date;
  /** Snippets that were captured on that day, in UTC. The others still held, so `capture` left them as they were. */
  readonly count: number;
  readonly total: number;
}

/** Returns the latest capture of each tutorial, the newest first. */
export async function recapturesOf(locale: Locale): Promise<readonly Recapture[]> {
  const all = (await tutorialsOf(locale)).flatMap((tutorial) => {
    const capture = readCapture(tutorial.slug);
    return capture ? recaptureOf(tutorial, capture) : [];
  });
  return all.toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

function recaptureOf(tutorial: Tutorial, capture: Capture): Recapture {
  const { last, snippets: total } = captureFacts([capture]);
  const count = capture.snippets.filter((snippet) => isOfLastDay(snippet, capture)).length;
  return { tutorial, engine: capture.engine, at: last, count, total };
}
