/** Replaces the identities in a text of the capture by those of the run, or the other way round. */

import type { Substitution } from '../substitution/substitution.ts';
import { type IdentityClass, lookUpIdentity } from './identities.ts';
import { isIdentity } from './match.ts';
import { createTokeniser, type Token } from './tokens.ts';

/** Returns the text of a captured token, with this run's identity if it is bound. */
export function withRunIdentity(token: Token, substitution: Substitution): string {
  if (!isIdentity(token.class)) return token.text;
  return (
    lookUpIdentity(token.class, token.text, (relation, text) => substitution.printedFor(relation, text)) ?? token.text
  );
}

/**
 * Replaces the identities of this run by the captured ones that they are bound to. All other text stays, also
 * identities that are not bound. Columns stay aligned.
 * @param isShown returns whether the captured side shows an identity. It may have a part only.
 */
export function withCapturedIdentities(
  text: string,
  substitution: Substitution,
  isShown: (captured: string) => boolean = () => true,
): string {
  const tokenise = createTokeniser(new Map());
  const lookUp = (relation: string, printed: string) => {
    const captured = substitution.capturedFor(relation, printed);
    return captured !== undefined && isShown(captured) ? captured : undefined;
  };
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
  /** The number of characters by which the text since the last column has grown. */
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
