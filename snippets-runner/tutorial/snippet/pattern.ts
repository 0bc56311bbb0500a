/** What `expect`, `retry-until` and `save` look for in an output. */
import type { Pattern, Save } from '../page.ts';

export function outputHas(output: string, pattern: Pattern): boolean {
  return pattern.kind === 'text' ? output.includes(pattern.text) : toRegExp(pattern).test(output);
}

/** @returns the first group of the match, or the whole match; undefined when nothing matches */
export function savedValue(output: string, pattern: Save['pattern']): string | undefined {
  const found = toRegExp(pattern).exec(output);
  return found ? (found[1] ?? found[0]) : undefined;
}

/** As an author writes it. */
export function patternText(pattern: Pattern): string {
  return pattern.kind === 'text' ? `"${pattern.text}"` : `/${pattern.source}/${pattern.flags}`;
}

function toRegExp({ source, flags }: Extract<Pattern, { kind: 'regexp' }>): RegExp {
  return new RegExp(source, flags);
}
