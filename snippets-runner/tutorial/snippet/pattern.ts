/** Matches the patterns of `expect`, `retry-until` and `save` with an output. */
import { firstMatch, type RegExpResult } from '../author-regexp.ts';
import type { Pattern, Save } from '../page.ts';

export type Meeting =
  | { readonly kind: 'met' }
  | { readonly kind: 'unmet' }
  /** The pattern could not be tried. The reason is a sentence that begins with the pattern. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Tells whether an output contains the text or matches the regular expression. */
export function meetingOf(output: string, pattern: Pattern): Meeting {
  if (pattern.kind === 'text') return { kind: output.includes(pattern.text) ? 'met' : 'unmet' };
  const found = matchIn(output, pattern);
  if (found.kind === 'failed') return found;
  return { kind: found.kind === 'found' ? 'met' : 'unmet' };
}

export type Saved =
  | { readonly kind: 'saved'; readonly value: string }
  | Extract<Meeting, { readonly kind: 'unmet' | 'failed' }>;

/** Returns the first group of the match, or the whole match if that group is not set. */
export function savedValue(output: string, pattern: Save['pattern']): Saved {
  const found = matchIn(output, pattern);
  if (found.kind === 'found') return { kind: 'saved', value: found.groups[1] ?? found.groups[0] ?? '' };
  return found.kind === 'failed' ? found : { kind: 'unmet' };
}

/** Returns the pattern as an author writes it. */
export function patternText(pattern: Pattern): string {
  return pattern.kind === 'text' ? `"${pattern.text}"` : `/${pattern.source}/${pattern.flags}`;
}

function matchIn(output: string, pattern: Save['pattern']): RegExpResult {
  const found = firstMatch(pattern.source, pattern.flags, output);
  if (found.kind !== 'failed') return found;
  return { kind: 'failed', reason: `${patternText(pattern)} ${found.reason}` };
}
