/** Reads a file that need not be there. */
import { readFileSync } from 'node:fs';

/** Returns the text of a file; an empty one if it cannot be read, such as a file of /proc on macOS. */
export function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
