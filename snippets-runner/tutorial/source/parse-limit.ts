/**
 * The limits for parsing one document: its time, and how deep it is nested. micromark needs quadratic time for some texts: minutes for a line of 80 kB
 * with only `*a_ ` in it. A short YAML text can stand for a huge value, through aliases.
 */
import type { Problem, ProblemCode } from '../problem.ts';

/** A usual page takes some milliseconds. */
export const PARSED_WITHIN_MS = 3_000;

/** For a capture, which the tool has written itself and may be larger than a page. A usual one takes some milliseconds. */
export const CAPTURE_PARSED_WITHIN_MS = 5_000;

/** The problem of a page or document whose parsing was ended. Its longest line is the most probable reason. */
export function parsingTooSlow(file: string, text: string): Problem {
  const lengths = text.split(/\r\n|\n|\r/u).map(({ length }) => length);
  const longest = lengths.reduce((best, length, index) => (length > (lengths[best] ?? 0) ? index : best), 0);
  return {
    code: 'parsing-too-slow',
    file,
    position: { line: longest + 1, column: 1 },
    message: tooSlowMessage(PARSED_WITHIN_MS),
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
