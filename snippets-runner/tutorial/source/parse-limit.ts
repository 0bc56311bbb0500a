/**
 * The time limit for parsing one document. micromark needs quadratic time for some texts: minutes for a line of 80 kB
 * with only `*a_ ` in it.
 */
import type { Problem } from '../problem.ts';

/** A usual page takes some milliseconds. */
export const PARSED_WITHIN_MS = 3_000;

/** The problem of a document whose parsing was ended. Its longest line is the most probable reason. */
export function parsingTooSlow(file: string, text: string): Problem {
  const lengths = text.split(/\r\n|\n|\r/u).map(({ length }) => length);
  const longest = lengths.reduce((best, length, index) => (length > (lengths[best] ?? 0) ? index : best), 0);
  return {
    code: 'parsing-too-slow',
    file,
    position: { line: longest + 1, column: 1 },
    message: `the file takes longer than ${PARSED_WITHIN_MS / 1000} s to parse`,
    hint: `Its longest line is this one, with ${lengths[longest]} characters. Shorten it, or write fewer of the marks * _ [ ] { } < in one paragraph.`,
  };
}
