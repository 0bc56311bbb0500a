/** Outputs that are as large or as deep as their limits allow: a document may show some 8 MB. */
import { expect, test } from 'vitest';
import { unifyOutputs } from '../../../compare/outputs/unify.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { createComparison, NO_CONTEXT } from '../../../compare/tokens/match.ts';

const unify = (captured: string, printed: string) =>
  unifyOutputs(captured, printed, createComparison(new Substitution()));

test('130,000 lines that were not printed are all in the difference', () => {
  const lines = Array.from({ length: 130_000 }, (_, index) => `line ${index}`);
  const { matches, lines: diff } = unify(lines.join('\n'), 'other');
  expect(matches).toBe(false);
  expect(diff.length).toBeGreaterThanOrEqual(130_000);
});

test('130,000 elements that were not printed are all in the difference', () => {
  const { matches, lines } = unify(JSON.stringify([Array(130_000).fill(true)]), '[[]]');
  expect(matches).toBe(false);
  expect(lines.length).toBeGreaterThanOrEqual(130_000);
});

test.each([
  ['{"a":', '}'],
  ['{"Config":[', ']}'],
  ['[', ']'],
])('JSON with %s inside each other is compared at every depth', (open, close) => {
  for (const depth of [50, 150, 1_000, 1_500, 50_000]) {
    const nested = (text: string) => `${open.repeat(depth)}${text}${close.repeat(depth)}`;
    expect(unify(nested('"a"'), nested('"a"')).matches).toBe(true);
    expect(unify(nested('"a"'), nested('"b"')).matches).toBe(false);
  }
});

const unifyParts = (captured: string, printed: string) =>
  unifyOutputs(captured, printed, createComparison(new Substitution(), { ...NO_CONTEXT, elides: true }));

test.each([5, 2_000, 130_000])('%i lines in a row for what is left out are as good as one', (count) => {
  expect(unifyParts(['a', ...Array(count).fill('...'), 'z'].join('\n'), 'a\nb\nz').matches).toBe(true);
});

test.each([
  [300, true],
  [1_000, false],
  [65_000, false],
])('an output that is left out between each two of %i lines is compared', (count, matches) => {
  const lines = Array.from({ length: count }, (_, index) => `line ${'abcdefghij'[index % 10]}`);
  // A terminal keeps some 2,000 lines of what is printed.
  const printed = lines.slice(0, 1_000).join('\nother\n');
  expect(unifyParts(lines.join('\n...\n'), printed).matches).toBe(matches);
});
