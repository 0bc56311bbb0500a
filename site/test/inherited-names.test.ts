/** Names that every JavaScript object inherits are names like any other. */
import { expect, test } from 'vitest';
import { textOfHtml } from '../html.ts';
import { nodeColour } from '../terminal/node-colour.ts';

const INHERITED = ['constructor', 'toString', 'valueOf', '__proto__'];

test.each(INHERITED)('a node named %s has a colour', (name) => {
  expect([0, 1, 2, 3, 4, 5]).toContain(nodeColour(name));
});

test.each(INHERITED)('&%s; is not an entity', (name) => {
  expect(textOfHtml(`&lt;&${name};`)).toBe(`<&${name};`);
});
