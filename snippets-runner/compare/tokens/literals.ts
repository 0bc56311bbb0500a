/**
 * Literals: values that the page's own commands set, such as `--subnet 172.28.0.0/16`, `-p 50000:80`,
 * `--name happy_turing` or `--update-delay 10s`. Outputs must show them as they were typed.
 */

import type { Substitution } from '../substitution/substitution.ts';
import { bindIdentity, isIdentity } from './match.ts';
import { createTokeniser, isVolatile } from './tokens.ts';

/** Binds the identities in the commands to themselves. Returns the measures in them, which must be equal in outputs. */
export function bindLiterals(commands: Iterable<string>, substitution: Substitution): Set<string> {
  const tokenise = createTokeniser(new Map());
  const lines = [...commands].flatMap((command) => command.split('\n'));
  const tokens = lines.flatMap((line) => tokenise(line, 'typed').tokens).filter(isVolatile);
  for (const { class: tokenClass, text } of tokens) {
    if (isIdentity(tokenClass)) {
      substitution.attempt(() => bindIdentity(tokenClass, text, text, substitution) === undefined);
    }
  }
  return new Set(tokens.filter((token) => !isIdentity(token.class)).map(({ text }) => text));
}
