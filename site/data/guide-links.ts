/** From a guide in `content/guides` to the top of the repository. */
const TO_TOP = '../../';
/** As of GitHub: `https://github.com/owner/name/edit/main/`. */
const EDIT_URL = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+)\/edit\//u;

/**
 * Returns the URL that a link in a guide leads to. Links to files of the repository are relative, so that they work
 * where the guide is read as a file. Returns undefined if nobody has said where the repository is (EDIT_URL).
 */
export function publishedGuideUrl(url: string): string | undefined {
  if (!url.startsWith(TO_TOP)) return url;
  const edit = process.env.EDIT_URL?.replace(/\/*$/u, '/');
  // GitHub shows below `blob` what can be edited below `edit`.
  return edit && edit.replace(EDIT_URL, '$1/blob/') + url.slice(TO_TOP.length);
}
