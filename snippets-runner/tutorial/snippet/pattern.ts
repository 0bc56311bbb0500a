/** Matches the patterns of `expect`, `retry-until` and `save` with an output. */
import type { Pattern, Save } from '../page.ts';

/** Returns whether an output contains the text or matches the regular expression. */
export function outputHas(output: string, pattern: Pattern): boolean {
  return pattern.kind === 'text' ? output.includes(pattern.text) : toRegExp(pattern).test(output);
}

/** Returns the first group of the match, or the whole match if that group is not set. Undefined without a match. */
export function savedValue(output: string, pattern: Save['pattern']): string | undefined {
  const found = toRegExp(pattern).exec(output);
  return found ? (found[1] ?? found[0]) : undefined;
}

/** Returns the pattern as an author writes it. */
export function patternText(pattern: Pattern): string {
  return pattern.kind === 'text' ? `"${pattern.text}"` : `/${pattern.source}/${pattern.flags}`;
}

function toRegExp({ source, flags }: Extract<Pattern, { kind: 'regexp' }>): RegExp {
  return new RegExp(source, flags);
}
