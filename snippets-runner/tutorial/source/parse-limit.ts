/**
 * The limits for parsing one document: its time, and how deep it is nested. micromark needs quadratic time for some
 * texts: minutes for a line of 80 kB with only `*a_ ` in it. A short YAML text can stand for a huge value, through
 * aliases.
 */
import type { Problem, ProblemCode } from '../problem.ts';

/** A usual page takes some milliseconds. */
export const PARSED_WITHIN_MS = 3_000;

/** For a capture, which the tool has written itself and may be larger than a page. A usual one takes some milliseconds. */
export const CAPTURE_PARSED_WITHIN_MS = 5_000;

/** In UTF-16 code units. A line of a usual paragraph is shorter, and a page of usual lines is parsed in time. */
const USUAL_LINE = 2_000;
const USUAL_FILE = 1_000_000;

/**
 * The problem of a page or document whose parsing was ended. The most probable reason is its longest line, or else
 * its length.
 * @param afterMs the time after which it was ended, in milliseconds
 */
export function parsingTooSlow(file: string, text: string, afterMs = PARSED_WITHIN_MS): Problem {
  const lengths = text.split(/\r\n|\n|\r/u).map(({ length }) => length);
  const longest = lengths.reduce((best, length, index) => (length > (lengths[best] ?? 0) ? index : best), 0);
  const problem = { code: 'parsing-too-slow', file, message: tooSlowMessage(afterMs) } as const;
  if ((lengths[longest] ?? 0) < USUAL_LINE && text.length > USUAL_FILE) {
    const hint = `It is too long: it has ${lengths.length.toLocaleString('en')} lines. Split it into several files.`;
    return { ...problem, position: { line: 1, column: 1 }, hint };
  }
  return {
    ...problem,
    position: { line: longest + 1, column: 1 },
    hint: `Its longest line is this one, with ${lengths[longest]} characters. Shorten it, or write fewer of the marks * _ [ ] { } < in one paragraph.`,
  };
}

/** The problem of a page or document that is nested deeper than functions can call each other. */
export function nestedTooDeep(file: string): Problem {
  return {
    code: 'nesting-too-deep',
    file,
    position: { line: 1, column: 1 },
    message: 'the file is nested too deep for the parser',
    hint: 'Use fewer levels of lists, quotations, brackets or components inside each other.',
  };
}

/** The problem of a YAML file whose parsing was ended. */
export function yamlTooSlow(
  file: string,
  { code, withinMs, hint }: { readonly code: ProblemCode; readonly withinMs: number; readonly hint: string },
): Problem {
  return { code, file, position: undefined, message: tooSlowMessage(withinMs), hint };
}

function tooSlowMessage(withinMs: number): string {
  return `the file takes longer than ${withinMs / 1000} s to parse`;
}
