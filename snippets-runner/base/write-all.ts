import { writeSync } from 'node:fs';

const PAUSE_MS = 5;
const PATIENCE_MS = 30_000;

/**
 * Writes all of a text to an open device or pipe. If its reader is slow, waits for it.
 * @throws TypeError if the reader takes nothing for 30 s, and the errors of `node:fs`
 */
export function writeAll(descriptor: number, content: string | Uint8Array): void {
  const bytes = Buffer.from(content);
  let written = 0;
  let taken = performance.now();
  while (written < bytes.length) {
    const count = writeSome(descriptor, bytes.subarray(written));
    if (count > 0) taken = performance.now();
    else if (performance.now() - taken > PATIENCE_MS) throw new TypeError('its reader takes nothing');
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    written += count;
  }
}

/** Returns 0 if nothing fits into the pipe at the moment. */
function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}
