/** Returns whether the reader wants no motion. Then nothing is typed: a replay goes from step to step, if asked to. */
export function isStepsOnly(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Milliseconds. A tab in the background gets no frames: on return, a replay goes on where it was. */
const LONGEST_FRAME = 100;

/**
 * Calls `each` before each frame, with the milliseconds that have passed.
 * @returns a function that ends it
 */
export function everyFrame(each: (passed: number) => void): () => void {
  let request = 0;
  let before = performance.now();
  const frame = (now: number) => {
    request = requestAnimationFrame(frame);
    each(Math.min(Math.max(now - before, 0), LONGEST_FRAME));
    before = now;
  };
  request = requestAnimationFrame(frame);
  return () => cancelAnimationFrame(request);
}
