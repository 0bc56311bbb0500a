/** Matches two texts token by token. */

import { type Clash, describeClash, type Substitution } from '../substitution/substitution.ts';
import { couldBeShortId, IDENTITIES, type IdentityClass } from './identities.ts';
import { exceededFactor, RUN_TOLERANCE, type Tolerance } from './magnitudes.ts';
import type { MeasureClass } from './measures.ts';
import { type BothFacts, kindOfIdClash, NOTHING_KNOWN, ownerClash, wordClash } from './run-facts.ts';
import {
  createTokeniser,
  isVolatile,
  type Releases,
  type Text,
  type Token,
  type Tokeniser,
  volatileKey,
} from './tokens.ts';

/** The state and the settings with which outputs are compared. */
export interface Comparison {
  readonly substitution: Substitution;
  /** Measures that the page's commands set, so they must be equal. */
  readonly literals: ReadonlySet<string>;
  /** Whether a captured line of only `...` stands for lines left out. */
  readonly elides: boolean;
  /** How much the measures may differ. */
  readonly tolerance: Tolerance;
  readonly facts: BothFacts;
  /** As `shownIdsIn` returns them: what a document cuts is the beginning of one of these. */
  readonly shownIds: readonly string[];
  readonly captured: Tokeniser;
  readonly printed: Tokeniser;
}

export interface ComparisonContext {
  readonly literals: ReadonlySet<string>;
  /** Versions that differ between the two runs, as each side prints them. */
  readonly releases: { readonly captured: Releases; readonly printed: Releases };
  /** Default: false. */
  readonly elides?: boolean;
  /** Default: that of two runs. */
  readonly tolerance?: Tolerance;
  /** Default: nothing is known. */
  readonly facts?: BothFacts;
  /** Default: none. */
  readonly shownIds?: readonly string[];
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
    tolerance: context.tolerance ?? RUN_TOLERANCE,
    facts: context.facts ?? NOTHING_KNOWN,
    shownIds: context.shownIds ?? [],
    captured: createTokeniser(context.releases.captured),
    printed: createTokeniser(context.releases.printed),
  };
}

/** Returns whether two texts match. Binds token by token, so call it within an attempt. */
export function matchTexts(captured: Text, printed: Text, comparison: Comparison): boolean {
  if (captured.tokens.length !== printed.tokens.length) return false;
  return captured.tokens.every((token, index) => {
    const other = printed.tokens[index];
    return other !== undefined && matchTokens(token, other, comparison) === undefined;
  });
}

/** Returns undefined if two tokens match, otherwise a note. The note is empty if there is nothing to explain. */
export function matchTokens(captured: Token, printed: Token, comparison: Comparison): string | undefined {
  if (captured.key !== printed.key) {
    if (!isShortIdInDisguise(captured, printed)) return '';
    return explainIdentity('id', captured, printed, comparison);
  }
  if (!isVolatile(captured) || captured.class === 'release') return undefined;
  if (isIdentity(captured.class)) return explainIdentity(captured.class, captured, printed, comparison);
  if (captured.text === printed.text) return undefined;
  const literal = [captured, printed].find(({ text }) => comparison.literals.has(text));
  if (literal) return `${literal.text} is set by a command`;
  if (captured.class === 'hits' && isZero(captured) !== isZero(printed)) return 'one of the two has met no packet';
  const factor = exceededFactor(captured.class as MeasureClass, captured.text, printed.text, comparison.tolerance);
  return factor === undefined
    ? undefined
    : `${captured.text} and ${printed.text} differ by more than a factor of ${factor}`;
}

function isZero({ text }: Token): boolean {
  return text === '0';
}

function explainIdentity(
  identity: IdentityClass,
  captured: Token,
  printed: Token,
  { substitution, facts }: Comparison,
): string | undefined {
  const clash =
    clashOfFacts(identity, captured, printed, facts) ??
    bindIdentity(identity, captured.text, printed.text, substitution);
  return clash && describeClash(clash);
}

function clashOfFacts(identity: IdentityClass, captured: Token, printed: Token, facts: BothFacts): Clash | undefined {
  if (identity === 'address') return ownerClash(captured.text, printed.text, facts);
  if (identity !== 'id' || captured.text.length === FULL_HEX) return undefined;
  return (
    kindOfIdClash(captured.text, printed.text) ??
    (isListed(captured) ? undefined : wordClash(captured.text, printed.text, facts))
  );
}

/** The length of an id of 256 bits. No word is as long. */
const FULL_HEX = 64;

/** Returns whether the place of a text says that it is an id. */
function isListed({ key }: Token): boolean {
  return key === volatileKey('id', 'listed');
}

/** Binds two identities, or returns why they do not match. */
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
