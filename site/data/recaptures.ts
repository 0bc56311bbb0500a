/** When the tutorials were captured last, for the feed. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { Locale } from '../i18n/locales.ts';
import { captureFacts } from './capture-facts.ts';
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
  const day = dayOf(last.toISOString());
  const count = capture.snippets.filter(({ captured }) => dayOf(captured) === day).length;
  return { tutorial, engine: capture.engine, at: last, count, total };
}

/** Such as `2026-11-24`. @param time in ISO 8601 and UTC, as captures have it */
function dayOf(time: string): string {
  return time.slice(0, 10);
}
