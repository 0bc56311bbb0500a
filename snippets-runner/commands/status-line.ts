/** A line of a terminal that says what goes on now. It is replaced, and gone when that has ended. */
import type { Io } from './command.ts';

const ERASE = '\r\x1b[K';

/**
 * Shows the text of each second until the work has ended.
 * @param textAt gets the seconds since the beginning
 */
export async function withStatusLine<Result>(
  output: NodeJS.WriteStream,
  io: Io,
  textAt: (seconds: number) => string,
  work: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  // An interval is late by ever more, so it would leave seconds out.
  const draw = () => {
    const passedMs = performance.now() - start;
    output.write(`${ERASE}${io.shown(io.style.dim(textAt(Math.floor(passedMs / 1_000))))}`);
    timer = setTimeout(draw, 1_000 - (passedMs % 1_000));
  };
  draw();
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    output.write(ERASE);
  }
}
