import { describe, expect, test } from 'vitest';
import { meetingOf, savedValue } from '../../../tutorial/snippet/pattern.ts';
import { processorTime } from '../../base/processor-time.ts';

const re = (source: string, flags = 'u') => ({ kind: 'regexp', source, flags }) as const;

test.each([
  ['a text', { kind: 'text', text: 'bridge' }, 'met'],
  ['a text', { kind: 'text', text: 'br.dge' }, 'unmet'],
  ['a regular expression', re('^b.*e$', 'mu'), 'met'],
  ['a regular expression', re('^host'), 'unmet'],
  // Linear-time engines have neither of these.
  ['one with a reference back', re('(\\w)\\1'), 'met'],
  ['one that looks around', re('(?<=net )\\w+(?! host)'), 'met'],
] as const)('%s %o is %s', (_what, pattern, kind) => {
  expect(meetingOf('net aa\nbridge', pattern)).toEqual({ kind });
});

test('the first group is saved, or else the whole match', () => {
  expect(savedValue('id abc', re('id (\\S+)'))).toEqual({ kind: 'saved', value: 'abc' });
  expect(savedValue('id abc', re('id|(x)'))).toEqual({ kind: 'saved', value: 'id' });
  expect(savedValue('id abc', re('(x)'))).toEqual({ kind: 'unmet' });
});

describe('a pattern that would need years', () => {
  const output = `${'a'.repeat(100)}b`;
  const failure = {
    kind: 'failed',
    reason: '/(a+)+$/u takes longer than 1 s; avoid a repetition inside a repetition, such as (a+)+',
  };

  test('fails after a second, with a hint', () => {
    const spentMs = processorTime();
    expect(meetingOf(output, re('(a+)+$'))).toEqual(failure);
    expect(savedValue(output, re('(a+)+$'))).toEqual(failure);
    expect(spentMs()).toBeLessThan(10_000);
  });
});
