import { expect, test } from 'vitest';
import { markFollowers } from '../../../compare/page/followers.ts';
import type { DiffLine, Fault } from '../../../model/outcome.ts';
import type { Snippet } from '../../../tutorial/page.ts';

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text, spans: [], note: undefined });
const GATEWAY = [line('same', 'vault:'), line('captured', '  no gateway'), line('printed', '  gateway 10.9.0.1')];

/** Marks the faults of snippets named a, b, c and so on, and returns what each fault follows. */
function followed(...faults: (readonly Fault[])[]): readonly (string | undefined)[][] {
  const outcomes = faults.map((own, index) => ({
    snippet: { id: 'abcdef'[index] } as Snippet,
    faults: own,
    durationMs: 0,
  }));
  return markFollowers(outcomes).map((outcome) =>
    outcome.faults.map((fault) => ('follows' in fault ? fault.follows : undefined)),
  );
}

const topology = (...lines: DiffLine[]): Fault => ({ kind: 'other-topology', lines });
const differed = (...lines: DiffLine[]): Fault => ({ kind: 'differed', step: 0, lines });

test('a network that differs in the same lines as before follows the first snippet', () => {
  expect(followed([topology(...GATEWAY)], [], [topology(...GATEWAY)], [topology(...GATEWAY)])).toEqual([
    [undefined],
    [],
    ['a'],
    ['a'],
  ]);
});

test('one with another difference as well does not', () => {
  const more = topology(...GATEWAY, line('printed', 'box'));
  expect(followed([topology(...GATEWAY)], [more], [more])).toEqual([[undefined], [undefined], ['a']]);
});

test('outputs are compared without their indentation', () => {
  const at = (indentation: string) => differed(line('printed', `${indentation}"Status": {}`));
  expect(followed([at('  ')], [at('    ')])).toEqual([[undefined], ['a']]);
});

test.each<[string, readonly Fault[], readonly Fault[]]>([
  ['of one snippet', [differed(line('printed', 'x')), differed(line('printed', 'x'))], []],
  ['with captured and printed exchanged', [differed(line('printed', 'x'))], [differed(line('captured', 'x'))]],
  ['of blank lines', [differed(line('printed', ''))], [differed(line('printed', ' '))]],
  ['of another kind', [{ kind: 'no-capture' }], [{ kind: 'no-capture' }]],
])('differences %s do not follow each other', (_what, first, second) => {
  expect(followed(first, second).flat()).toEqual([...first, ...second].map(() => undefined));
});
