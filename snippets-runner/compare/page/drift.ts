/** Drift: the run had another engine, kernel or image than the capture. It is no fault. */

import { ownMember } from '../../base/own-member.ts';
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

/** Returns each drift of a page once, in a fixed order. */
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

/** Returns whether the capture is from another engine version or from other images. */
export function isOtherSource(capture: Capture, recording: Recording): boolean {
  return (
    capture.engine.version !== recording.engine.version ||
    sharedImages(capture, recording).some(([, captured, now]) => sourceOf(captured) !== sourceOf(now))
  );
}

function sharedImages(capture: Capture, { images }: Recording) {
  return Object.entries(images).flatMap(([name, now]): [string, ImageFacts, ImageFacts][] => {
    const captured = ownMember(capture.images, name);
    return captured ? [[name, captured, now]] : [];
  });
}

function sourceOf({ reference, origin }: ImageFacts): string {
  return origin === 'registry' ? reference : `${reference} (${origin})`;
}

/** Returns the versions that drifted. They are reported once as drift, not as a difference in each output. */
export function driftedReleases(capture: Capture, { engine }: Recording): ComparisonContext['releases'] {
  const drifted = (['version', 'api', 'kernel'] as const).filter((fact) => capture.engine[fact] !== engine[fact]);
  return {
    captured: new Map(drifted.map((fact) => [capture.engine[fact], fact])),
    printed: new Map(drifted.map((fact) => [engine[fact], fact])),
  };
}
