import { describe, expect, test } from 'vitest';
import { assign } from '../../../compare/outputs/assign.ts';
import { withContext } from '../../../compare/outputs/diff.ts';
import { commonSubsequence } from '../../../compare/outputs/sequence.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { withCapturedIdentities } from '../../../compare/tokens/rewrite.ts';
import type { DiffLine } from '../../../model/outcome.ts';
import { readTable } from '../../../tutorial/capture/table.ts';

describe('a common subsequence', () => {
  const common = (left: string, right: string) =>
    commonSubsequence([...left], [...right])
      .map(([l, r]) => {
        expect(left[l]).toBe(right[r]);
        return left[l];
      })
      .join('');

  test.each([
    ['abcabba', 'cbabac', 4],
    ['', 'abc', 0],
    ['abc', 'abc', 3],
    ['axbxc', 'abc', 3],
    ['abc', 'xyz', 0],
    ['aab', 'ab', 2],
  ])('%s, %s', (left, right, length) => {
    expect(common(left, right)).toHaveLength(length);
  });

  test('of very different sequences has their ends only', () => {
    const lines = (text: string) => Array.from({ length: 400 }, (_, index) => `${text} ${index}`);
    const [left, right] = [lines('left'), lines('right')].map((own) => ['start', ...own, 'middle', ...own, 'end']);
    expect(commonSubsequence(left ?? [], right ?? [])).toEqual([
      [0, 0],
      [802, 802],
    ]);
  });
});

describe('sets', () => {
  const elements = (texts: readonly string[]) => texts.map((text) => ({ value: text, skeleton: 'row', text }));

  test('are assigned by backtracking if the first choice leads nowhere', () => {
    const possible = new Map([
      ['a', ['x', 'y', 'z']],
      ['b', ['x']],
      ['c', ['y', 'x']],
    ]);
    const assigned = assign(
      elements(['a', 'b', 'c']),
      elements(['x', 'y', 'z']),
      (captured, printed) => possible.get(captured)?.includes(printed) ?? false,
      new Substitution(),
    );
    expect([...assigned].toSorted()).toEqual([
      [0, 2],
      [1, 0],
      [2, 1],
    ]);
  });

  test('are assigned as far as possible, and failed attempts bind nothing', () => {
    const substitution = new Substitution();
    const match = (captured: string, printed: string) =>
      substitution.bind('row', captured, printed) === undefined && printed !== 'no';
    expect([...assign(elements(['a', 'b']), elements(['no', 'x']), match, substitution)]).toEqual([[0, 1]]);
    expect([...substitution.pairs('row')]).toEqual([['a', 'x']]);
  });

  test('without fixed tokens are given up in time', () => {
    const many = elements(Array.from({ length: 50 }, (_, index) => String(index)));
    const assigned = assign(
      many,
      many,
      (captured, printed) => captured !== '49' && printed !== '7',
      new Substitution(),
    );
    expect(assigned.size).toBe(49);
  });
});

describe('a table', () => {
  test('has columns, and rows as far as they are aligned', () => {
    const table = readTable([
      'CONTAINER ID   MEM USAGE / LIMIT   CPU %',
      'a1b2           1MiB / 2GiB         0.00%',
      '               short',
      '',
      'a1b2           after a blank line',
    ]);
    expect(table?.columns.map(({ title }) => title)).toEqual(['CONTAINER ID', 'MEM USAGE / LIMIT', 'CPU %']);
    expect(table?.rows.map(({ cells }) => cells)).toEqual([
      ['a1b2', '1MiB / 2GiB', '0.00%'],
      ['', 'short', ''],
    ]);
  });

  test('of processes has right-aligned numbers', () => {
    const table = readTable([
      'USER         PID %CPU TTY      STAT START   TIME COMMAND',
      'root           1 22.3 ?        Ss   04:22   0:00 tini -g -- dockerd',
      'root     1234567  0.0 pts/0    Ss   04:22   0:00 bash',
    ]);
    expect(table?.rows.map(({ cells }) => [cells[1], cells[7]])).toEqual([
      ['1', 'tini -g -- dockerd'],
      ['1234567', 'bash'],
    ]);
  });

  test.each(['PING alpine1', 'Name   Driver', 'ONE'])('is not made by %s', (header) => {
    expect(readTable([header])).toBeUndefined();
  });
});

describe('rewriting with the identities of the capture', () => {
  const substitution = new Substitution();
  substitution.bind('id', 'a1b2c3d4e5f6', '0f0f0f0f0f0f');
  substitution.bind('address', '172.18.0.2', '172.19.0.12');

  test('replaces whole tokens only, and leaves identities that the capture does not have', () => {
    expect(withCapturedIdentities('0f0f0f0f0f0f br-0f0f0f0f0f0f 0f0f0f0f0f0fa', substitution)).toBe(
      'a1b2c3d4e5f6 br-a1b2c3d4e5f6 0f0f0f0f0f0fa',
    );
    expect(withCapturedIdentities('172.19.0.12/16 172.19.0.1', substitution)).toBe('172.18.0.2/16 172.19.0.1');
  });

  test('keeps columns where they are', () => {
    expect(withCapturedIdentities('ADDRESS       NAME\n172.19.0.12   alpine1', substitution)).toBe(
      'ADDRESS       NAME\n172.18.0.2    alpine1',
    );
  });
});

test('equal lines are shown only near a difference', () => {
  const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text, spans: [], note: undefined });
  const same = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => line('same', String(from + at)));
  const lines = [...same(0, 9), line('printed', 'x'), ...same(10, 9), line('captured', 'y')];
  expect(withContext(lines).map(({ text }) => text)).toEqual([
    '6',
    '7',
    '8',
    'x',
    '10',
    '11',
    '12',
    '…',
    '16',
    '17',
    '18',
    'y',
  ]);
  expect(withContext(same(0, 9))).toEqual([]);
});
