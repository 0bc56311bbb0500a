/** A line of a terminal that says what goes on now. It is replaced, and gone when that has ended. */
import type { Io } from './command.ts';

const ERASE = '\r\x1b[K';
const REDRAW_MS = 1_000;

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
  const draw = () => {
    const seconds = Math.round((performance.now() - start) / 1_000);
    output.write(`${ERASE}${io.shown(io.style.dim(textAt(seconds)))}`);
  };
  draw();
  const timer = setInterval(draw, REDRAW_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    output.write(ERASE);
  }
}
