/** Drift: the run had another engine, kernel or image than the capture. It is no fault. */
import { isDeepStrictEqual } from 'node:util';
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
    ...imagesOf(capture, recording).map(([name, captured, now]) => ({
      what: `image ${name}`,
      captured: sourceOf(captured),
      now: sourceOf(now),
    })),
  ].filter(({ captured, now }) => captured !== now);
}

/** Returns whether the capture is from another engine version or from other images, so that all of it is outdated. */
export function isOtherSource(capture: Capture, recording: Recording): boolean {
  return (
    capture.engine.version !== recording.engine.version ||
    imagesOf(capture, recording).some(([, captured, now]) => sourceOf(captured) !== sourceOf(now))
  );
}

/** Returns whether the release of Docker is another one, such as 29.7 in place of 28.5. */
export function isOtherRelease({ engine }: Capture, recording: Recording): boolean {
  return releaseOf(engine.version) !== releaseOf(recording.engine.version);
}

function releaseOf(version: string): string {
  return /^\d+\.\d+/u.exec(version)?.[0] ?? version;
}

/** Returns whether engine and images are the very same: the parts of one capture are of one engine and one set of images. */
export function isSameSource({ engine, images }: Capture, recording: Recording): boolean {
  return isDeepStrictEqual([engine, images], [recording.engine, recording.images]);
}

type Images = Readonly<Record<string, ImageFacts>>;

/** Returns each image of either side, by name. */
function imagesOf({ images: captured }: { readonly images: Images }, { images: now }: { readonly images: Images }) {
  const names = new Set([...Object.keys(captured), ...Object.keys(now)]);
  return Array.from(names, (name) => [name, ownMember(captured, name), ownMember(now, name)] as const);
}

function sourceOf(image: ImageFacts | undefined): string {
  if (!image) return 'no such image';
  const { reference, origin } = image;
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
