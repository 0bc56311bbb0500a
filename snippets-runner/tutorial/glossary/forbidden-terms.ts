/** Finds the words that the Chinese pages must not use. */
import type { Glossary, Term } from './glossary.ts';

export interface ForbiddenTerms {
  /** Matches forbidden words and correct terms. So a forbidden word inside a correct term is not found. */
  readonly pattern: RegExp;
  /** Returns the term that a forbidden word is wrong for. Returns undefined for a correct term. */
  termOf(found: string): Term | undefined;
}

/** Returns undefined if the glossary forbids no word. */
export function forbiddenTerms(glossary: Glossary): ForbiddenTerms | undefined {
  const entries = new Map(glossary.flatMap((term) => (term.avoid ?? []).map((word) => [word, term] as const)));
  if (entries.size === 0) return undefined;
  const right = glossary.map(({ zh }) => zh).filter((zh) => !entries.has(zh));
  const words = [...entries.keys(), ...right].toSorted((a, b) => b.length - a.length);
  return { pattern: new RegExp(words.map(asPattern).join('|'), 'gu'), termOf: (found) => entries.get(found) };
}

/** Matches a word in Latin letters only as a whole word. */
function asPattern(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  const before = /^[A-Za-z0-9]/u.test(word) ? '(?<![A-Za-z0-9])' : '';
  const after = /[A-Za-z0-9]$/u.test(word) ? '(?![A-Za-z0-9])' : '';
  return before + escaped + after;
}
