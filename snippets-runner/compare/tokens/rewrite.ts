/** Texts of one run in the words of the other. */

import type { Substitution } from '../substitution/substitution.ts';
import { type IdentityClass, lookUpIdentity } from './identities.ts';
import { isIdentity } from './match.ts';
import { createTokeniser, type Token } from './tokens.ts';

/** A captured token as this run says it, where it is known. */
export function inWordsOfRun(token: Token, substitution: Substitution): string {
  if (!isIdentity(token.class)) return token.text;
  return (
    lookUpIdentity(token.class, token.text, (relation, text) => substitution.printedFor(relation, text)) ?? token.text
  );
}

/**
 * Rewrites the identities of this run that stand for one of the capture into that one; all else,
 * and identities the capture has not met, stay. Columns stay lined up.
 */
export function inWordsOfCapture(text: string, substitution: Substitution): string {
  const tokenise = createTokeniser(new Map());
  const lookUp = (relation: string, printed: string) => substitution.capturedFor(relation, printed);
  return text
    .split('\n')
    .map((line) => rewriteLine(tokenise(line, 'line').tokens, lookUp))
    .join('\n');
}

function rewriteLine(
  tokens: readonly Token[],
  lookUp: (relation: string, printed: string) => string | undefined,
): string {
  let line = '';
  /** By how much what has been written since the last column is longer than what it stands for. */
  let excess = 0;
  for (const token of tokens) {
    const text = isIdentity(token.class) ? rewriteIdentity(token.class, token.text, lookUp) : token.text;
    const isGap = token.class === 'space' && text.length > 1 && line !== '';
    line += isGap ? ' '.repeat(Math.max(text.length - excess, 2)) : text;
    excess = isGap ? 0 : excess + text.length - token.text.length;
  }
  return line;
}

function rewriteIdentity(
  identity: IdentityClass,
  text: string,
  lookUp: (relation: string, printed: string) => string | undefined,
): string {
  return lookUpIdentity(identity, text, lookUp) ?? text;
}
