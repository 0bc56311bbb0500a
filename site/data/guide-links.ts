import { readUrl } from './repository.ts';

/** From a guide in `content/guides` to the top of the repository. */
const TO_TOP = '../../';

/**
 * Returns the URL that a link in a guide leads to. Links to files of the repository are relative, so that they work
 * where the guide is read as a file. Returns undefined if nobody has said where the repository is (EDIT_URL).
 */
export function publishedGuideUrl(url: string): string | undefined {
  if (!url.startsWith(TO_TOP)) return url;
  const top = readUrl();
  return top && top + url.slice(TO_TOP.length);
}
