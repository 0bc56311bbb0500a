import { UnfitFile } from '../../snippets-runner/base/read-file.ts';
import { SiteError } from '../site-error.ts';
import { shownPath } from './content-root.ts';

/**
 * Reads a file of the content.
 * @throws SiteError if it is no regular file, or too large
 */
export function readable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof UnfitFile)) throw cause;
    throw new SiteError(`${shownPath(file)} cannot be read: ${cause.why}`, cause.hint, { cause });
  }
}
