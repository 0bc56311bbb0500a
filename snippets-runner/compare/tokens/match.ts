/** One text held against another, token by token. */

import { type Clash, describeClash, type Substitution } from '../substitution/substitution.ts';
import { couldBeShortId, IDENTITIES, type IdentityClass } from './identities.ts';
import { createTokeniser, isVolatile, type Releases, type Text, type Token, type Tokeniser } from './tokens.ts';

/** What two outputs are compared by. */
export interface Comparison {
  readonly substitution: Substitution;
  /** What the page's commands say themselves: no run makes it anew, so it must be equal. */
  readonly literals: ReadonlySet<string>;
  /** Whether a line of nothing but `...` in a captured text stands for lines left out. */
  readonly elides: boolean;
  readonly captured: Tokeniser;
  readonly printed: Tokeniser;
}

export interface ComparisonContext {
  readonly literals: ReadonlySet<string>;
  /** Releases that differ between the two runs, by their names on each side. */
  readonly releases: { readonly captured: Releases; readonly printed: Releases };
  /** Default: false. */
  readonly elides?: boolean;
}

export const NO_CONTEXT: ComparisonContext = {
  literals: new Set(),
  releases: { captured: new Map(), printed: new Map() },
};

export function createComparison(substitution: Substitution, context: ComparisonContext = NO_CONTEXT): Comparison {
  return {
    substitution,
    literals: context.literals,
    elides: context.elides ?? false,
    captured: createTokeniser(context.releases.captured),
    printed: createTokeniser(context.releases.printed),
  };
}

/** Whether the texts are one text in two runs. Binds as it goes: to be used within an attempt. */
export function matchTexts(captured: Text, printed: Text, comparison: Comparison): boolean {
  if (captured.tokens.length !== printed.tokens.length) return false;
  return captured.tokens.every((token, index) => {
    const other = printed.tokens[index];
    return other !== undefined && matchTokens(token, other, comparison) === undefined;
  });
}

/** Why two tokens do not match: undefined when they do, else a note, empty where there is nothing to explain. */
export function matchTokens(captured: Token, printed: Token, comparison: Comparison): string | undefined {
  if (captured.key !== printed.key) {
    if (!isShortIdInDisguise(captured, printed)) return '';
    return explainIdentity('id', captured, printed, comparison);
  }
  if (!isVolatile(captured) || captured.class === 'release') return undefined;
  if (isIdentity(captured.class)) return explainIdentity(captured.class, captured, printed, comparison);
  if (captured.text === printed.text) return undefined;
  const literal = [captured, printed].find(({ text }) => comparison.literals.has(text));
  return literal && `${literal.text} is what a command says`;
}

function explainIdentity(
  identity: IdentityClass,
  captured: Token,
  printed: Token,
  { substitution }: Comparison,
): string | undefined {
  const clash = bindIdentity(identity, captured.text, printed.text, substitution);
  return clash && describeClash(clash);
}

/** Takes one identity for the other, or says why that cannot be. */
export function bindIdentity(
  identity: IdentityClass,
  captured: string,
  printed: string,
  substitution: Substitution,
): Clash | undefined {
  let clash: Clash | undefined;
  substitution.attempt(() => {
    clash = IDENTITIES[identity].bind(captured, printed, substitution);
    return clash === undefined;
  });
  return clash;
}

export function isIdentity(tokenClass: Token['class']): tokenClass is IdentityClass {
  return tokenClass in IDENTITIES;
}

function isShortIdInDisguise(one: Token, other: Token): boolean {
  return isWordLike(one, other) || isWordLike(other, one);
}

function isWordLike(word: Token, id: Token): boolean {
  return word.class === 'word' && couldBeShortId(word.text) && id.class === 'id' && id.text.length === word.text.length;
}
