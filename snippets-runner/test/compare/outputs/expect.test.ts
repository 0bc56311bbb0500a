/**
 * The cases in test/expect/compare-*: captured and printed outputs of a page's steps, and the differences that a report
 * shows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unifyOutputs } from '../../../compare/outputs/unify.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { createComparison } from '../../../compare/tokens/match.ts';
import type { DiffLine } from '../../../model/outcome.ts';
import { caseFolders } from '../../tutorial/case-folders.ts';

const CASES = caseFolders('expect', 'compare-');

test.each(CASES)('$name', async ({ folder }) => {
  await expect(differences(folder)).toMatchFileSnapshot(join(folder, 'diff.txt'));
});

test('there are cases', () => {
  expect(CASES.length).toBeGreaterThan(5);
});

function differences(folder: string): string {
  const comparison = createComparison(new Substitution());
  const steps = readdirSync(folder).filter((file) => file.endsWith('captured.txt'));
  return steps
    .toSorted()
    .map((file) => {
      const [captured, printed] = [file, file.replace('captured', 'printed')].map((one) =>
        readFileSync(join(folder, one), 'utf8').replace(/\n$/u, ''),
      );
      const { matches, lines } = unifyOutputs(captured ?? '', printed ?? '', comparison);
      return `== ${file.replace('captured.txt', '')}${matches ? 'same' : 'differs'}\n${lines.map(shownLine).join('')}`;
    })
    .join('');
}

const SIGNS = { same: ' ', captured: '-', printed: '+' } as const;

/** Formats a line: its text, marks below the differing parts, and the note. */
function shownLine({ kind, text, spans, note }: DiffLine): string {
  const line = `${SIGNS[kind]} ${text}`.trimEnd();
  const end = spans.at(-1)?.[1] ?? 0;
  const marks = Array.from({ length: end }, (_, at) => (spans.some(([from, to]) => from <= at && at < to) ? '^' : ' '));
  return [line, ...(end > 0 ? [`  ${marks.join('')}`] : []), ...(note === undefined ? [] : [`  # ${note}`]), ''].join(
    '\n',
  );
}
