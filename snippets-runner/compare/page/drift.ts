/** What a run had that the capture's had not: engine, kernel, images. None of it is an error. */

import type { EngineFacts, ImageFacts } from '../../model/lab.ts';
import type { Drift } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import type { ComparisonContext } from '../tokens/match.ts';

const FACTS: readonly (readonly [fact: keyof EngineFacts, what: string])[] = [
  ['version', 'engine version'],
  ['api', 'engine API'],
  ['kernel', 'kernel'],
  ['os', 'operating system'],
  ['arch', 'architecture'],
];

/** Each once for a page, in a fixed order. */
export function driftOf(capture: Capture, recording: Recording): Drift[] {
  return [
    ...FACTS.map(([fact, what]) => ({ what, captured: capture.engine[fact], now: recording.engine[fact] })),
    ...sharedImages(capture, recording).map(([name, captured, now]) => ({
      what: `image ${name}`,
      captured: sourceOf(captured),
      now: sourceOf(now),
    })),
  ].filter(({ captured, now }) => captured !== now);
}

/** Whether no snippet of the capture speaks of this engine and these images any more. */
export function isOtherSource(capture: Capture, recording: Recording): boolean {
  return (
    capture.engine.version !== recording.engine.version ||
    sharedImages(capture, recording).some(([, captured, now]) => sourceOf(captured) !== sourceOf(now))
  );
}

function sharedImages(capture: Capture, { images }: Recording) {
  return Object.entries(images).flatMap(([name, now]): [string, ImageFacts, ImageFacts][] => {
    const captured = capture.images[name];
    return captured ? [[name, captured, now]] : [];
  });
}

function sourceOf({ reference, origin }: ImageFacts): string {
  return origin === 'registry' ? reference : `${reference} (${origin})`;
}

/** Releases that outputs may name and that are drift, reported once, not a difference each time. */
export function driftedReleases(capture: Capture, { engine }: Recording): ComparisonContext['releases'] {
  const drifted = (['version', 'api', 'kernel'] as const).filter((fact) => capture.engine[fact] !== engine[fact]);
  return {
    captured: new Map(drifted.map((fact) => [capture.engine[fact], fact])),
    printed: new Map(drifted.map((fact) => [engine[fact], fact])),
  };
}
