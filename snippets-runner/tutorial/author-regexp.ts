/**
 * Regular expressions that authors write: in `expect`, `retry-until`, `save` and `<Captured match>`. They have the
 * semantics of JavaScript. So some of them would need years on some texts, such as `(a+)+$`. No match may take
 * longer than `MATCH_WITHIN_MS`.
 */
import { type Limited, withinTime } from '../base/time-limit.ts';

/** A usual match takes less than a millisecond. */
const MATCH_WITHIN_MS = 1_000;

export type RegExpResult =
  /** The whole match, then its groups. */
  | { readonly kind: 'found'; readonly groups: readonly (string | undefined)[] }
  | { readonly kind: 'none' }
  /** It could not be tried. The reason is what follows "the regular expression". */
  | { readonly kind: 'failed'; readonly reason: string };

/** Looks for the first match in a text. */
export function firstMatch(source: string, flags: string, text: string): RegExpResult {
  try {
    const match = () => new RegExp(source, flags).exec(text);
    const found: Limited<RegExpExecArray | null> = sharesLimit
      ? { kind: 'done', result: match() }
      : withinTime(MATCH_WITHIN_MS, match);
    if (found.kind === 'too-slow') return { kind: 'failed', reason: TOO_SLOW };
    return found.result ? { kind: 'found', groups: [...found.result] } : { kind: 'none' };
  } catch (error) {
    return { kind: 'failed', reason: `is not valid: ${messageOf(error)}` };
  }
}

let sharesLimit = false;

/**
 * Does work in which all matches share the time limit of one: a limit costs more than most matches.
 * @returns undefined if the work takes longer. Done again without this function, each match has its own limit and reason.
 */
export function withSharedLimit<Result>(work: () => Result): Result | undefined {
  sharesLimit = true;
  try {
    const done = withinTime(MATCH_WITHIN_MS, work);
    return done.kind === 'done' ? done.result : undefined;
  } finally {
    sharesLimit = false;
  }
}

const TOO_SLOW = `takes longer than ${MATCH_WITHIN_MS / 1000} s; avoid a repetition inside a repetition, such as (a+)+`;

/**
 * Returns what is wrong with a regular expression; undefined if it is valid. V8 finds some mistakes, such as one that
 * is too large, only in the first match.
 */
export function regExpMistake(source: string, flags: string): string | undefined {
  try {
    new RegExp(source, flags).test('');
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Returns V8's message without the regular expression, which may be long. */
function messageOf(error: unknown): string {
  return (error as Error).message.replace(/^Invalid regular expression: \/.*\/\w*: /su, '');
}
